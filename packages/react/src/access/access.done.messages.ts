/** What the hooks of keys and roles say when a change is made. */
export const accessDoneMessages = {
  "access.done.create": "{name} is made.",
  "access.done.rotate": "{name} has a new key.",
  "access.done.revoke": "{name} is revoked.",
  "roles.done.create": "{name} is made.",
  "roles.done.update": "{name} is changed.",
  "roles.done.delete": "{name} is deleted.",
  "roles.done.give": "{name} is given.",
  "roles.done.take": "{name} is taken away.",
} as const;

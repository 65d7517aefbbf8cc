/** What the hooks of keys and roles say when a change is made. */
export const accessDoneMessages = {
  "access.done.create": "API key “{name}” was created.",
  "access.done.rotate": "API key “{name}” was rotated.",
  "access.done.revoke": "API key “{name}” was revoked.",
  "roles.done.create": "Role “{name}” was created.",
  "roles.done.update": "Role “{name}” was saved.",
  "roles.done.delete": "Role “{name}” was deleted.",
  "roles.done.give": "“{name}” was given to {holder}.",
  "roles.done.take": "“{name}” was taken away from {holder}.",
} as const;

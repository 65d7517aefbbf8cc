/** English texts of the permission editor. Modes and revocations are sentences; their names in the API are not shown. */
export const permissionMessages = {
  "permissions.table": "Permissions",
  "permissions.key": "Permission",
  "permissions.value": "Value",
  "permissions.rules": "Rules",
  "permissions.source": "Source",
  "permissions.actions": "Actions",
  "permissions.search": "Search permissions",
  "permissions.filter": "Show",
  "permissions.filter.all": "All",
  "permissions.filter.set": "Set here",
  "permissions.filter.inherited": "Inherited",
  "permissions.filter.locked": "Locked",

  "permissions.empty.title": "No permissions yet",
  "permissions.empty.text":
    "Add a permission here. It also holds for the tenants below, by the rule you choose.",
  "permissions.none.title": "No permission matches",
  "permissions.none.text": "Nothing here has “{query}” in its name or value.",
  "permissions.none.clear": "Show all permissions",
  "permissions.readOnly":
    "You can look but not change anything. An administrator of this tenant, or of one above it, can give you the write scope.",

  "permissions.allowed": "Allowed",
  "permissions.denied": "Not allowed",
  "permissions.above": "an organization above",

  "permissions.mode.LOCKED": "Nobody below may change this",
  "permissions.mode.INHERITED": "Below may set their own value",
  "permissions.mode.DELEGATED": "Below decide value and rules",
  "permissions.mode.LOCKED.hint": "What they have set themselves is hidden, not lost.",
  "permissions.mode.INHERITED.hint": "They inherit this value until they set another. The rules stay yours.",
  "permissions.mode.DELEGATED.hint": "They may change it, lock it or pass it on as they like.",
  "permissions.revocation.CASCADE": "Revoking also removes what stands below",
  "permissions.revocation.SOFT": "Revoking leaves what stands below",
  "permissions.revocation.PERMANENT": "Can never be revoked",
  "permissions.revocation.CASCADE.hint":
    "Tenants below lose their own policy for it too, except one that can never be revoked.",
  "permissions.revocation.SOFT.hint": "Tenants below keep the policy they have set themselves.",
  "permissions.revocation.PERMANENT.hint": "Nor changed, by anyone. Only purging the tenant removes it.",

  "permissions.text.set": "Set here. Value and rules are this tenant’s to decide.",
  "permissions.text.setValueOnly":
    "Set here. The organization above allows another value but keeps the rules.",
  "permissions.text.setPermanent": "Set here for good: it can be neither changed nor revoked.",
  "permissions.text.inherited": "{name} sets this. You may set another value here; the rules stay theirs.",
  "permissions.text.delegated": "{name} sets this and lets you decide both value and rules.",
  "permissions.text.locked": "{name} sets this, and nobody below may change it.",
  "permissions.own.hidden": "Yours is hidden: {value}",
  "permissions.in.use": "in use",
  "permissions.here": "Here",
  "permissions.hidden": "hidden by the lock",
  "permissions.notSet": "not set",

  "permissions.switch": "{key} is allowed",
  "permissions.edit.label": "Edit {key}",
  "permissions.override": "Set here",
  "permissions.override.label": "Set {key} here",
  "permissions.revoke": "Revoke",
  "permissions.revoke.label": "Revoke {key}",

  "permissions.add": "Add permission",
  "permissions.form.add": "Add a permission",
  "permissions.form.override": "Set {key} here",
  "permissions.form.edit": "Edit {key}",
  "permissions.form.add.text": "It holds here and, by the rule you choose, for the tenants below.",
  "permissions.form.override.text": "Replaces what {name} sets, here and for the tenants below.",
  "permissions.form.edit.text": "The change holds here and for the tenants below at once.",
  "permissions.form.key.hint": "Letters, digits and _ . : - , for example reports.export",
  "permissions.form.known.set": "This tenant already sets {key}. Edit it in the table.",
  "permissions.form.known.inherited": "{name} already sets {key}. Adding it here replaces that value.",
  "permissions.form.known.locked": "{name} decides {key}, and nobody below may change it.",
  "permissions.form.kind.number": "A number",
  "permissions.form.kind.string": "A text",
  "permissions.form.kind.json": "JSON",
  "permissions.form.exact": "What exactly",
  "permissions.form.mode": "Tenants below",
  "permissions.form.mode.fixed":
    "{name} lets tenants set another value but keeps the rules: those below may set their own value.",
  "permissions.form.revocation": "When it is revoked",
  "permissions.form.permanent": "After saving, nobody can change or revoke this, you included.",
  "permissions.form.cancel": "Cancel",
  "permissions.form.add.submit": "Add permission",
  "permissions.form.override.submit": "Set here",
  "permissions.form.edit.submit": "Save",

  "permissions.revoke.title": "Revoke {key}?",
  "permissions.revoke.CASCADE":
    "The policy goes, and with it those that tenants below have set. What an organization above sets shows again, if there is anything.",
  "permissions.revoke.SOFT":
    "Only this tenant’s policy goes. What an organization above sets shows again, if there is anything.",
  "permissions.revoke.hidden":
    "The policy is hidden by a lock above, so nothing changes for now. It will not come back when the lock ends.",
  "permissions.revoke.loses": {
    one: "{count} tenant loses its policy",
    other: "{count} tenants lose their policy",
  },
  "permissions.revoke.keeps": {
    one: "{count} tenant below keeps its policy",
    other: "{count} tenants below keep their policy",
  },
  "permissions.revoke.here": "this tenant",
  "permissions.revoke.more": "and {count} more",
  "permissions.revoke.retry": "Try again",

  "permissions.done.created": "{key} is set here.",
  "permissions.done.updated": "{key} is saved.",
  "permissions.done.revoked": {
    one: "{key} is revoked for {count} tenant.",
    other: "{key} is revoked for {count} tenants.",
  },
} as const;

import { permissionMessages } from "./permissions.messages.ts";

const own = {
  "permissions.mode.LOCKED.hint": "What they have set themselves is hidden, not lost.",
  "permissions.mode.INHERITED.hint": "They inherit this value until they set another. The rules stay yours.",
  "permissions.mode.DELEGATED.hint": "They may change it, lock it or pass it on as they like.",
  "permissions.revocation.CASCADE.hint":
    "Tenants below lose their own policy for it too, except one that can never be revoked.",
  "permissions.revocation.SOFT.hint": "Tenants below keep the policy they have set themselves.",
  "permissions.revocation.PERMANENT.hint": "Nor changed, by anyone. Only purging the tenant removes it.",
  "permissions.chain.wins": "in use",
  "permissions.chain.shadowed": "hidden by the lock",
  "permissions.chain.overridden": "overridden by a nearer policy",
  "permissions.chain.absent": "not set",
  "permissions.chain.reason.lock": "The highest lock counts, and it stands at: {name}",
  "permissions.chain.reason.inherited": "The nearest value counts. The rules are kept at: {name}",
  "permissions.chain.reason.nearest": "The nearest policy counts, with its rules.",
  "permissions.chain.reason.none": "No level sets this permission.",
  "permissions.form.add": "Add a permission",
  "permissions.form.override": "Set {key} here",
  "permissions.form.edit": "Edit {key}",
  "permissions.form.add.text": "It holds here and, by the rule you choose, for the tenants below.",
  "permissions.form.override.text": "Replaces what {name} sets, here and for the tenants below.",
  "permissions.form.edit.text": "The change holds here and for the tenants below at once.",
  "permissions.form.key.hint": "Letters, digits and _ . : - , for example reports.export",
  "permissions.conflict": "Somebody else has changed this policy meanwhile. It is now: {values}",
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
  "permissions.form.mode.fixed.above":
    "An organization above lets tenants set another value but keeps the rules: those below may set their own value.",
  "permissions.form.revocation": "When it is revoked",
  "permissions.form.permanent": "After saving, nobody can change or revoke this, you included.",
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
  "permissions.impact": "What this would do",
  "permissions.impact.unknown": "What this would do could not be worked out. {reason}",
  "permissions.impact.none": "Nothing would change for anyone.",
  "permissions.impact.loses": {
    one: "{count} tenant would lose this permission:",
    other: "{count} tenants would lose this permission:",
  },
  "permissions.impact.gains": {
    one: "{count} tenant would gain this permission:",
    other: "{count} tenants would gain this permission:",
  },
  "permissions.impact.value": {
    one: "{count} tenant would get another value:",
    other: "{count} tenants would get another value:",
  },
  "permissions.impact.rules": {
    one: "The rules would change for {count} tenant:",
    other: "The rules would change for {count} tenants:",
  },
  "permissions.impact.with": { one: "{name} (+{count} below)", other: "{name} (+{count} below)" },
  "permissions.impact.others": { one: "{count} other", other: "{count} others" },
  "permissions.impact.more": {
    one: "Something would change for {count} more tenant.",
    other: "Something would change for {count} more tenants.",
  },
  "permissions.simulate.title": "What if…",
  "permissions.simulate.text":
    "Try policies here or below, and see who would gain and who would lose. Nothing is saved.",
  "permissions.simulate.tenant": "Tenant",
  "permissions.simulate.here": "Here, or search below",
  "permissions.simulate.action": "What happens",
  "permissions.simulate.create": "Set a new policy",
  "permissions.simulate.update": "Change its policy",
  "permissions.simulate.delete": "Revoke its policy",
  "permissions.simulate.asItIs": "As it is",
  "permissions.simulate.default": "The usual",
  "permissions.simulate.add": "Add to the draft",
  "permissions.simulate.draft": "Draft",
  "permissions.simulate.remove": "Take {key} out of the draft",
  "permissions.simulate.clear": "Start over",
  "permissions.simulate.close": "Close",
  "permissions.simulate.full": {
    one: "A draft holds {count} change.",
    other: "A draft holds {count} changes. Take some out to add others.",
  },
  "permissions.simulate.count": {
    one: "Something would change for {count} tenant.",
    other: "Something would change for {count} tenants.",
  },
  "permissions.simulate.before": "Here now",
  "permissions.simulate.after": "Here then",
  "permissions.simulate.nothing": "No such permission",
  "permissions.simulate.refused": "This would be refused. {reason}",
  "permissions.refused.locked": "A tenant above locks {key}, so nothing may be set.",
  "permissions.refused.rules": "A tenant above keeps the rules of {key}: only the value may be set.",
  "permissions.refused.exists": "The tenant already has a policy for {key}. Change that one.",
  "permissions.refused.none": "The tenant has no policy of its own for {key}.",
  "permissions.refused.permanent":
    "The policy for {key} is permanent: it can be neither changed nor revoked.",
} as const;

/** English texts of what opens over the permission editor, with those of the editor itself. Loaded when they are needed. */
export const permissionDialogMessages: typeof own & typeof permissionMessages = {
  ...permissionMessages,
  ...own,
};

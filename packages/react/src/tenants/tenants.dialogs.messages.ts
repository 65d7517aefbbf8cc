import { tenantsMessages } from "./tenants.messages.ts";

const own = {
  "tenants.bulk.label": "Actions for the marked tenants",
  "tenants.bulk.count": { one: "{count} marked", other: "{count} marked" },
  "tenants.bulk.clear": "Clear the marks",
  "tenants.bulk.move": { one: "Move {count} tenant", other: "Move {count} tenants" },
  "tenants.bulk.move.done": {
    one: "{count} tenant is now below “{to}”",
    other: "{count} tenants are now below “{to}”",
  },
  "tenants.bulk.suspend": { one: "Suspend {count} tenant?", other: "Suspend {count} tenants?" },
  "tenants.bulk.suspend.done": { one: "{count} tenant is suspended", other: "{count} tenants are suspended" },
  "tenants.bulk.archive": { one: "Archive {count} tenant?", other: "Archive {count} tenants?" },
  "tenants.bulk.archive.done": { one: "{count} tenant is archived", other: "{count} tenants are archived" },
  "tenants.bulk.resume": { one: "Resume {count} tenant?", other: "Resume {count} tenants?" },
  "tenants.bulk.resume.done": {
    one: "{count} tenant is active again",
    other: "{count} tenants are active again",
  },
  "tenants.bulk.sentence": {
    one: "{count} tenant moves to “{to}” with all below it and inherits config and permissions from there at once.",
    other:
      "{count} tenants move to “{to}” with all below them and inherit config and permissions from there at once.",
  },
  "tenants.bulk.refused": "“{name}” cannot move. {reason}",
  "tenants.bulk.uncounted": {
    one: "What changes for {count} more tenant is not counted here.",
    other: "What changes for {count} more tenants is not counted here.",
  },
  "tenants.suspend.title": "Suspend “{name}”?",
  "tenants.suspend.text": "Its keys and tokens stop working until it is resumed. Nothing is deleted.",
  "tenants.suspend.textBelow": {
    one: "It and the tenant below it stop working until they are resumed: keys and tokens are refused. Nothing is deleted.",
    other:
      "It and the {count} tenants below it stop working until they are resumed: keys and tokens are refused. Nothing is deleted.",
  },
  "tenants.archive.title": "Archive “{name}”?",
  "tenants.archive.text":
    "It leaves the tree and its keys stop working. Its data stays, and it can be resumed.",
  "tenants.archive.textBelow": {
    one: "It and the tenant below it leave the tree and their keys stop working. Their data stays, and they can be resumed.",
    other:
      "It and the {count} tenants below it leave the tree and their keys stop working. Their data stays, and they can be resumed.",
  },
  "tenants.resume.title": "Resume “{name}”?",
  "tenants.resume.text": "Its keys and tokens work again at once.",
  "tenants.resume.cascade": "Also resume what is below it in the same state",
  "tenants.create.title": "Create a tenant",
  "tenants.create.titleRoot": "Create a root tenant",
  "tenants.create.below": "Below {name}",
  "tenants.create.name": "Name",
  "tenants.create.name.required": "Give it a name, for example Northwind Traders.",
  "tenants.create.slug": "Slug",
  "tenants.create.slug.hint": "Used in paths. Unique among its siblings.",
  "tenants.create.slug.invalid": "Start with a letter a–z; then only a–z, 0–9 and _, 63 characters at most.",
  "tenants.create.slug.taken": "A sibling already has this slug. Choose another.",
  "tenants.create.isolation": "Data isolation",
  "tenants.create.isolation.inherit": "Same as its parent",
  "tenants.create.isolation.inheritOf": "Same as its parent: {isolation}",
  "tenants.create.submit": "Create tenant",
  "tenants.move.title": "Move “{name}”",
  "tenants.move.search": "New parent",
  "tenants.move.placeholder": "Search by name, slug or id",
  "tenants.move.targets": "Possible parents",
  "tenants.move.root": "No parent",
  "tenants.move.root.hint": "Becomes a root",
  "tenants.move.nothing": "No tenant matches “{query}”.",
  "tenants.move.choose": "Choose where it goes.",
  "tenants.move.sentence":
    "“{name}” moves from “{from}” to “{to}” and inherits config and permissions from there at once.",
  "tenants.move.sentenceBelow": {
    one: "“{name}” and the tenant below it move from “{from}” to “{to}” and inherit config and permissions from there at once.",
    other:
      "“{name}” and the {count} tenants below it move from “{from}” to “{to}” and inherit config and permissions from there at once.",
  },
  "tenants.move.top": "top level",
  "tenants.move.noPreview": "What this would change could not be worked out. {reason}",
  "tenants.move.changesNothing": "No effective config or permission changes.",
  "tenants.move.config": { one: "{count} config value changes", other: "{count} config values change" },
  "tenants.move.permissions": { one: "{count} permission changes", other: "{count} permissions change" },
  "tenants.move.locks": { one: "{count} lock newly applies", other: "{count} locks newly apply" },
  "tenants.move.lockedBy": "locked by {name}",
  "tenants.move.hides": { one: "hides the own value of {count}", other: "hides the own values of {count}" },
  "tenants.move.notSet": "not set",
  "tenants.move.secret": "a secret",
  "tenants.move.submit": "Move",
  "tenants.move.undo": "Undo",
} as const;

/** English texts of the dialogs and bars that a tenant tree loads when they are needed, beside those that it shows at once. */
export const tenantsDialogMessages: typeof tenantsMessages & typeof own = { ...tenantsMessages, ...own };

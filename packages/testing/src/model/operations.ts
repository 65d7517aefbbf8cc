/** The operations of a history: each takes its subjects from the model by the throws of dice. */
import type { BatchSetConfigEntry, Json, RevocationMode } from "@stratum-hq/core";
import { abacOperations } from "./abac.operations.ts";
import {
  cast,
  type Dice,
  ghost,
  MODES,
  type Operation,
  show,
  someKey,
  someone,
  someSlug,
  someValue,
  someVersion,
} from "./dice.ts";
import type { ModelTenant, Status } from "./forest.ts";
import { KEYS, type Model } from "./model.ts";
import type { Policy } from "./permissions.ts";
import { broken } from "./verdict.ts";

export type Kind =
  | "create"
  | "rename"
  | "move"
  | "suspend"
  | "resume"
  | "archive"
  | "reorder"
  | "purge"
  | "createMany"
  | "setConfig"
  | "deleteConfig"
  | "batchSetConfig"
  | "restoreConfig"
  | "defineConfigKey"
  | "deleteConfigDefinition"
  | "createPermission"
  | "updatePermission"
  | "deletePermission"
  | keyof typeof abacOperations;

function someChange(model: Model, dice: Dice, tenant: ModelTenant): Omit<BatchSetConfigEntry, "delete"> {
  const key = someKey(dice);
  return {
    key,
    ...(dice.seldom(6) ? {} : { value: someValue(dice) }),
    ...(dice.seldom(3) ? { locked: dice.seldom(2) } : {}),
    ...(dice.seldom(4) ? { sensitive: !dice.seldom(3) } : {}),
    ...someVersion(dice, model.config.own(tenant, key)?.version ?? 0),
  };
}

function somePolicy(model: Model, dice: Dice): { policy: Policy; tenant: ModelTenant } | null {
  const policy = dice.pick(model.permissions.policies);
  if (!policy) return null;
  return { policy, tenant: dice.seldom(12) ? someone(model, dice) : policy.tenant };
}

const REVOCATIONS: readonly RevocationMode[] = ["CASCADE", "SOFT", "CASCADE", "PERMANENT"];

const become =
  (verb: "suspendTenant" | "resumeTenant" | "archiveTenant", status: Status) =>
  (model: Model, dice: Dice) => {
    const tenant = someone(model, dice);
    const cascade = dice.seldom(2);
    return cast({
      text: `${verb.replace("Tenant", "")} ${tenant.label}${cascade ? " with all below" : ""}`,
      subject: tenant,
      verdict: model.hierarchy.become(status, tenant, cascade),
      call: (engine) => engine[verb](tenant.id, { cascade }),
    });
  };

/** Every kind of operation. Null: there is nothing yet that it could be about. */
export const operations: Record<Kind, (model: Model, dice: Dice) => Operation | null> = {
  create(model, dice) {
    const parent = dice.seldom(12) || model.forest.tenants.length === 0 ? null : someone(model, dice);
    const slug = someSlug(dice);
    const name = model.forest.nextLabel();
    return cast({
      text: `create ${name} "${slug}" ${parent ? `below ${parent.label}` : "as a root"}`,
      subject: parent,
      verdict: model.hierarchy.create(parent, slug),
      call: (engine) => engine.createTenant({ name, slug, parent_id: parent?.id ?? null }),
    });
  },
  rename(model, dice) {
    const tenant = someone(model, dice);
    const slug = someSlug(dice);
    const version = someVersion(dice, tenant.version);
    return cast({
      text: `rename ${tenant.label} to "${slug}" ${show(version)}`,
      subject: tenant,
      verdict: model.hierarchy.rename(tenant, slug, version.expected_version),
      call: (engine) => engine.updateTenant(tenant.id, { slug, ...version }),
    });
  },
  move(model, dice) {
    const tenant = someone(model, dice);
    const parent = dice.seldom(8) ? null : someone(model, dice);
    return cast({
      text: `move ${tenant.label} ${parent ? `below ${parent.label}` : "to the top"}`,
      subject: tenant,
      verdict: model.hierarchy.move(tenant, parent),
      call: (engine) => engine.moveTenant(tenant.id, parent?.id ?? null),
    });
  },
  suspend: become("suspendTenant", "suspended"),
  resume: become("resumeTenant", "active"),
  archive: become("archiveTenant", "archived"),
  reorder(model, dice) {
    const tenant = someone(model, dice);
    const position = dice.roll(4);
    return cast({
      text: `reorder ${tenant.label} to ${position}`,
      subject: tenant,
      verdict: model.hierarchy.reorder(tenant, position),
      call: (engine) => engine.reorderTenant(tenant.id, position),
    });
  },
  purge(model, dice) {
    // Seldom the whole tree: too little would be left to play with.
    const leaves = model.forest.tenants.filter((t) => t.children.length === 0);
    const tenant = dice.seldom(4) ? someone(model, dice) : (dice.pick(leaves) ?? ghost);
    const cascade = dice.seldom(2);
    return cast({
      text: `purge ${tenant.label}${cascade ? " with all below" : ""}`,
      subject: tenant,
      verdict: model.hierarchy.purge(tenant, cascade, (t) => ({
        abac_policies: model.abac.forget(t),
        config_entries: model.config.forget(t),
        permissions: model.permissions.forget(t),
      })),
      call: (engine) => engine.purgeTenant(tenant.id, { cascade }),
    });
  },
  createMany(model, dice) {
    const entries = Array.from({ length: 1 + dice.roll(4) }, (_, i) => ({
      below: i > 0 && dice.seldom(2) ? dice.roll(i) : dice.seldom(12) ? null : someone(model, dice),
      slug: someSlug(dice),
    }));
    const inputs = entries.map(({ below, slug }, i) => ({
      name: model.forest.nextLabel(i),
      slug,
      ref: `r${i}`,
      ...(typeof below === "number" ? { parent_ref: `r${below}` } : { parent_id: below?.id ?? null }),
    }));
    const places = entries.map(({ below, slug }) =>
      typeof below === "number" ? `${slug} below no. ${below}` : `${slug} below ${below?.label ?? "none"}`,
    );
    return cast({
      text: `create ${places.join(", ")}`,
      subject: null,
      verdict: model.hierarchy.createMany(entries),
      call: (engine) => engine.batchCreateTenants(inputs),
    });
  },
  setConfig(model, dice) {
    const tenant = someone(model, dice);
    const { key, ...input } = someChange(model, dice, tenant);
    return cast({
      text: `setConfig ${tenant.label} ${key} ${show(input)}`,
      subject: tenant,
      verdict: model.config.set(tenant, { key, ...input }),
      call: (engine) => engine.setConfig(tenant.id, key, input),
    });
  },
  deleteConfig(model, dice) {
    const tenant = someone(model, dice);
    const key = someKey(dice);
    const { expected_version } = someVersion(dice, model.config.own(tenant, key)?.version ?? 1);
    const options = expected_version === undefined ? {} : { expected_version };
    return cast({
      text: `deleteConfig ${tenant.label} ${key} ${show(options)}`,
      subject: tenant,
      verdict: model.config.remove(tenant, key, expected_version),
      call: (engine) => engine.deleteConfig(tenant.id, key, options),
    });
  },
  batchSetConfig(model, dice) {
    const tenant = someone(model, dice);
    const changes: BatchSetConfigEntry[] = [someChange(model, dice, tenant), someChange(model, dice, tenant)];
    const removed = someKey(dice);
    if (dice.seldom(3)) changes.push({ key: removed, delete: true });
    const keys = changes.map(({ key }) => key);
    const twice = new Set(keys).size < keys.length;
    const atomic = !dice.seldom(3);
    const verdict = atomic ? model.config.batch(tenant, changes) : model.config.batchEach(tenant, changes);
    return cast({
      text: `batchSetConfig ${tenant.label} ${show(changes)}${atomic ? "" : " each for itself"}`,
      subject: tenant,
      verdict: { ...verdict, refused: [...verdict.refused, ...broken([twice, "VALIDATION_ERROR"])] },
      call: (engine) => engine.batchSetConfig(tenant.id, changes, { atomic }),
    });
  },
  restoreConfig(model, dice) {
    const tenant = someone(model, dice);
    // One that has something to restore, mostly.
    const key = KEYS.find((k) => model.config.past(tenant, k).length > 1) ?? someKey(dice);
    const known = dice.pick(model.config.past(tenant, key))?.version ?? 1;
    const version = dice.seldom(8) ? known + 1 : known;
    const expected = someVersion(dice, model.config.own(tenant, key)?.version ?? 0);
    return cast({
      text: `restoreConfig ${tenant.label} ${key} ${version} ${show(expected)}`,
      subject: tenant,
      verdict: model.config.set(tenant, { key, restore: version, ...expected }),
      call: (engine) => engine.restoreConfig(tenant.id, key, version, expected),
    });
  },
  defineConfigKey(model, dice) {
    const tenant = someone(model, dice);
    const key = someKey(dice);
    const type = dice.pick(["integer", "string"] as const) ?? "string";
    const preset = dice.seldom(2) ? { default: dice.pick<Json>(["text", 7, 8]) ?? 7 } : {};
    const sensitive = dice.seldom(4);
    const expected = someVersion(dice, model.config.ownDefinition(tenant, key)?.version ?? 0);
    const input = { schema: { type }, ...preset, ...expected, ...(sensitive && { sensitive }) };
    return cast({
      text: `defineConfigKey ${tenant.label} ${key} ${show(input)}`,
      subject: tenant,
      verdict: model.config.define(tenant, key, { type, sensitive, ...preset }, expected.expected_version),
      malformed: "CONFIG_INVALID",
      call: (engine) => engine.defineConfigKey(tenant.id, key, input),
    });
  },
  deleteConfigDefinition(model, dice) {
    const tenant = someone(model, dice);
    const key = KEYS.find((k) => model.config.ownDefinition(tenant, k)) ?? someKey(dice);
    const expected = someVersion(dice, model.config.ownDefinition(tenant, key)?.version ?? 1);
    return cast({
      text: `deleteConfigDefinition ${tenant.label} ${key} ${show(expected)}`,
      subject: tenant,
      verdict: model.config.undefine(tenant, key, expected.expected_version),
      call: (engine) => engine.deleteConfigDefinition(tenant.id, key, expected),
    });
  },
  createPermission(model, dice) {
    const tenant = someone(model, dice);
    const input = {
      key: someKey(dice),
      ...(dice.seldom(3) ? {} : { mode: dice.pick(MODES) ?? "INHERITED" }),
      ...(dice.seldom(3) ? {} : { revocation_mode: dice.pick(REVOCATIONS) ?? "CASCADE" }),
      ...(dice.seldom(2) ? { value: someValue(dice) } : {}),
    };
    return cast({
      text: `createPermission ${tenant.label} ${show(input)}`,
      subject: tenant,
      verdict: model.permissions.create(tenant, input),
      call: (engine) => engine.createPermission(tenant.id, input),
    });
  },
  updatePermission(model, dice) {
    const some = somePolicy(model, dice);
    if (!some) return null;
    const { policy, tenant } = some;
    const patch = {
      ...(dice.seldom(2) ? { value: someValue(dice) } : {}),
      ...(dice.seldom(2) ? { mode: dice.pick(MODES) ?? "INHERITED" } : {}),
      ...(dice.seldom(4) ? { revocation_mode: dice.pick(REVOCATIONS) ?? "CASCADE" } : {}),
      ...someVersion(dice, policy.version),
    };
    return cast({
      text: `updatePermission ${tenant.label} ${policy.key} of ${policy.tenant.label} ${show(patch)}`,
      subject: tenant,
      verdict: model.permissions.update(tenant, policy, patch),
      call: (engine) => engine.updatePermission(tenant.id, policy.id, patch),
    });
  },
  deletePermission(model, dice) {
    const some = somePolicy(model, dice);
    if (!some) return null;
    const { policy, tenant } = some;
    const dry = dice.seldom(4);
    return cast({
      text: `${dry ? "previewRevocation" : "deletePermission"} ${tenant.label} ${policy.key} of ${policy.tenant.label}`,
      subject: tenant,
      verdict: model.permissions.remove(tenant, policy, dry),
      call: (engine) =>
        dry ? engine.previewRevocation(tenant.id, policy.id) : engine.deletePermission(tenant.id, policy.id),
    });
  },
  ...abacOperations,
};

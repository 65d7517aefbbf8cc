/** How own entries are changed: what is prepared before the statement, and how its refusals are told. */
import {
  type ActorContext,
  ConfigInvalidError,
  ConfigLockedError,
  ConfigNotFoundError,
  checkValue,
  Id,
  invalid,
  type Json,
  StratumError,
  TenantParams,
  VersionConflictError,
  validate,
} from "@stratum-hq/core";
import { RetryTransaction } from "@stratum-hq/db-adapters";
import type { Caller, Deps } from "../caller.ts";
import type { Keyring, TenantKey } from "../keys/index.ts";
import { assertActive, assertTree, treeOf } from "../tenants/index.ts";
import type { Subject } from "./config.sql.ts";
import { masked, place } from "./shown.ts";
import * as q from "./write.sql.ts";

/** What became of a change: its outcome, or why it was refused. */
export type Written = { outcome: q.Outcome; definition: q.KeyFacts["definition"] } | { error: StratumError };

/**
 * Makes changes of a tenant's own entries in one transaction.
 * @param atomic true: the first refused change is thrown, and nothing is written.
 */
export type Write = (
  id: string,
  changes: readonly q.Change[],
  options: { atomic: boolean },
  context?: ActorContext,
) => Promise<Written[]>;

export function createWrite({ db, caller: callerOf }: Deps, keyring: Keyring): Write {
  return async (id, changes, { atomic }, context) => {
    const caller = callerOf(context);
    caller.need("write");
    if (!Id.safeParse(id).success) validate(TenantParams, { id }, "params");
    // Nearly all writes are of one value. They take two steps instead of a transaction of four.
    const one = changes.length === 1 && changes[0] && isValue(changes[0]) ? changes[0] : undefined;
    return db[one ? "steps" : "transaction"](async (tx) => {
      const facts = await (one ? q.readFacts(tx, id, one.key) : q.lockKeys(tx, id, changes));
      const found = caller.find(facts.tenant, id);
      assertActive(found);
      const seal = sealer(keyring, found.id, facts.data_key);
      const prepared: (q.PreparedChange | StratumError)[] = [];
      for (const [index, change] of changes.entries()) {
        const where = { change, at: changes.length > 1 ? index : undefined };
        prepared.push(await prepare(where, facts.keys[index] as q.KeyFacts, seal).catch(asRefusal));
      }
      const ready = prepared.filter((p) => !(p instanceof StratumError)) as q.PreparedChange[];
      const refusedEarly = prepared.find((p) => p instanceof StratumError);
      if (atomic && refusedEarly instanceof StratumError) throw refusedEarly;
      const minted = seal.minted();
      let outcomes: q.Outcome[] = [];
      if (one && ready[0]) outcomes = [await q.setEntry(tx, caller, found, ready[0], minted)];
      else if (ready.length > 0) outcomes = await q.writeEntries(tx, caller, id, ready, minted);
      // Between the two statements it may have been moved, suspended or purged.
      const tenant = outcomes[0] ? caller.find(outcomes[0].tenant, id) : found;
      assertTree(tenant, treeOf(found));
      assertActive(tenant);
      if (outcomes.some((outcome) => outcome.stale)) throw new RetryTransaction();
      const byKey = new Map(outcomes.map((outcome) => [outcome.key, outcome]));
      return prepared.map((p, index): Written => {
        if (p instanceof StratumError) return { error: p };
        const outcome = byKey.get(p.key) as q.Outcome;
        const definition = facts.keys[index]?.definition ?? null;
        if (outcome.written || outcome.deleted) return { outcome, definition };
        const at = changes.length > 1 ? index : undefined;
        const error = refusal(caller, tenant, { change: changes[index] as q.Change, at }, outcome);
        if (atomic) throw error;
        return { error };
      });
    });
  };
}

/** Does a change set a value, and nothing else? */
const isValue = ({ value, locked, delete: deletes, restore }: q.Change): boolean =>
  value !== undefined && locked === undefined && !deletes && restore === undefined;

/** A change, and its place in a batch. */
interface Where {
  change: q.Change;
  at: number | undefined;
}
const inBody = ({ at }: Where, field: string): string =>
  at === undefined ? `body.${field}` : `body.entries.${at}.${field}`;
const named = ({ change, at }: Where): { key: string; index?: number } => ({
  key: change.key,
  ...(at === undefined ? {} : { index: at }),
});

/** Seals values of one tenant; makes its first data key when it has none. */
function sealer(keyring: Keyring, tenant_id: string, known: TenantKey | null) {
  let minted: TenantKey | undefined;
  return {
    async seal(key: string, value: Json) {
      minted ??= known ? undefined : await keyring.create(tenant_id, 1);
      return keyring.seal(known ?? (minted as TenantKey), place(key), value);
    },
    open: (key: string, sealed: Parameters<Keyring["open"]>[2]) =>
      keyring.open(known ?? undefined, place(key), sealed),
    minted: (): TenantKey | undefined => minted,
  };
}

/**
 * Judges a change by the key's definition and seals what is sensitive.
 * @throws ConfigInvalidError ConfigNotFoundError ValidationError KeyUnavailableError
 */
async function prepare(
  where: Where,
  { sealed: was_sealed, definition, past }: q.KeyFacts,
  { seal, open }: ReturnType<typeof sealer>,
): Promise<q.PreparedChange> {
  const { change } = where;
  const { key, locked, expected_version } = change;
  const base = { key, locked, expected_version, was_sealed, definition: definition?.mark ?? null };
  if (change.delete) return { ...base, delete: true };
  if (change.restore !== undefined && !past) {
    throw new ConfigNotFoundError(
      `There is no version ${change.restore} of "${key}" with a value.`,
      named(where),
    );
  }
  if (definition?.sensitive && change.sensitive === false) {
    throw refusedValue(
      where,
      inBody(where, "sensitive"),
      "must not be false: the key is defined as sensitive",
    );
  }
  const value = past ? past.value : change.value;
  const sensitive =
    definition?.sensitive || (change.sensitive ?? (past ? past.sealed !== null : (was_sealed ?? false)));
  if (value === undefined || past?.sealed) {
    if (past?.sealed) {
      if (definition?.schema) assertFits(where, definition, await open(key, past.sealed));
      return { ...base, sealed: past.sealed };
    }
    if (was_sealed !== null && sensitive !== was_sealed) {
      const message = "is required: to be stored in another way, the value must be given again";
      throw invalid([{ path: inBody(where, "value"), message }]);
    }
    return base;
  }
  if (definition?.schema) assertFits(where, definition, value);
  return sensitive ? { ...base, sealed: await seal(key, value) } : { ...base, value };
}

function assertFits(where: Where, definition: NonNullable<q.KeyFacts["definition"]>, value: Json): void {
  const path = where.change.restore === undefined ? inBody(where, "value") : "body.version";
  const fault = definition.schema ? checkValue(definition.schema, value, path) : undefined;
  if (fault) throw refusedValue(where, fault.path, fault.message);
}
const refusedValue = (where: Where, path: string, message: string): ConfigInvalidError =>
  new ConfigInvalidError(`The value of "${where.change.key}" breaks its definition: ${path} ${message}.`, {
    ...named(where),
    errors: [{ path, message }],
  });

function asRefusal(error: unknown): StratumError {
  if (error instanceof StratumError) return error;
  throw error;
}

/** Says why a change was not made, in the order in which a caller would fix it. */
function refusal(caller: Caller, tenant: Subject, where: Where, outcome: q.Outcome): StratumError {
  const { key, expected_version } = where.change;
  if (outcome.locked_by) {
    const name = caller.visibleChain(tenant).has(outcome.locked_by) ? outcome.locked_by_name : null;
    return new ConfigLockedError(
      `"${key}" is locked by ${name ?? "a tenant above"}, so it cannot be changed here.`,
      { ...named(where), locked_by: { tenant_id: outcome.locked_by, name } },
    );
  }
  const { own } = outcome;
  const version = own?.version ?? 0;
  if (expected_version !== undefined && expected_version !== version) {
    return new VersionConflictError(`"${key}" is at version ${version}, not ${expected_version}.`, {
      ...named(where),
      current: own && { ...masked(own), locked: own.locked, version },
    });
  }
  if (where.change.delete)
    return new ConfigNotFoundError(`This tenant has no entry of its own for "${key}".`, named(where));
  const message = "is required, since the tenant has no entry of its own for this key";
  return invalid([{ path: inBody(where, "value"), message }]);
}

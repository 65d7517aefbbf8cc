import {
  type ActorContext,
  AggregateUsageQuery,
  IdempotencyKeyReusedError,
  invalid,
  type Page,
  type PageInput,
  RecordUsage,
  type RecordUsageInput,
  TenantParams,
  type UsageRecord,
  type UsageTotal,
  validate,
} from "@stratum-hq/core";
import { v7 } from "uuid";
import type { Deps } from "../caller.ts";
import { decodeCursor, toPage } from "../page.ts";
import { assertActive, findTenant } from "../tenants/index.ts";
import * as q from "./usage.sql.ts";

/** Which totals are wanted. */
export interface UsageQuery extends PageInput {
  /** Its whole subtree is counted. */
  tenant_id: string;
  metric?: string | undefined;
  /** Not before this time, RFC 3339 in UTC. */
  from?: string | undefined;
  /** Before this time. */
  to?: string | undefined;
  /** Default `metric`. */
  by?: q.Question["by"] | undefined;
}

/** How much of what each tenant used, as a ledger, and its sums over subtrees. Rules: `docs/usage.md`. */
export interface UsageApi {
  /**
   * Records a measurement; with an `idempotency_key` once for each tenant, metric and key.
   * @returns the record, or the one that stands under the key already.
   * @throws IdempotencyKeyReusedError if that one has another quantity or time; ValidationError TenantNotFoundError
   * TenantSuspendedError TenantArchivedError
   */
  recordUsage(id: string, input: RecordUsageInput, context?: ActorContext): Promise<UsageRecord>;
  /** Totals of a subtree, also of suspended and archived tenants. @throws ValidationError TenantNotFoundError */
  aggregateUsage(query: UsageQuery): Promise<Page<UsageTotal>>;
}

export function createUsage({ db, caller: callerOf }: Deps): UsageApi {
  return {
    async recordUsage(id, input, context) {
      const caller = callerOf(context);
      caller.need("write");
      const tenant_id = validate(TenantParams, { id }, "params").id;
      const { occurred_at = null, idempotency_key = null, ...rest } = validate(RecordUsage, input);
      const row: q.NewRecord = { id: v7(), tenant_id, occurred_at, idempotency_key, ...rest };
      const write = () => db.transaction((tx) => q.insertRecord(tx, caller, row));
      const first = await write();
      assertActive(caller.find(first.tenant, tenant_id));
      // Under a key there may be one that was just being written: now it is there to be seen.
      const record = first.record ?? (idempotency_key === null ? null : (await write()).record);
      if (!record) {
        throw invalid([
          { path: "body.occurred_at", message: "must be at most 5 minutes ahead of the database clock" },
        ]);
      }
      if (!isSame(record, row)) {
        throw new IdempotencyKeyReusedError(
          `Another quantity or time of ${row.metric} stands under this idempotency_key already. Take a new one for each measurement.`,
          { usage_id: record.id },
        );
      }
      return record;
    },
    async aggregateUsage(query) {
      const caller = callerOf();
      caller.need("read");
      const { cursor, limit = 50, by = "metric", ...rest } = validate(AggregateUsageQuery, query, "query");
      const after = decodeCursor(cursor, "text", "text");
      await findTenant(db, caller, rest.tenant_id);
      const { data, ...page } = toPage(
        await q.sumUsage(db, { ...rest, by, after, limit }),
        limit,
        (total) => [total.metric, total.part],
      );
      return { ...page, data: data.map(({ part, ...total }) => total) };
    },
  };
}

/** Is it what was sent? A time that was left out is the time of the first try. */
const isSame = (record: UsageRecord, { quantity, occurred_at }: q.NewRecord): boolean =>
  record.quantity === quantity &&
  (occurred_at === null || Date.parse(record.occurred_at) === Date.parse(occurred_at));

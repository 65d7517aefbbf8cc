import { IdempotencyKeyReusedError, invalid, type UsageTotal, type usageContracts } from "@stratum-hq/core";
import type { MockHandlers } from "../handler.ts";
import { mapPage, paginate } from "../page.ts";
import type { Store } from "../store.ts";

/** How far ahead of the clock a measurement may be, in milliseconds. */
const AHEAD_MS = 5 * 60_000;

/** The engine's rules, in memory. */
export function usageMock(store: Store): MockHandlers<typeof usageContracts> {
  return {
    recordUsage({ caller, params, body: { metric, quantity, occurred_at, idempotency_key = null } }) {
      const { id: tenant_id } = caller.active(params.id);
      const known =
        idempotency_key !== null &&
        store.usage.find(
          (u) => u.tenant_id === tenant_id && u.metric === metric && u.idempotency_key === idempotency_key,
        );
      if (known) {
        const other =
          known.quantity !== quantity ||
          (occurred_at !== undefined && Date.parse(known.occurred_at) !== Date.parse(occurred_at));
        if (!other) return known;
        const message = `Another quantity or time of ${metric} stands under this idempotency_key already.`;
        throw new IdempotencyKeyReusedError(message, { usage_id: known.id });
      }
      const time = occurred_at ? Date.parse(occurred_at) : store.now();
      if (time > store.now() + AHEAD_MS) {
        const message = "must be at most 5 minutes ahead of the database clock";
        throw invalid([{ path: "body.occurred_at", message }]);
      }
      const record = {
        id: store.id(),
        tenant_id,
        metric,
        quantity,
        occurred_at: new Date(time).toISOString(),
        idempotency_key,
        created_at: store.timestamp(),
      };
      store.usage.push(record);
      return record;
    },
    aggregateUsage({ caller, query: { tenant_id, metric, from, to, by = "metric", ...page } }) {
      const top = caller.find(tenant_id);
      const child = new Map([[top.id, top]]);
      for (const next of store.childrenOf(top.id))
        for (const row of [next, ...store.below(next.id)]) child.set(row.id, next);
      const since = from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(from);
      const until = to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to);

      const totals = new Map<string, UsageTotal>();
      for (const u of store.usage) {
        const whose = child.get(u.tenant_id);
        const at = Date.parse(u.occurred_at);
        if (!whose || (metric ?? u.metric) !== u.metric || at < since || at >= until) continue;
        const owner = by === "child" ? whose : top;
        const day = by === "day" ? u.occurred_at.slice(0, 10) : null;
        const place = [u.metric, owner.id, day].join(" ");
        const total = totals.get(place) ?? {
          metric: u.metric,
          quantity: 0,
          records: 0,
          tenant_id: owner.id,
          tenant_name: owner.name,
          day,
        };
        // Sums of decimals, as the database has them.
        const quantity = Number((total.quantity + u.quantity).toFixed(6));
        totals.set(place, { ...total, quantity, records: total.records + 1 });
      }
      const part = (t: UsageTotal): string => (by === "child" ? t.tenant_id : (t.day ?? ""));
      const rows = [...totals.values()].sort((a, b) =>
        `${a.metric} ${part(a)}` < `${b.metric} ${part(b)}` ? -1 : 1,
      );
      return mapPage(
        paginate(rows, page, (t) => [t.metric, part(t)]),
        (t) => t,
      );
    },
  };
}

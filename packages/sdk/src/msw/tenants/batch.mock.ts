import {
  type CreateTenantInput,
  type ErrorClass,
  StratumError,
  type tenantsContracts,
} from "@stratum-hq/core";
import type { Caller } from "../caller.ts";
import type { MockHandlers } from "../handler.ts";
import type { Store, TenantRow } from "../store.ts";

/** Many tenants at once: made one by one, and taken back when one of them is refused. */
export const batchMock = (
  store: Store,
  create: (caller: Caller, input: CreateTenantInput) => TenantRow,
): Pick<MockHandlers<typeof tenantsContracts>, "batchCreateTenants"> => ({
  batchCreateTenants({ caller, body: { tenants } }) {
    const made: TenantRow[] = [];
    const named = new Map<string, TenantRow>();
    for (const [index, { ref, parent_ref, ...input }] of tenants.entries()) {
      try {
        const parent = parent_ref === undefined ? undefined : named.get(parent_ref);
        const row = create(caller, parent ? { ...input, parent_id: parent.id } : input);
        made.push(row);
        if (ref !== undefined) named.set(ref, row);
      } catch (error) {
        for (const row of made.reverse()) store.remove(row);
        throw placed(error, index);
      }
    }
    return { created: made.map((row) => store.tenant(row)), errors: [] };
  },
});

/** The error with the place in the batch. */
function placed(error: unknown, index: number): unknown {
  if (!(error instanceof StratumError)) return error;
  const Refusal = error.constructor as ErrorClass;
  const { errors, ...details } = error.details;
  if (!errors) return new Refusal(`Tenant ${index} of the batch: ${error.message}`, { ...details, index });
  return new Refusal(error.message, {
    errors: errors.map(({ path, message }) => ({
      path: path.replace("body", `body.tenants.${index}`),
      message,
    })),
  });
}

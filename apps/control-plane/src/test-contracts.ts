/** For tests: every status that a contract names is produced, by a table that does not compile when one is missing. */
import type { Contract } from "@stratum-hq/core";
import { type ErrorCode, errorClasses } from "@stratum-hq/core";
import { describe, expect, test } from "vitest";
import { type Answer, type Forest, NOBODY } from "./test-app.ts";

/** Sends a request and returns its answer. */
export type Send = () => Promise<Answer>;
/** Per operation: a request that succeeds, and one for each error code of its contract. */
export type Cases<T extends Readonly<Record<string, Contract>>> = {
  [K in keyof T]: { success: Send } & { [Code in T[K]["errors"][number]]: Send };
};

type Unanswering = "TENANT_NOT_FOUND" | "TENANT_SUSPENDED" | "TENANT_ARCHIVED";
/** Tenants that answer with an error whatever is asked of them. */
const unanswering: Record<Unanswering, (forest: Forest) => string> = {
  TENANT_NOT_FOUND: () => NOBODY,
  TENANT_SUSPENDED: ({ asleep }: Forest) => asleep.id,
  TENANT_ARCHIVED: ({ gone }: Forest) => gone.id,
};
/** The three failing cases that most operations on a tenant share. */
export const seen = (
  forest: () => Forest,
  send: (tenant_id: string) => Promise<Answer>,
): Record<Unanswering, Send> => {
  const cases = Object.entries(unanswering).map(([code, id]) => [code, () => send(id(forest()))]);
  return Object.fromEntries(cases) as Record<Unanswering, Send>;
};

/** Tests each case's status, its code, and that a success is what the contract says. */
export function describeStatuses<const T extends Readonly<Record<string, Contract>>>(
  contracts: T,
  cases: NoInfer<Cases<T>>,
): void {
  for (const [operation, contract] of Object.entries(contracts)) {
    const { success, ...failures } = cases[operation] as Record<string, Send> & { success: Send };
    describe(operation, () => {
      test(`answers ${contract.success ?? 200}`, async () => {
        const { status, body } = await success();
        expect(body).toEqual(contract.response.parse(body));
        expect(status).toBe(contract.success ?? 200);
      });
      for (const [code, send] of Object.entries(failures)) {
        const { status } = errorClasses[code as ErrorCode];
        test(`answers ${status} ${code}`, async () => {
          const answer = await send();
          expect(answer.body).toMatchObject({ code, status });
          expect(answer.status).toBe(status);
          expect(answer.headers["content-type"]).toMatch(/^application\/problem\+json/);
        });
      }
    });
  }
}

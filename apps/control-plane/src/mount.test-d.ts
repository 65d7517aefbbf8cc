/** Compiled, never run: handlers that do not fit their contracts are refused by the compiler. */
import { accessContracts } from "@stratum-hq/core";
import type { FastifyInstance } from "fastify";
import { type Handlers, mount } from "./mount.ts";

export function types(app: FastifyInstance, all: Handlers<typeof accessContracts>): void {
  mount(app, "access", accessContracts, all);
  const { getSession, ...others } = all;
  // @ts-expect-error a handler is missing
  mount(app, "access", accessContracts, others);
  // @ts-expect-error no contract has this name
  mount(app, "access", accessContracts, { ...all, getSessions: getSession });
  // @ts-expect-error the result is another contract's
  mount(app, "access", accessContracts, { ...all, getSession: all.createUiToken });
  mount(app, "access", accessContracts, {
    ...all,
    // @ts-expect-error the contract's parameter has another name
    revokeApiKey: ({ params, stratum }) => stratum.revokeApiKey(params.keyId),
  });
}

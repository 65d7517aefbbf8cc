/** Tenancy of Fastify 5. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { StratumError } from "@stratum-hq/core/client";
import type { StratumClient } from "../client.ts";
import { enter } from "./context.ts";
import { refusal } from "./errors.ts";
import type { TenancyOptions } from "./options.ts";
import { createTenancy } from "./tenancy.ts";

export { getTenantContext, runWithTenantContext, type TenantContext } from "./context.ts";
export type { Claims, Impersonation, Resolver, TenancyOptions, TokenOptions } from "./options.ts";

/** What is used of Fastify's request, so that its types are needed only by those who have it. */
export interface RequestOfFastify {
  id: string;
  headers: IncomingMessage["headers"];
  raw: IncomingMessage;
}
interface ReplyOfFastify {
  raw: ServerResponse;
  code(status: number): this;
  headers(values: Record<string, string>): this;
  send(payload: string): unknown;
}
type Done = (error?: Error) => void;
interface InstanceOfFastify<Request> {
  addHook(name: "onRequest", hook: (request: Request, reply: ReplyOfFastify, done: Done) => void): this;
  addHook(name: "onClose", hook: (app: unknown, done: Done) => void): this;
}
/** What `app.register` takes. */
export type Plugin = (app: unknown, options: unknown, done: Done) => void;

/**
 * A plugin that runs hooks and handlers of the instance it is registered on in the context of the request's tenant;
 * who does not get in is answered with a problem document. An error that a function of yours throws goes to the
 * application's error handler. When the application closes, the client stops listening.
 * @throws TypeError for options that cannot work.
 */
export function fastifyPlugin<Request extends RequestOfFastify = RequestOfFastify>(
  client: Pick<StratumClient, "resolveTenant" | "close">,
  options: TenancyOptions<Request> = {},
): Plugin {
  const tenancy = createTenancy(client, options);
  const plugin: Plugin = (app, _options, done) => {
    const instance = app as InstanceOfFastify<Request>;
    instance.addHook("onRequest", (request, reply, next) => {
      tenancy(request, request.headers).then(
        (context) => (context ? enter(context, [request.raw, reply.raw], next) : next()),
        (error) => {
          if (!(error instanceof StratumError)) return next(error);
          const { status, headers, body } = refusal(error, request.id);
          reply.code(status).headers(headers).send(body);
        },
      );
    });
    instance.addHook("onClose", (_app, closed) => {
      client.close();
      closed();
    });
    done();
  };
  return Object.assign(plugin, {
    // For the instance itself and not for a child of it, as `fastify-plugin` would have it.
    [Symbol.for("skip-override")]: true,
    [Symbol.for("plugin-meta")]: { name: "@stratum-hq/sdk", fastify: "5.x" },
  });
}

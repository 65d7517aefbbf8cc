/** The OpenAPI 3.1 document, made from the mounted contracts, and a page to read it. */
import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { features } from "@stratum-hq/core";
import type { FastifyInstance, FastifyPluginAsync } from "fastify";
import fp from "fastify-plugin";
import { jsonSchemaTransform, jsonSchemaTransformObject } from "fastify-type-provider-zod";
import * as z from "zod";
import { isNothing } from "../openapi.ts";
import { tidyDocument } from "../openapi-tidy.ts";
import { versionPart } from "../versions.ts";

const IfMatch = z.object({
  "if-match": z
    .string()
    .optional()
    .describe(
      'ETag of an earlier answer, e.g. `"3"`. The same as `expected_version`: VERSION_CONFLICT if stale.',
    ),
});

/** What each part of the document is about. */
const about: Record<keyof typeof features | "health", string> = {
  tenants: "The tree: where a tenant stands, and its life.",
  config: "Values that flow from a tenant to all below, with locks, secrets and definitions.",
  permissions: "What is allowed, by whom it may be changed, and attribute rules.",
  consent: "Who agreed to what, when, and until when.",
  usage: "What each tenant used, and the sums of its subtree.",
  jobs: "What takes long and is done in the background, with its progress.",
  audit: "Every change, with what was there before and after.",
  events: "Changes, as they are committed: a stream of server-sent events.",
  access: "API keys, browser tokens and the caller's own session.",
  webhooks: "Endpoints that are told of events, and what was sent to them.",
  health: "For load balancers.",
};

type Transform = typeof jsonSchemaTransform;
/** Leaves out what only refuses input, and adds the header that Fastify does not validate. */
const transform: Transform = (document) => {
  if (!document.schema || !("schema" in document)) return jsonSchemaTransform(document);
  const entries = Object.entries(document.schema).filter(([, part]) => !isNothing(part));
  const schema = Object.fromEntries(entries) as typeof document.schema;
  const { body, querystring: query, headers } = schema as Record<string, z.ZodType | undefined>;
  const takesVersion = versionPart({ body, query });
  return jsonSchemaTransform({
    ...document,
    schema: {
      ...schema,
      ...(takesVersion && {
        headers: headers instanceof z.ZodObject ? headers.extend(IfMatch.shape) : IfMatch,
      }),
    },
  });
};

export const openapi: FastifyPluginAsync<{ version: string }> = fp(
  async (app: FastifyInstance, { version }: { version: string }) => {
    await app.register(swagger, {
      openapi: {
        openapi: "3.1.0",
        info: {
          title: "Stratum control plane",
          version,
          description: "Tenants in a tree, and the config, permissions and consents that flow down it.",
          license: { name: "MIT", identifier: "MIT" },
        },
        servers: [{ url: "/" }],
        tags: Object.entries(about).map(([name, description]) => ({ name, description })),
        security: [{ apiKey: [] }, { bearer: [] }],
        components: {
          securitySchemes: {
            apiKey: {
              type: "apiKey",
              in: "header",
              name: "X-API-Key",
              description: "A key, `sk_…`. For servers.",
            },
            bearer: {
              type: "http",
              scheme: "bearer",
              description: "A key, a short-lived browser token, or a JWT of the identity provider.",
            },
          },
        },
      },
      transform,
      transformObject: (document) => tidyDocument(jsonSchemaTransformObject(document)),
    });
    await app.register(swaggerUi, {
      routePrefix: "/api/docs",
      // Its page brings its styles inline; everything else stays as strict as elsewhere.
      transformStaticCSP: (policy) => policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
      theme: {
        title: "Stratum API",
        // The bar would show another project's logo and ask for the address of another document.
        css: [{ filename: "stratum.css", content: ".swagger-ui .topbar { display: none; }" }],
      },
      uiConfig: { deepLinking: true, displayOperationId: true, persistAuthorization: false },
    });
  },
);

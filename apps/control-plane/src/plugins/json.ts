/** How bodies are read and checked, and how answers are written. */
import { invalid, validate } from "@stratum-hq/core";
import type { FastifyPluginCallback } from "fastify";
import fp from "fastify-plugin";
import { serializerCompiler } from "fastify-type-provider-zod";
import type * as z from "zod";

const PARTS: Readonly<Record<string, string>> = { querystring: "query" };

/** JSON is the only body that is read. No body at all and an empty one are the same. */
export const json: FastifyPluginCallback = fp((app, _options, done) => {
  app.removeAllContentTypeParsers();
  // Refuses __proto__ and constructor.prototype, which could change objects they are merged into.
  const parse = app.getDefaultJsonParser("error", "error");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, next) => {
    if (body === "") return next(null, undefined);
    parse(request, body as string, (error, value) => {
      next(error ? invalid([{ path: "body", message: whyNotJson(body as string) }]) : null, value);
    });
  });
  app.setValidatorCompiler<z.ZodType>(({ schema, httpPart = "body" }) => {
    const part = PARTS[httpPart] ?? httpPart;
    return (data) => {
      try {
        // Fastify hands on null for a body that is not there.
        return { value: validate(schema, data ?? undefined, part) };
      } catch (error) {
        return { error: error as Error };
      }
    };
  });
  app.setSerializerCompiler(serializerCompiler);
  done();
});

function whyNotJson(text: string): string {
  try {
    JSON.parse(text);
    return "holds a key __proto__ or constructor.prototype, which is not taken";
  } catch (error) {
    return `is not valid JSON: ${(error as Error).message}`;
  }
}

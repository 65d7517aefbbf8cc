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
      const message = error ? whyNotJson(body as string) : whyNotExact(body as string);
      next(message ? invalid([{ path: "body", message }]) : null, value);
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
  app.setSerializerCompiler((route) => keepingFrozen(serializerCompiler(route as never)));
  done();
});

type Serialize = (data: unknown) => string;
/**
 * What the engine answers from its cache is frozen, and the same object each time: its text is made once, and goes
 * with it. To check and write a context of 50 keys takes longer than all the rest of the request.
 */
function keepingFrozen(serialize: Serialize): Serialize {
  const texts = new WeakMap<object, string>();
  return (data) => {
    if (typeof data !== "object" || data === null || !Object.isFrozen(data)) return serialize(data);
    const kept = texts.get(data);
    if (kept !== undefined) return kept;
    const text = serialize(data);
    texts.set(data, text);
    return text;
  };
}

function whyNotJson(text: string): string {
  try {
    JSON.parse(text);
    return "holds a key __proto__ or constructor.prototype, which is not taken";
  } catch (error) {
    // Without the piece of the body that the engine quotes: it may be a secret.
    return `is not valid JSON: ${(error as Error).message.replace(/, (\.\.\.)?".*$/s, "")}`;
  }
}

/** A text, or a number that may have more digits than a double can hold. Texts are matched to be skipped. */
const LONG_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.]*(?:[eE][+-]?\d+)?/g;
const digits = (number: string): string => {
  const [, whole = "", fraction = "", exponent = "0"] =
    /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number) ?? [];
  const all = `${whole}${fraction}`.replace(/^0+/, "");
  const significant = all.replace(/0+$/, "");
  return (
    significant && `${significant}e${Number(exponent) - fraction.length + all.length - significant.length}`
  );
};

/** Numbers that would come out as other ones are refused: nothing is changed on its way in without a word. */
function whyNotExact(text: string): string | undefined {
  for (const [token] of text.matchAll(LONG_NUMBER)) {
    if (token.startsWith('"') || (token.length < 16 && !/[eE]/.test(token))) continue;
    if (digits(token) !== digits(String(Number(token))))
      return "holds a number of more digits than a double can hold; send it as a text";
  }
  return undefined;
}

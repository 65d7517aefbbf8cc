/** Mends what the generator leaves rough in the document. */
import { OPTIONAL_BODY } from "./openapi.ts";

const REF = /#\/components\/schemas\/([\w.-]+)/g;
const SELF_EVIDENT = new Set<unknown>([Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]);

type Fields = Record<string, unknown>;

const namesIn = (value: unknown): string[] =>
  [...(JSON.stringify(value) ?? "").matchAll(REF)].map((match) => match[1] as string);
const withoutInput = (value: unknown): string =>
  JSON.stringify(value).replace(REF, (ref) => ref.replace(/Input$/, ""));

/** Applies `change` to every object inside, outermost first. */
function walk(value: unknown, change: (fields: Fields) => Fields): unknown {
  if (Array.isArray(value)) return value.map((item) => walk(item, change));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(change(value as Fields));
  return Object.fromEntries(entries.map(([key, inner]) => [key, walk(inner, change)]));
}

/** Answers may grow fields, so a reader must not be told that there are no others. */
const open = (schema: unknown): unknown =>
  walk(schema, ({ additionalProperties, ...rest }) =>
    additionalProperties === false || additionalProperties === undefined
      ? rest
      : { ...rest, additionalProperties },
  );

/** Leaves out what a format, or JSON itself, says already; and tells which bodies may be left out. */
function plain({ [OPTIONAL_BODY]: optional, ...fields }: Fields): Fields {
  if (optional) fields.requestBody = { ...(fields.requestBody as Fields), required: false };
  if (typeof fields.format === "string") delete fields.pattern;
  for (const bound of ["minimum", "maximum"]) if (SELF_EVIDENT.has(fields[bound])) delete fields[bound];
  if (JSON.stringify(fields.propertyNames) === '{"type":"string"}') delete fields.propertyNames;
  return fields;
}

/**
 * Keeps the components that are used, opens those of answers, and gives those of inputs their own name: `CreateTenant`
 * rather than `CreateTenantInput`, unless input and answer really differ.
 */
export function tidyDocument<T extends object>(document: T): T {
  const { components, ...rest } = document as { components?: { schemas?: Fields } };
  const all = components?.schemas ?? {};
  const used = new Set<string>();
  const visit = (names: string[]): void => {
    for (const name of names) {
      if (used.has(name)) continue;
      used.add(name);
      visit(namesIn(all[name]));
    }
  };
  visit(namesIn(rest));

  const schemas: Fields = {};
  const renamed = new Map<string, string>();
  for (const name of [...used].sort()) {
    const own = name.replace(/Input$/, "");
    if (own === name) schemas[name] = open(all[name]);
    else if (used.has(own) && withoutInput(all[name]) !== withoutInput(all[own])) schemas[name] = all[name];
    else {
      renamed.set(name, own);
      schemas[own] ??= all[name];
    }
  }
  const mended = walk({ ...rest, components: { ...components, schemas } }, plain);
  const text = JSON.stringify(mended).replace(REF, (ref, name: string) =>
    renamed.has(name) ? `#/components/schemas/${renamed.get(name)}` : ref,
  );
  return JSON.parse(text) as T;
}

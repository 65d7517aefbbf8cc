/** What the rules say of a write, before the engine is asked. */

/**
 * `refused` names every rule that the write breaks, by its error code: the engine must answer one of them, or succeed
 * if there is none. In which order it looks is its own affair. `apply` changes the model as the write does, and
 * checks the facts that the engine answered.
 */
export interface Verdict<Answer> {
  refused: readonly string[];
  apply(answer: Answer): void;
}

/** The engine did something that the model does not expect. */
export class Difference extends Error {}

/** @throws Difference if two JSON values are not the same. The order of fields does not matter, that of lists does. */
export function same(what: string, engine: unknown, model: unknown): void {
  const [got, expected] = [canonical(engine), canonical(model)];
  if (got !== expected) throw new Difference(`${what}\n  engine: ${got}\n  model:  ${expected}`);
}

/** The same for lists whose order means nothing. */
export const sameSet = (what: string, engine: readonly string[], model: readonly string[]): void =>
  same(what, [...engine].sort(), [...model].sort());

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  ) ?? "undefined";

/** The named fields of a record, so that an engine that tells more is not held to be wrong. */
export const only = <T extends object, K extends keyof T>(record: T, ...fields: K[]): Pick<T, K> =>
  Object.fromEntries(fields.map((field) => [field, record[field] ?? null])) as Pick<T, K>;

/** The codes of the rules that hold: `broken([cyclic, "TENANT_CYCLE_DETECTED"], …)`. */
export const broken = (...rules: readonly (readonly [boolean, string])[]): string[] =>
  rules.filter(([breaks]) => breaks).map(([, code]) => code);

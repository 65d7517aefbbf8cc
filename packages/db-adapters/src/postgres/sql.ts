import { createHash } from "node:crypto";

/** A statement, or a piece of one, whose values are never in its text. Make it with the `sql` tag. */
export class Sql {
  readonly strings: readonly string[];
  readonly values: readonly unknown[];
  constructor(strings: readonly string[], values: readonly unknown[]) {
    this.strings = strings;
    this.values = values;
  }

  /** Text with `$1…` and the values in order; nested pieces are spliced in. */
  compile(): { text: string; values: unknown[] } {
    const values: unknown[] = [];
    const write = (piece: Sql): string =>
      piece.strings.reduce((text, part, i) => {
        const value = piece.values[i - 1];
        if (value instanceof Sql) return text + write(value) + part;
        values.push(value);
        return `${text}$${values.length}${part}`;
      });
    return { text: write(this), values };
  }
}

/**
 * Composes SQL: `` sql`select id from t where id = ${id}::uuid ${only}` ``. A value becomes a parameter, another
 * `sql` piece is spliced in. Cast every parameter, so that its type does not hang on the place it stands in.
 */
export const sql = (strings: TemplateStringsArray, ...values: unknown[]): Sql => new Sql(strings, values);

/** Text of the program's own making, such as a column list; never anything that came from outside. */
export const raw = (text: string): Sql => new Sql([text], []);

/** Nothing, for an optional piece. */
export const empty: Sql = new Sql([""], []);

/** Pieces with a separator between them: `join([a, b], " and ")`. */
export const join = (pieces: readonly Sql[], separator: string): Sql =>
  pieces.length === 0
    ? empty
    : new Sql(["", ...Array.from({ length: pieces.length - 1 }, () => separator), ""], pieces);

const names = new Map<string, string>();
/** Name under which a connection keeps the prepared statement of this text. */
export function statementName(text: string): string {
  let name = names.get(text);
  if (!name) {
    name = `stratum_${createHash("sha256").update(text).digest("base64url").slice(0, 22)}`;
    names.set(text, name);
  }
  return name;
}

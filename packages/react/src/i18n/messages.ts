/** The words for each plural category that a language has; `other` is always there. */
export type Plural = { readonly other: string } & { readonly [category in Intl.LDMLPluralRule]?: string };
/** A text with `{name}` places, or several of them chosen by `{count}`. */
export type Message = string | Plural;
/** Messages under flat keys, `feature.part.word`. Each feature writes its English table beside its components. */
export type MessageTable = Readonly<Record<string, Message>>;

type Places<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Places<Rest> : never;
type PlacesOf<M> = M extends string ? Places<M> : "count" | Places<M[keyof M]>;
/** The values that a message needs: one for each of its places. */
export type MessageValues<M> = { [K in PlacesOf<M>]: string | number };
/**
 * A table's translation: the same keys, other words. A key that is missing, superfluous or misspelt does not compile,
 * nor does a count without every plural category that the language has.
 */
export type Translation<T extends MessageTable, Category extends Intl.LDMLPluralRule> = {
  readonly [K in keyof T]: T[K] extends string ? string : { readonly [C in Category | "other"]: string };
};

/** Gives the text of a key in the reader's language. Asks for exactly the values that the message has places for. */
export type Translate<T extends MessageTable> = <K extends keyof T & string>(
  key: K,
  ...values: [PlacesOf<T[K]>] extends [never] ? [] : [values: MessageValues<T[K]>]
) => string;

const rules = new Map<string, Intl.PluralRules>();
const numbers = new Map<string, Intl.NumberFormat>();
function cached<F>(cache: Map<string, F>, locale: string, make: (locale: string) => F): F {
  const format = cache.get(locale) ?? make(locale);
  cache.set(locale, format);
  return format;
}

/** Writes a number as the locale does, e.g. `1,204`. */
export const formatNumber = (value: number, locale: string): string =>
  cached(numbers, locale, (l) => new Intl.NumberFormat(l)).format(value);

const RIGHT_TO_LEFT = /^(ar|dv|fa|he|ks|ku-arab|ps|sd|ug|ur|yi)\b/i;
/** Is the language written from right to left? */
export const isRightToLeft = (locale: string): boolean => RIGHT_TO_LEFT.test(locale);

/** Sets a text apart from the sentence around it, whose direction may be another: the dots of a key stay in their places. */
export const isolate = (text: string): string => `\u2068${text}\u2069`;

/**
 * Picks the plural form by `values.count` and fills the places. A place without a value stays as it is written; a text
 * in a language from right to left is put in with marks that keep its own direction.
 */
export function formatMessage(
  message: Message,
  values: Record<string, string | number>,
  locale: string,
): string {
  let text: string;
  if (typeof message === "string") text = message;
  else {
    const rule = cached(rules, locale, (l) => new Intl.PluralRules(l)).select(Number(values.count));
    text = message[rule] ?? message.other;
  }
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined) return place;
    if (typeof value === "number") return formatNumber(value, locale);
    return isRightToLeft(locale) ? isolate(value) : value;
  });
}

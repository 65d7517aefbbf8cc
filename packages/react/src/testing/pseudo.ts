/**
 * A made-up language for tests: English that stays legible, about 40 % longer, accented, in brackets. Text that is
 * not a message stands out, and so does text that is cut. Not part of the package.
 */
import type { Message, MessageTable } from "../i18n/messages.ts";

/** The tag that is usual for it; `Intl` takes it as English. */
export const PSEUDO_LOCALE = "en-XA";

const plain = "abcdefghijklmnoprstuvwyzABCDEFGHIJKLMNOPRSTUVWYZ";
const accented = "àƀćďéƒĝĥîĵķļɱñöþŕšţûṽŵýžÀƁĆĎÉƑĜĤÎĴĶĻṀÑÖÞŔŠŢÛṼŴÝŽ";
const accents = new Map([...plain].map((letter, index) => [letter, [...accented][index] as string]));

/** Vowels are said twice: the words grow, and where they may break does not change. */
const stretch = (text: string): string =>
  [...text]
    .map((letter) => {
      const other = accents.get(letter) ?? letter;
      return /[aeiou]/i.test(letter) ? other + other.toLowerCase() : other;
    })
    .join("");

/** One text; its places `{name}` stay as they are. */
export const pseudoText = (text: string): string =>
  `[${text.replace(/(\{\w+\})|([^{]+)/g, (part, place: string | undefined) => place ?? stretch(part))}]`;

const pseudoMessage = (message: Message): Message =>
  typeof message === "string"
    ? pseudoText(message)
    : (Object.fromEntries(
        Object.entries(message).map(([category, text]) => [category, pseudoText(text)]),
      ) as Exclude<Message, string>);

/** A table in the pseudo-locale. */
export const pseudoTable = (table: MessageTable): MessageTable =>
  Object.fromEntries(Object.entries(table).map(([key, message]) => [key, pseudoMessage(message)]));

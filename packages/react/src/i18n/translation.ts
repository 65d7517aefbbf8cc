import type { Translation } from "./messages.ts";

type Kit = typeof import("../index.ts");
type Later = typeof import("./later.messages.ts").laterMessages;
type TableName = Exclude<Extract<keyof Kit, `${string}Messages`>, `use${string}`>;
type Both<U> = (U extends unknown ? (table: U) => void : never) extends (table: infer I) => void ? I : never;

/** Every English text of the kit. A new table belongs to it as soon as the kit exports it, or names it as one for later. */
export type KitMessages = Both<Kit[TableName] | Later[keyof Later]>;

/** A translation of all texts whose keys begin with one of these words. */
export type Words<Feature extends string, Category extends Intl.LDMLPluralRule> = Translation<
  Pick<KitMessages, Extract<keyof KitMessages, `${Feature}.${string}`>>,
  Category
>;

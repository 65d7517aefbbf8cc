type Kit = typeof import("../index.ts");
type TableName = Exclude<Extract<keyof Kit, `${string}Messages`>, `use${string}`>;
type Both<U> = (U extends unknown ? (table: U) => void : never) extends (table: infer I) => void ? I : never;

/** Every English text of the kit. A new table belongs to it as soon as the kit exports it. */
export type KitMessages = Both<Kit[TableName]>;

/**
 * A translation of all texts whose keys begin with one of these words. A key that is missing, superfluous or misspelt
 * does not compile, nor does a count without every plural category that the language has.
 */
export type Words<Feature extends string, Category extends Intl.LDMLPluralRule> = {
  readonly [K in keyof KitMessages as K extends `${Feature}.${string}`
    ? K
    : never]: KitMessages[K] extends string ? string : { readonly [C in Category | "other"]: string };
};

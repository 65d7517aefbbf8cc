/** What operations are made of: throws of dice, and subjects that are picked by them. */
import type { Json, PermissionMode } from "@stratum-hq/core";
import type { ProvenEngine } from "./engine.ts";
import type { ModelTenant } from "./forest.ts";
import { KEYS, type Model, SLUGS } from "./model.ts";
import type { Verdict } from "./verdict.ts";

/** One write (or preview) on the engine, and what the model says of it. */
export interface Operation<Answer = unknown> {
  /** A line for people: `move t3 below t1`. */
  text: string;
  /** The tenant to look at afterwards. */
  subject: ModelTenant | null;
  verdict: Verdict<Answer>;
  /** The input contradicts itself: this code may be told before anything is looked up. */
  malformed?: string;
  call(engine: Omit<ProvenEngine, "as">): Promise<Answer>;
}

/** Throws that were made beforehand, so that the same history can be played again. */
export class Dice {
  readonly #throws: readonly number[];
  #next = 0;
  constructor(throws: readonly number[]) {
    this.#throws = throws;
  }
  /** 0 … sides - 1 */
  roll(sides: number): number {
    return (this.#throws[this.#next++ % this.#throws.length] ?? 0) % sides;
  }
  pick<T>(list: readonly T[]): T | undefined {
    return list[this.roll(Math.max(1, list.length))];
  }
  /** True once in so many throws. */
  seldom(once_in: number): boolean {
    return this.roll(once_in) === once_in - 1;
  }
}

/** Never there, and as good as any other id that is not. */
export const ghost: ModelTenant = {
  id: "0199c2f0-7a51-7cc3-9d2e-1f2a3b4c5d6e",
  label: "a ghost",
  slug: "ghost",
  status: "active",
  version: 1,
  parent: null,
  children: [],
};

export const cast: <A>(operation: Operation<A>) => Operation = (operation) => operation as Operation;
export const show = (input: object): string => JSON.stringify(input);

export function someone(model: Model, dice: Dice): ModelTenant {
  const { tenants, gone } = model.forest;
  if (dice.seldom(40)) return dice.pick([ghost, ...gone]) ?? ghost;
  // The young ones more often: they stand deep, and deep trees are where rules meet.
  return dice.pick(dice.seldom(3) ? tenants.slice(-3) : tenants) ?? ghost;
}

export const someKey = (dice: Dice): (typeof KEYS)[number] => dice.pick(KEYS) ?? "a";
export const someSlug = (dice: Dice): string => dice.pick(SLUGS) ?? "ada";
export const someValue = (dice: Dice): Json =>
  dice.pick<Json>([null, 0, 1, "text", [1], { a: { b: null } }]) ?? null;
/** Nothing mostly; else the current version, or one that is not. */
export const someVersion = (dice: Dice, current: number): { expected_version?: number } =>
  dice.seldom(4) ? { expected_version: current + (dice.seldom(2) ? 1 : 0) } : {};

export const MODES: readonly PermissionMode[] = ["DELEGATED", "INHERITED", "LOCKED"];

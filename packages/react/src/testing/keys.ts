/**
 * What keys do in a component, as data: the page of the component draws a table of it, and `keys.browser.test.tsx`
 * presses each line. A line without a test cannot be written. Not part of the package.
 */
import type { MockControlPlane, Seed } from "@stratum-hq/sdk/msw";
import type { ReactElement } from "react";
import { isApple } from "../ui/useShortcut.ts";

/** What a line is played on, beside the document. */
export interface KeyStage {
  /** The control plane of the component. */
  mock: MockControlPlane;
  /** The last value that the component gave to a callback. */
  heard: () => unknown;
}

/** One thing that can be done by keyboard. */
export interface KeyOperation {
  /**
   * As `aria-keyshortcuts` writes them: `Control+X`. `Mod` is ⌘ on Apple’s devices and Control elsewhere; `Letters`
   * stands for any that are typed.
   */
  keys: string;
  /** The letters that the test types for `Letters`. */
  letters?: string;
  /** Where the focus is, and what else must hold. */
  when: string;
  /** What happens then. */
  does: string;
  /** Brings the component to where the keys are pressed, by anything but those keys. */
  given?: (stage: KeyStage) => Promise<unknown>;
  /** Throws until it has happened; must throw before the keys are pressed. */
  sees: (stage: KeyStage) => unknown;
}

/** All that can be done by keyboard in a component. */
export interface KeyTable {
  /** The component as it is played with; `hear` is for its callback. */
  show: (hear: (value: unknown) => void) => ReactElement;
  /** What the control plane holds. Default: an MSP with four levels. */
  seed?: Seed;
  /** The active tenant. Default: the customer of the MSP. */
  tenantId?: string | null;
  operations: readonly KeyOperation[];
}

/** Keys as `userEvent.keyboard` takes them: `Control+X` is `{Control>}x{/Control}`. `apple` is asked for `Mod` only. */
export function strokesOf(
  { keys, letters }: Pick<KeyOperation, "keys" | "letters">,
  apple = isApple,
): string {
  if (letters !== undefined) return letters;
  const held = keys.split(/\+(?=.)/).map((one) => (one === "Mod" ? (apple() ? "Meta" : "Control") : one));
  const key = held.pop() ?? "";
  const last =
    key === "Space" ? " " : key.length > 1 ? `{${key}}` : held.length > 0 ? key.toLowerCase() : key;
  return held.reduceRight((inner, one) => `{${one}>}${inner}{/${one}}`, last);
}

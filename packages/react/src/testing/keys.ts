/**
 * What keys do in a component, as data: the docs draw tables of it, and a story runs each line by real key presses.
 * Not part of the package.
 */
import { expect, userEvent } from "storybook/test";

/** One thing that can be done by keyboard. */
export interface KeyOperation {
  /** From 1, in the order of the table. */
  number: number;
  /** As `aria-keyshortcuts` writes them: `Control+X`. `Letters` stands for any that are typed. */
  keys: string;
  /** Where the focus is, and what else must hold. */
  when: string;
  /** What happens then. */
  does: string;
}

/** A test of each operation, by its number: one that is missing, or one too many, is a compile error. */
export type KeyScripts<Op extends KeyOperation> = Record<Op["number"], () => Promise<unknown>>;

const inTest = "__vitest_browser__" in globalThis;

/** Presses keys: the browser's own where stories run as tests, so that Tab, Enter and text do what they really do. */
export async function keyboard(keys: string): Promise<void> {
  if (inTest) await (await import("vitest/browser")).userEvent.keyboard(keys);
  else await userEvent.keyboard(keys);
}

/**
 * Runs the script of each operation in turn, and sees that its keys were really pressed.
 * @throws with the number of the operation whose script failed, or that pressed other keys.
 */
export async function pressEach<const Op extends KeyOperation>(
  operations: readonly Op[],
  scripts: KeyScripts<Op>,
): Promise<void> {
  const pressed = new Set<string>();
  const record = (event: KeyboardEvent): void => {
    if (event.isTrusted || !inTest) pressed.add(nameOf(event));
    if (event.key.length === 1) pressed.add("Letters");
  };
  window.addEventListener("keydown", record, { capture: true });
  try {
    for (const { number, keys, when, does } of operations) {
      pressed.clear();
      try {
        await scripts[number as Op["number"]]();
      } catch (error) {
        throw new Error(`${number}. ${keys}, ${when}: ${does}`, { cause: error });
      }
      await expect([...pressed], `${number}. ${keys}`).toContain(keys);
    }
  } finally {
    window.removeEventListener("keydown", record, { capture: true });
  }
}

function nameOf({ key, ctrlKey, altKey, shiftKey, metaKey }: KeyboardEvent): string {
  // Shift is a part of how some characters are typed; beside a named key or another modifier it is a modifier.
  const shift = shiftKey && (key.length > 1 || key === " " || ctrlKey || altKey || metaKey);
  const name = key === " " ? "Space" : ctrlKey || metaKey || altKey ? key.toUpperCase() : key;
  const plain = key.length > 1 ? key : name;
  return [ctrlKey && "Control", metaKey && "Meta", altKey && "Alt", shift && "Shift", plain]
    .filter(Boolean)
    .join("+");
}

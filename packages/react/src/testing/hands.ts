/** What brings a component somewhere, and what is then seen, for the tables of keys. Not part of the package. */
import { fireEvent, screen, waitFor } from "@testing-library/dom";

type Name = string | RegExp;

/** Waits until a check passes. */
export const until = (check: () => unknown): Promise<unknown> => waitFor(check, { timeout: 8000 });

/** Waits for what has this role and name. */
export const find = (role: string, name: Name): Promise<HTMLElement> =>
  screen.findByRole(role, { name }, { timeout: 8000 });

/** Gives it the focus, once it is there. */
export async function focus(role: string, name: Name): Promise<void> {
  await until(() => {
    screen.getByRole(role, { name }).focus();
    focused(role, name);
  });
}

/** Presses it by pointer, once it is there. */
export async function click(role: string, name: Name, held: { ctrlKey?: boolean } = {}): Promise<void> {
  fireEvent.click(await find(role, name), held);
}

/** Opens the menu of a button, and goes to one of its items. */
export async function menuAt(button: Name, item: Name, role = "menuitem"): Promise<void> {
  await focus("button", button);
  screen.getByRole("button", { name: button }).click();
  // The menu takes the focus to its first item.
  await until(() => equal(document.activeElement?.closest("[role^=menuitem]") !== null, true));
  await focus(role, item);
}

/** Puts a text into a field that then has the focus. */
export async function fill(role: string, name: Name, value: string): Promise<void> {
  await focus(role, name);
  fireEvent.change(screen.getByRole(role, { name }), { target: { value } });
}

/** A key that leads to where another one is tried. */
export function strike(key: string, held: { ctrlKey?: boolean } = {}): void {
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...held });
}

/** @throws unless the focus is on what has this role and name. */
export function focused(role: string, name: Name): void {
  const at = document.activeElement;
  if (!screen.queryAllByRole(role, { name }).some((one) => one === at))
    throw new Error(`The focus is on ${at?.outerHTML.slice(0, 200)}.`);
}

/** @throws unless it is there. */
export function shows(role: string, name: Name): HTMLElement {
  const [first] = screen.queryAllByRole(role, { name });
  if (!first) throw new Error(`There is no ${role} ${name}.`);
  return first;
}

/** @throws if it is there. */
export function hides(role: string, name?: Name): void {
  if (screen.queryAllByRole(role, name === undefined ? {} : { name }).length > 0)
    throw new Error(`There is still a ${role} ${name ?? ""}.`);
}

/** @throws unless what has this role and name has this attribute. */
export function has(role: string, name: Name, attribute: string, value: string | null): void {
  equal(shows(role, name).getAttribute(attribute), value);
}

/** @throws unless the field holds this text. */
export function holds(role: string, name: Name, text: string): void {
  equal((shows(role, name) as HTMLInputElement).value, text);
}

/** @throws unless the document says so. */
export function says(text: RegExp): void {
  if (!text.test(document.body.textContent ?? "")) throw new Error(`Nothing says ${text}.`);
}

/** @throws unless they are the same, as JSON. */
export function equal(actual: unknown, expected: unknown): void {
  const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (is !== should) throw new Error(`It is ${is}, not ${should}.`);
}

/** @throws unless the option that Enter would take is at this place of its list, or has this name. */
export function activeRow(which: number | "last" | RegExp): void {
  const id = document.activeElement?.getAttribute("aria-activedescendant") ?? "";
  const option = document.getElementById(id);
  const all = [...document.querySelectorAll("[role=option]")];
  const place = Number(option?.getAttribute("aria-posinset") ?? all.indexOf(option as Element) + 1);
  const size = Number(option?.getAttribute("aria-setsize") ?? all.length);
  if (which instanceof RegExp) {
    if (!which.test(option?.textContent ?? "")) throw new Error(`${option?.textContent} would be taken.`);
  } else equal(place, which === "last" ? size : which);
}

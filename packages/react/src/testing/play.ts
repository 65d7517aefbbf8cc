/** What `play` functions share. Not part of the package. */
import type { MockControlPlane } from "@stratum-hq/sdk/msw";
import { expect, userEvent, waitFor, within } from "storybook/test";

/** The control plane that the story runs on. */
export const mockOf = (context: { loaded: Record<string, unknown> }): MockControlPlane =>
  context.loaded.mock as MockControlPlane;

/** Queries over the whole page, as dialogs and menus stand at its end. */
export const page: ReturnType<typeof within> = within(document.body);

/** The row of a tree, whose name starts with these words. */
export const treeRow = (name: string): Promise<HTMLElement> =>
  page.findByRole("treeitem", { name: new RegExp(`^${name}`) });

/** Presses keys and says what has the focus then. */
export async function press(keys: string, focused?: string): Promise<void> {
  await userEvent.keyboard(keys);
  if (focused === undefined) return;
  await focusIs(focused);
}

/** The row of a tree once it is there, with the focus on it. */
export async function focusRow(name: string): Promise<HTMLElement> {
  const row = await treeRow(name);
  row.focus();
  return row;
}

/** Waits until what has the focus begins with these words. */
export const focusIs = (words: string): Promise<void> =>
  waitFor(() => expect(document.activeElement).toHaveTextContent(new RegExp(`^${words}`)));

/** Escape, and until what has this role is gone. */
export async function leave(role: string): Promise<void> {
  await userEvent.keyboard("{Escape}");
  await gone(role);
}

/** Waits until nothing has this role. */
export const gone = (role: string): Promise<void> =>
  waitFor(() => expect(page.queryByRole(role), `the ${role} is gone`).toBeNull());

/** The portal as a reader finds it: by roles and names. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Locator, type Page } from "@playwright/test";

/** A line of the tenant tree. */
export const treeItem = (page: Page, name: string): Locator =>
  page.getByRole("tree", { name: "Tenants" }).getByRole("treeitem", { name: new RegExp(`^${name}\\b`) });

/** A line of a table, by what its first cell says. */
export const row = (page: Page, name: string): Locator =>
  page.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });

/** The link to a view of the tenant that is shown. */
export const tab = (page: Page, name: string): Locator =>
  page.getByRole("navigation", { name: "Views of the tenant" }).getByRole("link", { name });

/** Opens the menu of a tenant and chooses from it. */
export async function chooseAction(page: Page, tenant: string, action: string): Promise<void> {
  await treeItem(page, tenant).hover();
  await page.getByRole("button", { name: `Actions for ${tenant}` }).click();
  await page.getByRole("menuitem", { name: action }).click();
}

/** Presses Tab until something has the focus. */
export async function tabTo(page: Page, goal: Locator): Promise<void> {
  for (let presses = 0; presses < 200; presses++) {
    if (await goal.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("Tab does not lead there.");
}

/** A tenant is on show: its name is the heading. */
export const expectTenant = (page: Page, name: string): Promise<void> =>
  expect(page.getByRole("heading", { level: 1, name })).toBeVisible();

/** No rule of WCAG 2.2 A or AA that axe can check is broken, in light and in dark. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
      // what floats lies outside of the landmarks
      .disableRules(["region"])
      .analyze();
    const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
    expect(told, `axe, ${colorScheme}`).toEqual([]);
  }
}

/** Nothing is cut off: the page does not scroll sideways. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const spill = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(spill).toBe(0);
}

/** Saves what the config editor has collected, and waits until nothing is left to save. */
export async function saveChanges(page: Page, count: number): Promise<void> {
  const words = count === 1 ? "1 change" : `${count} changes`;
  await page.getByRole("button", { name: `Save ${words}` }).click();
  // The toast may still be that of the save before.
  await expect(page.getByRole("region", { name: "Changes that are not saved" })).toHaveCount(0);
  await expect(page.getByText(`${words} ${count === 1 ? "is" : "are"} saved.`).first()).toBeVisible();
}

/**
 * Opens the command palette by its keys. What is open over the page holds the keyboard, and a dialog may still be
 * closing while the page behind it already shows the change.
 */
export async function openPalette(page: Page): Promise<void> {
  await expect(page.locator('[data-slot="overlay"]')).toHaveCount(0);
  await page.keyboard.press("Control+j");
}

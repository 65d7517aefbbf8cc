import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import {
  expectAccessible,
  expectNoSidewaysScroll,
  expectTenant,
  openPalette,
  row,
  tab,
  treeItem,
} from "./portal.ts";

/** Overrides a key of Dental One without saving it. */
async function draft(page: Page): Promise<void> {
  await row(page, "retention.days").getByRole("button", { name: "Edit retention.days" }).click();
  await page.getByRole("textbox", { name: "Value of retention.days" }).fill("90");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Save 1 change" })).toBeVisible();
}
const question = (page: Page) => page.getByRole("alertdialog", { name: "Discard 1 change?" });

test.describe("unsaved changes", () => {
  test("every way out of a dirty editor asks, and staying keeps the changes", async ({ page, stack }) => {
    const here = `/tenants/${stack.tenants.dental}/config`;
    await page.goto(`/tenants/${stack.tenants.dental}`);
    await tab(page, "Config").click();
    await draft(page);

    const ways = [
      () => tab(page, "Permissions").click(),
      () => treeItem(page, "Lawson Legal").click(),
      () => page.getByRole("navigation", { name: "Path of the tenant" }).getByText("Alpine MSP").click(),
      () => page.getByRole("link", { name: "Stratum" }).click(),
      () => page.goBack(),
      async () => {
        await page.keyboard.press("Control+k");
        await page.getByRole("combobox", { name: "Find a tenant" }).fill("harbor");
        await page.getByRole("option", { name: "Harbor Foods" }).click();
      },
      async () => {
        await page.getByRole("button", { name: "Session", exact: true }).click();
        await page.getByRole("button", { name: "Sign out" }).click();
      },
    ];
    for (const leave of ways) {
      await leave();
      await question(page).getByRole("button", { name: "Stay" }).click();
      await expect(question(page)).toBeHidden();
      await expect(page).toHaveURL(here);
      await expectTenant(page, "Dental One");
      await expect(row(page, "retention.days")).toContainText("90");
    }
  });

  test("Back leaves once the changes are dropped, and Forward leads on", async ({ page, stack }) => {
    await page.goto(`/tenants/${stack.tenants.dental}`);
    await tab(page, "Config").click();
    await draft(page);
    await page.goBack();
    await expectAccessible(page);
    await question(page).getByRole("button", { name: "Discard" }).click();
    await expect(page).toHaveTitle("Overview · Dental One · Stratum");
    await page.goForward();
    await expect(row(page, "retention.days")).toContainText("365");
  });

  test("a filter is no way out", async ({ page, stack }) => {
    await page.goto(`/tenants/${stack.tenants.dental}/config`);
    await draft(page);
    await page.getByRole("searchbox", { name: "Search keys and values" }).fill("retention");
    await expect(page).toHaveURL(/\?q=retention$/);
    await expect(page.getByRole("button", { name: "Save 1 change" })).toBeVisible();
  });
});

test.describe("a copied address shows the same", () => {
  test("the filter and the open chain of a key", async ({ page, stack, openBrowser }) => {
    await page.goto(`/tenants/${stack.tenants.dental}/config`);
    await page.getByRole("searchbox", { name: "Search keys and values" }).fill("branding");
    await row(page, "branding.product_name")
      .getByRole("button", { name: /^Inherited from/ })
      .click();
    const chain = (at: Page) =>
      at.getByRole("dialog", { name: "Inherited from Alpine MSP. Where branding.product_name comes from" });
    await expect(chain(page)).toContainText("Northwind Shield");
    await expect(page).toHaveURL(/\?q=branding&key=branding\.product_name$/);

    const other = await openBrowser();
    await other.goto(page.url());
    await expect(chain(other)).toContainText("Northwind Shield");
    await expect(other.getByRole("searchbox", { name: "Search keys and values" })).toHaveValue("branding");
    await expect(row(other, "retention.days")).toHaveCount(0);
    await expectAccessible(other);
    await other.keyboard.press("Escape");
    await expect(chain(other)).toBeHidden();
    await expect(other).toHaveURL(/\?q=branding$/);
  });

  test("the filters of permissions and consents", async ({ page, stack }) => {
    await page.goto(`/tenants/${stack.tenants.dental}/permissions?q=${encodeURIComponent("@locked")}`);
    await expect(row(page, "billing.manage")).toBeVisible();
    await expect(row(page, "reports.view")).toHaveCount(0);

    await page.goto(`/tenants/${stack.tenants.dental}/consent?subject=patient-42&status=withdrawn`);
    await expect(page.getByRole("row", { name: /patient-42/ })).toBeVisible();
    await expect(page.getByRole("row", { name: /patient-17/ })).toHaveCount(0);
  });

  test("archived tenants in the tree, and what can be done about one", async ({ page, stack, retire }) => {
    await retire("archiveTenant", stack.tenants.harbor);
    await page.goto(`/tenants/${stack.tenants.harbor}?archived=1`);
    await expect(page.getByRole("main")).toContainText("This tenant is archived");
    await expect(treeItem(page, "Harbor Foods")).toContainText("Archived");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Archived tenants" }).click();
    await expect(treeItem(page, "Harbor Foods")).toHaveCount(0);
    await expect(page).toHaveURL(`/tenants/${stack.tenants.harbor}`);

    await page.getByRole("main").getByRole("button", { name: "Resume" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Resume" }).click();
    await expect(page.getByText("This tenant is archived")).toHaveCount(0);
    await expect(treeItem(page, "Harbor Foods")).toBeVisible();
  });

  test("below a suspended tenant the page says which one to resume first", async ({
    page,
    stack,
    retire,
  }) => {
    await retire("suspendTenant", stack.tenants.coastal);
    await page.goto(`/tenants/${stack.tenants.harbor}/config`);
    await expect(page.getByRole("main")).toContainText("The tenant above it must be active first.");
    await expect(page.getByRole("main").getByRole("button", { name: "Resume" })).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Add key" })).toHaveCount(0);
    await page.getByRole("link", { name: "Go to Coastal IT" }).click();
    await expectTenant(page, "Coastal IT");
    await expect(page.getByRole("main").getByRole("button", { name: "Resume" })).toBeVisible();
    await expectAccessible(page);
  });
});

test.describe("commands", () => {
  test("go to a view, to a tenant, and create below, by keys alone", async ({ page, stack }) => {
    await page.goto(`/tenants/${stack.tenants.dental}`);
    await expectTenant(page, "Dental One");
    await openPalette(page);
    const field = page.getByRole("combobox", { name: "Type a command or the name of a tenant" });
    await expect(field).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.type("go config");
    await expect(page.getByRole("option")).toHaveText(["Go to Config"]);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(`/tenants/${stack.tenants.dental}/config`);

    await openPalette(page);
    await field.fill("lawson");
    await expect(page.getByRole("option", { name: "Lawson Legal" })).toContainText(
      "Northwind Security › Alpine MSP",
    );
    await page.keyboard.press("Enter");
    await expectTenant(page, "Lawson Legal");

    await openPalette(page);
    await field.fill("create below");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Create a tenant" });
    await expect(dialog.getByLabel("Name")).toBeFocused();
    await page.keyboard.type("Kiel Office");
    await page.keyboard.press("Enter");
    await expectTenant(page, "Kiel Office");
    await tab(page, "Overview").click();
    await expect(page.getByText("just now").first(), "when it was created reads well").toBeVisible();
  });

  test("suspend and resume, theme and shortcuts", async ({ page, stack }) => {
    await page.goto(`/tenants/${stack.tenants.lawson}`);
    await expectTenant(page, "Lawson Legal");
    const run = async (words: string, name: string): Promise<void> => {
      await openPalette(page);
      await page.getByRole("combobox", { name: "Type a command" }).fill(words);
      await page.getByRole("option", { name }).click();
    };
    await run("suspend", "Suspend “Lawson Legal”");
    await page.getByRole("alertdialog").getByRole("button", { name: "Suspend" }).click();
    await expect(page.getByRole("main")).toContainText("This tenant is suspended");
    await run("resume", "Resume “Lawson Legal”");
    await page.getByRole("alertdialog").getByRole("button", { name: "Resume" }).click();
    await expect(page.getByText("This tenant is suspended")).toHaveCount(0);

    await run("dark", "Theme: Dark");
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await run("shortcuts", "Keyboard shortcuts");
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toContainText("Ctrl J");
    await expectAccessible(page);
  });

  test("? lists the shortcuts, but not while somebody types, and not if it is turned off", async ({
    page,
  }) => {
    await page.goto("/");
    const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    const search = page.getByRole("searchbox", { name: "Search the tree" });
    await search.fill("");
    await search.press("?");
    await expect(search).toHaveValue("?");
    await expect(list).toHaveCount(0);
    await search.fill("");
    await page.getByRole("main").focus();
    await page.keyboard.press("?");
    await list.getByRole("checkbox", { name: "Open this list with the key ?" }).uncheck();
    await page.keyboard.press("Escape");
    await expect(list).toHaveCount(0);
    await page.keyboard.press("?");
    await openPalette(page);
    await expect(page.getByRole("dialog", { name: "Commands" })).toBeVisible();
    await expect(list).toHaveCount(0);
  });
});

test("the overview tells sizes, what changed, and who overrides below; its lines lead there", async ({
  page,
  stack,
}) => {
  await page.goto(`/tenants/${stack.tenants.northwind}`);
  await expect(page.getByText("6 tenants")).toBeVisible();
  const changes = page.getByRole("region", { name: "Recent changes" });
  await expect(changes).toContainText("Permission billing.manage added");
  await expect(changes).toContainText("just now");
  await page
    .getByRole("region", { name: "Overridden below" })
    .getByRole("link", { name: /branding.product_name.*Alpine MSP/ })
    .click();
  await expectTenant(page, "Alpine MSP");
  await expect(page).toHaveURL(/config\?q=key%3Abranding\.product_name&key=branding\.product_name$/);
  await expect(page.getByRole("dialog", { name: /Where branding.product_name/ })).toContainText(
    "Alpine Guard",
  );
});

test("at 390 px the switcher and the commands are at hand, too", async ({ page, stack }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(`/tenants/${stack.tenants.northwind}`);
  await page.getByRole("button", { name: "Switch tenant Northwind Security" }).click();
  await page.getByRole("option", { name: /^Dental One/ }).click();
  await expectTenant(page, "Dental One");
  await page.getByRole("button", { name: "Commands" }).click();
  await expectAccessible(page);
  await page.getByRole("option", { name: "Go to Consent" }).click();
  await expect(page.getByRole("row", { name: /patient-17/ })).toBeVisible();
  await expectNoSidewaysScroll(page);
});

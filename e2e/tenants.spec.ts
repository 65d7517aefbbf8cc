import { expect, test } from "./fixtures.ts";
import {
  chooseAction,
  expectAccessible,
  expectNoSidewaysScroll,
  expectTenant,
  tab,
  tabTo,
  treeItem,
} from "./portal.ts";

test("the tree opens level by level, and a click shows a tenant", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByRole("main").getByText("Choose a tenant")).toBeVisible();
  await expect(page).toHaveTitle("Stratum");
  await expect(treeItem(page, "Alpine MSP")).toBeHidden();

  await page.getByTitle("Open Northwind Security").click();
  await page.getByTitle("Open Alpine MSP").click();
  await treeItem(page, "Dental One").click();

  await expectTenant(page, "Dental One");
  await expect(treeItem(page, "Dental One")).toHaveAttribute("aria-selected", "true");
  await expect(page).toHaveTitle("Overview · Dental One · Stratum");
  await expectAccessible(page);

  await page.goBack();
  await expect(page.getByRole("main").getByText("Choose a tenant")).toBeVisible();
});

test("what was open in the tree is open again after a reload", async ({ page }) => {
  await page.goto("/");
  await page.getByTitle("Open Northwind Security").click();
  await expect(treeItem(page, "Coastal IT")).toBeVisible();
  await page.reload();
  await expect(treeItem(page, "Coastal IT")).toBeVisible();
});

test("a deep link opens the way to its tenant, and the path leads up again", async ({ page, stack }) => {
  await page.setViewportSize({ width: 1280, height: 200 });
  await page.goto(`/tenants/${stack.tenants.berlin}/config`);
  await expectTenant(page, "Berlin Practice");
  await expect(treeItem(page, "Berlin Practice")).toBeInViewport();
  await expect(treeItem(page, "Berlin Practice")).toHaveAttribute("aria-selected", "true");
  await expect(tab(page, "Config")).toHaveAttribute("aria-current", "page");

  await page.getByRole("navigation", { name: "Path of the tenant" }).getByText("Alpine MSP").click();
  await expectTenant(page, "Alpine MSP");
  await expect(page, "the view stays").toHaveURL(`/tenants/${stack.tenants.alpine}/config`);
});

test("the switcher finds a tenant anywhere and shows the way to it", async ({ page }) => {
  await page.goto("/");
  await expect(treeItem(page, "Northwind Security")).toBeVisible();
  await page.keyboard.press("Control+k");
  await expectAccessible(page);
  await page.getByRole("combobox", { name: "Find a tenant" }).fill("berl");
  const hit = page.getByRole("option", { name: "Berlin Practice" });
  await expect(hit).toContainText("… › Alpine MSP › Dental One");
  await expect(hit.getByTitle("Northwind Security › Alpine MSP › Dental One")).toBeVisible();
  await page.keyboard.press("Enter");
  await expectTenant(page, "Berlin Practice");
  await expect(treeItem(page, "Berlin Practice")).toBeVisible();
});

test("the tree shows what its search finds below its ancestors", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("searchbox", { name: "Search the tree" }).fill("berl");
  await expect(treeItem(page, "Berlin Practice")).toBeVisible();
  await expect(treeItem(page, "Coastal IT")).toHaveCount(0);
  await expect(page, "and says so in the address").toHaveURL(/\?find=berl$/);
  await page.reload();
  await treeItem(page, "Berlin Practice").click();
  await expectTenant(page, "Berlin Practice");
});

test("the breadcrumb leads to what stands beside a step", async ({ page, stack }) => {
  await page.goto(`/tenants/${stack.tenants.berlin}`);
  await page.getByRole("button", { name: "Beside Dental One" }).click();
  await expectAccessible(page);
  await page.getByRole("menuitemradio", { name: "Lawson Legal" }).click();
  await expectTenant(page, "Lawson Legal");
});

test("a tenant moves through the dialog, takes its subtree along, and stays there", async ({
  page,
  stack,
}) => {
  await page.goto(`/tenants/${stack.tenants.dental}/config`);
  await expect(
    page.getByRole("button", { name: /^Inherited from Alpine MSP. Where seats.max/ }),
  ).toBeVisible();

  await chooseAction(page, "Dental One", "Move to…");
  const dialog = page.getByRole("dialog", { name: "Move “Dental One”" });
  await dialog.getByRole("combobox", { name: "New parent" }).fill("berlin");
  await expect(dialog.getByRole("option", { name: "Berlin Practice" })).toBeDisabled();
  await expect(dialog.getByRole("option", { name: "Berlin Practice" })).toContainText(
    "Lies below “Dental One”",
  );
  await dialog.getByRole("combobox", { name: "New parent" }).fill("coastal");
  await dialog.getByRole("option", { name: "Coastal IT" }).click();
  await expect(dialog.getByText(/moves? from “Alpine MSP” to “Coastal IT”/)).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Move" }).click();
  await expect(page.getByText("“Dental One” is now below “Coastal IT”").first()).toBeVisible();

  const path = page.getByRole("navigation", { name: "Path of the tenant" });
  await expect(path).toContainText(/Northwind Security.*Coastal IT.*Dental One/);
  await expect(page.getByRole("button", { name: /Where seats.max/ }), "no longer inherited").toBeHidden();
  await expect(page.getByRole("button", { name: /^Inherited from Coastal IT. Where coastal/ })).toBeVisible();

  await page.reload();
  await expect(path).toContainText(/Northwind Security.*Coastal IT.*Dental One/);
  await page.goto(`/tenants/${stack.tenants.berlin}`);
  await expect(path).toContainText(/Coastal IT.*Dental One.*Berlin Practice/);
});

test("a tenant is created below another, renamed in place, suspended and resumed", async ({
  page,
  stack,
}) => {
  await page.goto(`/tenants/${stack.tenants.coastal}`);
  await chooseAction(page, "Coastal IT", "Create below");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Harbor Bank");
  await expect(dialog.getByLabel("Slug"), "proposed from the name").toHaveValue("harbor_bank");
  await dialog.getByLabel("Slug").fill("harbor");
  await dialog.getByRole("button", { name: "Create tenant" }).click();
  await expect(dialog.getByText("A sibling already has this slug")).toBeVisible();
  await dialog.getByLabel("Slug").fill("harbor_bank");
  await dialog.getByRole("button", { name: "Create tenant" }).click();
  await expect(treeItem(page, "Harbor Bank")).toBeVisible();

  await chooseAction(page, "Harbor Bank", "Rename");
  await page.getByRole("textbox", { name: "New name of Harbor Bank" }).fill("Harbor Trust");
  await page.keyboard.press("Enter");
  await expect(treeItem(page, "Harbor Trust")).toBeVisible();

  await treeItem(page, "Harbor Trust").click();
  await chooseAction(page, "Harbor Trust", "Suspend");
  await page.getByRole("alertdialog").getByRole("button", { name: "Suspend" }).click();
  await expect(page.getByRole("main").getByText("Suspended").first()).toBeVisible();
  await page.reload();
  await expect(treeItem(page, "Harbor Trust")).toContainText("Suspended");
  await chooseAction(page, "Harbor Trust", "Resume");
  await page.getByRole("alertdialog").getByRole("button", { name: "Resume" }).click();
  await expect(treeItem(page, "Harbor Trust")).not.toContainText("Suspended");
});

test("a root is created beside the others", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Create a root tenant" }).click();
  const dialog = page.getByRole("dialog", { name: "Create a root tenant" });
  await dialog.getByLabel("Name").fill("Fabrikam");
  await dialog.getByRole("button", { name: "Create tenant" }).click();
  await expectTenant(page, "Fabrikam");
  await expect(treeItem(page, "Fabrikam")).toHaveAttribute("aria-selected", "true");
});

test("addresses that lead nowhere say so", async ({ page }) => {
  await page.goto("/tenants/00000000-0000-4000-8000-000000000000/config");
  await expect(page.getByText("There is no such tenant")).toBeVisible();
  await expectAccessible(page);
  await page.goto("/tenants/nonsense");
  await expect(page.getByText("There is no such page")).toBeVisible();
  await page.getByRole("link", { name: "Go to the start" }).click();
  await expect(page.getByRole("main").getByText("Choose a tenant")).toBeVisible();
  await expectAccessible(page);
});

test("the keyboard alone reaches and changes everything", async ({ page }) => {
  await page.goto("/");
  await expect(treeItem(page, "Northwind Security")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await tabTo(page, treeItem(page, "Northwind Security"));

  await page.keyboard.press("ArrowRight");
  await expect(treeItem(page, "Alpine MSP")).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(treeItem(page, "Alpine MSP")).toBeFocused();
  await page.keyboard.press("Enter");
  await expectTenant(page, "Alpine MSP");
  await expect(treeItem(page, "Alpine MSP"), "the tree keeps the focus").toBeFocused();

  await tabTo(page, tab(page, "Config"));
  await page.keyboard.press("Enter");
  const edit = page.getByRole("button", { name: "Edit seats.max: 250" });
  await expect(edit).toBeVisible();
  await tabTo(page, edit);
  await page.keyboard.press("Enter");
  await page.keyboard.type("300");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Edit seats.max: 300" })).toBeVisible();
});

test("at 390 px the tenants stand in a drawer, and nothing is lost", async ({ page, stack }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto("/");
  await page.getByRole("main").getByRole("button", { name: "Open tenants" }).click();
  const drawer = page.getByRole("dialog", { name: "Tenants" });
  await expect(drawer.getByRole("treeitem").first()).toBeVisible();
  await expectAccessible(page);
  await drawer.getByTitle("Open Northwind Security").click();
  await treeItem(page, "Alpine MSP").click();
  await expect(drawer, "it makes way for what was chosen").toBeHidden();
  await expectTenant(page, "Alpine MSP");
  await expect(page.getByRole("main")).toBeFocused();

  for (const view of ["Overview", "Config", "Permissions", "Consent"]) {
    await tab(page, view).click();
    await expect(page).toHaveTitle(`${view} · Alpine MSP · Stratum`);
    await expect(page.getByRole("main").locator("[aria-busy=true]")).toHaveCount(0);
    await expectNoSidewaysScroll(page);
  }
  await page.goto(`/tenants/${stack.tenants.dental}/webhooks`);
  await expect(tab(page, "Webhooks"), "the row of views has scrolled to it").toBeInViewport({ ratio: 1 });
  await expect(page.getByRole("navigation", { name: "Path of the tenant" })).toBeInViewport();
  await page.goto(`/tenants/${stack.tenants.dental}/config`);
  await expect(
    page.getByRole("button", { name: /^Inherited from Northwind Security/ }).first(),
  ).toBeInViewport({ ratio: 1 });
  await expectAccessible(page);
});

test("the look is chosen, and kept", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/");
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  await page.getByRole("button", { name: "Preferences" }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect.poll(background).not.toBe(light);
  const dark = await background();
  await page.reload();
  await expect(page.getByRole("main").getByText("Choose a tenant")).toBeVisible();
  expect(await background()).toBe(dark);
});

test("a tenant is dragged below another, which asks first; where it cannot go, it says why", async ({
  page,
  stack,
}) => {
  await page.goto(`/tenants/${stack.tenants.coastal}`);
  await page.getByTitle("Open Alpine MSP").click();
  const dental = treeItem(page, "Dental One");
  await dental.hover();
  await expect(dental, "the library has come").toHaveAttribute("draggable", "true");

  await dental.dragTo(treeItem(page, "Alpine MSP"));
  await expect(page.getByText("Not below “Alpine MSP”: Its parent already").first()).toBeVisible();

  await dental.dragTo(treeItem(page, "Coastal IT"));
  const dialog = page.getByRole("dialog", { name: "Move “Dental One”" });
  await expect(dialog.getByText(/move from “Alpine MSP” to “Coastal IT”/)).toBeVisible();
  await dialog.getByRole("button", { name: "Move" }).click();
  await expect(page.getByText("“Dental One” is now below “Coastal IT”").first()).toBeVisible();
});

test("siblings are dragged into another order, and stay in it", async ({ page, stack }) => {
  await page.goto(`/tenants/${stack.tenants.coastal}`);
  const alpine = treeItem(page, "Alpine MSP");
  const coastal = treeItem(page, "Coastal IT");
  await coastal.hover();
  await expect(coastal).toHaveAttribute("draggable", "true");
  const place = await alpine.getAttribute("aria-posinset");
  await coastal.dragTo(alpine, { targetPosition: { x: 60, y: 3 } });
  await expect(page.getByText("“Coastal IT” is now before “Alpine MSP”").first()).toBeVisible();
  await expect(coastal).toHaveAttribute("aria-posinset", place ?? "");
  await page.reload();
  await expect(coastal).toHaveAttribute("aria-posinset", place ?? "");
});

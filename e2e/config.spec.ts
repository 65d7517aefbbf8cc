import { expect, test } from "./fixtures.ts";
import { expectAccessible, expectTenant, row, saveChanges, treeItem } from "./portal.ts";

test("a value is overridden, then locked above, and the child says who locked it", async ({
  page,
  stack,
}) => {
  await page.goto(`/tenants/${stack.tenants.dental}/config`);
  const timeout = row(page, "session.timeout_minutes");
  await expect(timeout).toContainText("Inherited from Northwind Security");
  await expectAccessible(page);

  await timeout.getByRole("button", { name: "Override here: session.timeout_minutes" }).click();
  await page.getByRole("textbox", { name: "Value of session.timeout_minutes" }).fill("15");
  await page.keyboard.press("Enter");
  await expect(timeout).toContainText("15");
  await expectAccessible(page);
  await saveChanges(page, 1);
  await expect(timeout).toContainText("Set here");

  await treeItem(page, "Northwind Security").click();
  await expectTenant(page, "Northwind Security");
  await timeout.getByRole("button", { name: "Lock session.timeout_minutes for everyone below" }).click();
  await expect(timeout).toContainText("Set here, locked");
  await page.getByRole("button", { name: "Review" }).click();
  const review = page.getByRole("dialog", { name: "Review 1 change" });
  await expect(review).toContainText("The own value of 1 is hidden by the lock.");
  await expectAccessible(page);
  await review.getByRole("button", { name: "Save 1 change" }).click();
  await expect(page.getByText("1 change is saved.").first()).toBeVisible();

  await treeItem(page, "Dental One").click();
  await expectTenant(page, "Dental One");
  await expect(timeout).toContainText("Locked by Northwind Security");
  await expect(timeout).toContainText("30");
  await expect(timeout, "the own value is not lost").toContainText("Yours is hidden: 15");
  await expect(timeout.getByRole("button", { name: /Override|Edit/ })).toHaveCount(0);

  await page.reload();
  await expect(timeout).toContainText("Locked by Northwind Security");
  await expect(timeout).toContainText("Yours is hidden: 15");
  await expectAccessible(page);
});

test("a key is added, changed, and dropped again", async ({ page, stack }) => {
  await page.goto(`/tenants/${stack.tenants.lawson}/config`);
  await page.getByRole("button", { name: "Add key" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a key" });
  await dialog.getByLabel("Key").fill("billing.currency");
  await dialog
    .getByLabel("Value of billing.currency")
    .or(dialog.getByLabel("Value", { exact: true }))
    .fill("EUR");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Add key" }).click();
  const currency = row(page, "billing.currency");
  await expect(currency).toContainText("Set here");
  await saveChanges(page, 1);

  await currency.getByRole("button", { name: "Edit billing.currency" }).click();
  await page.getByRole("textbox", { name: "Value of billing.currency" }).fill("CHF");
  await page.keyboard.press("Enter");
  await expect(currency).toContainText("CHF");
  await saveChanges(page, 1);
  await page.reload();
  await expect(currency).toContainText("CHF");

  await currency.hover();
  await currency.getByRole("button", { name: "More for billing.currency" }).click();
  await page.getByRole("menuitem", { name: "Remove key" }).click();
  await expect(currency).toContainText("Goes back to what is inherited");
  await saveChanges(page, 1);
  await expect(currency).toHaveCount(0);
});

test("an override goes back to what is inherited", async ({ page, stack }) => {
  await page.goto(`/tenants/${stack.tenants.alpine}/config`);
  const name = row(page, "branding.product_name");
  await expect(name).toContainText("Alpine Guard");
  await name.hover();
  await name.getByRole("button", { name: "More for branding.product_name" }).click();
  await page.getByRole("menuitem", { name: "Back to inherited" }).click();
  await saveChanges(page, 1);
  await expect(name).toContainText("Northwind Shield");
  await expect(name).toContainText("Inherited from Northwind Security");
});

test("JSON with a fault is told where, and not sent", async ({ page, stack }) => {
  await page.goto(`/tenants/${stack.tenants.northwind}/config`);
  const channels = row(page, "alerts.channels");
  await channels.getByRole("button", { name: "Edit alerts.channels" }).click();
  const input = page.getByRole("textbox", { name: "Value of alerts.channels" });
  await input.fill('["email",]');
  await expect(page.getByText(/^Not valid JSON at line 1, column \d+\.$/)).toBeVisible();
  await expect(channels.getByRole("button", { name: "Save" })).toBeDisabled();
  await input.press("Escape");
  await expect(channels).toContainText('["email","sms"]');
});

test("a value that was locked meanwhile cannot be saved, and the reason is told", async ({
  page,
  stack,
  openBrowser,
}) => {
  await page.goto(`/tenants/${stack.tenants.dental}/config`);
  await row(page, "seats.max").getByRole("button", { name: "Override here: seats.max" }).click();

  const other = await openBrowser();
  await other.goto(`/tenants/${stack.tenants.alpine}/config`);
  await row(other, "seats.max").hover();
  await row(other, "seats.max").getByRole("button", { name: "Lock seats.max for everyone below" }).click();
  await expect(row(other, "seats.max")).toContainText("Set here, locked");
  await saveChanges(other, 1);

  await page.getByRole("textbox", { name: "Value of seats.max" }).fill("9");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Save 1 change" }).click();
  await page.getByRole("button", { name: "Review" }).click();
  const review = page.getByRole("dialog", { name: "Review 1 change" });
  await expect(review).toContainText("Alpine MSP has locked seats.max since you began.");
  await review.getByRole("button", { name: "Drop this change" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Back to the table" }).click();
  await expect(row(page, "seats.max")).toContainText("Locked by Alpine MSP");
  await expect(row(page, "seats.max")).toContainText("250");
});

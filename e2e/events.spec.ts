import { expect, test } from "./fixtures.ts";
import { row, saveChanges } from "./portal.ts";

test("what one browser changes shows in another that is open, and leaves alone what is typed there", async ({
  page,
  stack,
  openBrowser,
}) => {
  const place = `/tenants/${stack.tenants.dental}/config`;
  const other = await openBrowser();
  await other.goto(place);
  const retention = row(other, "retention.days");
  await expect(retention).toBeVisible();
  // A filter that is half typed.
  const filter = other.getByRole("searchbox", { name: /filter|find|search/i }).last();
  await filter.fill("reten");
  await expect(retention).toBeVisible();

  await page.goto(place);
  await row(page, "retention.days").getByRole("button", { name: "Edit retention.days" }).click();
  await page.getByRole("textbox", { name: "Value of retention.days" }).fill("77");
  await page.keyboard.press("Enter");
  await saveChanges(page, 1);

  await expect(retention).toContainText("77");
  await expect(filter).toHaveValue("reten");
  await expect(filter).toBeFocused();
});

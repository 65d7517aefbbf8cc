import { expect, test } from "./fixtures.ts";
import { expectAccessible, expectTenant, row, treeItem } from "./portal.ts";

test("a permission is created, holds below, and is revoked with all that hangs on it", async ({
  page,
  stack,
}) => {
  await page.goto(`/tenants/${stack.tenants.alpine}/permissions`);
  await page.getByRole("button", { name: "Add permission" }).click();
  const form = page.getByRole("dialog", { name: "Add a permission" });
  await form.getByLabel("Permission").fill("exports.run");
  await form.getByText("Tenants below decide value and rules").click();
  await expectAccessible(page);
  await form.getByRole("button", { name: "Add permission" }).click();
  const permission = row(page, "exports.run");
  await expect(permission).toContainText("Set here");
  await expect(permission).toContainText("Tenants below decide value and rules");

  await page.getByTitle("Open Alpine MSP").click();
  await treeItem(page, "Dental One").click();
  await expectTenant(page, "Dental One");
  await expect(permission).toContainText("Inherited from Alpine MSP");
  await permission.getByRole("button", { name: "Set exports.run here" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Set here" }).click();
  await expect(permission).toContainText("Set here");
  await page.reload();
  await expect(permission).toContainText("Set here");

  await treeItem(page, "Alpine MSP").click();
  await expectTenant(page, "Alpine MSP");
  await permission.hover();
  await permission.getByRole("button", { name: "Revoke exports.run" }).click();
  const confirm = page.getByRole("alertdialog", { name: "Revoke exports.run?" });
  await expect(confirm.getByText("2 tenants lose their policy")).toBeVisible();
  await expect(confirm.getByText("Dental One", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await confirm.getByRole("button", { name: "Revoke" }).click();
  await expect(permission).toHaveCount(0);

  await page.reload();
  await expect(row(page, "reports.view")).toBeVisible();
  await expect(permission).toHaveCount(0);
  await treeItem(page, "Dental One").click();
  await expectTenant(page, "Dental One");
  await expect(row(page, "reports.view")).toBeVisible();
  await expect(permission, "gone below too").toHaveCount(0);
});

test("a permission says why it is what it is, is drawn over the tree, and a draft is tried without saving it", async ({
  page,
  stack,
}) => {
  await page.goto(`/tenants/${stack.tenants.harbor}/permissions`);
  await row(page, "billing.manage")
    .getByRole("button", { name: /Where billing.manage comes from/ })
    .click();
  const why = page.getByRole("dialog");
  await expect(why).toContainText("The highest lock counts, and it stands at: Northwind Security");
  await why.getByRole("button", { name: "Show in the tree" }).click();
  const tree = page.getByRole("dialog", { name: "billing.manage in the tree" });
  await expect(tree.getByRole("treeitem", { name: /^Northwind Security Locked/ })).toBeVisible();
  await expectAccessible(page);
  await tree.getByRole("button", { name: "Table" }).click();
  await expect(tree.getByRole("row", { name: /Northwind Security.*Locked/ }).first()).toBeVisible();
  await tree.getByRole("button", { name: "Close" }).click();

  await page.getByRole("button", { name: "What if…" }).click();
  const draft = page.getByRole("dialog", { name: "What if…" });
  await draft.getByLabel("Permission").fill("exports.tried");
  await draft.getByRole("button", { name: "Add to the draft" }).click();
  await expect(draft.getByText(/would gain this permission:/)).toBeVisible();
  await expectAccessible(page);
  await draft.getByRole("button", { name: "Close" }).first().click();
  await page.reload();
  await expect(row(page, "reports.view")).toBeVisible();
  await expect(row(page, "exports.tried"), "nothing was saved").toHaveCount(0);
});

test("only what the rules allow is offered", async ({ page, stack }) => {
  await page.goto(`/tenants/${stack.tenants.harbor}/permissions`);
  await expect(row(page, "billing.manage")).toContainText("Locked by Northwind Security");
  await expect(row(page, "billing.manage").getByRole("button", { name: /Set|Edit|Revoke|More/ })).toHaveCount(
    0,
  );

  await row(page, "reports.view").getByRole("button", { name: "Set reports.view here" }).click();
  const form = page.getByRole("dialog", { name: "Set reports.view here" });
  await expect(form.getByText("keeps the rules")).toBeVisible();
  await expect(form.getByRole("radio", { name: /^Tenants below decide value and rules/ })).toHaveCount(0);
  await form.getByRole("button", { name: "Cancel" }).click();
  await expectAccessible(page);
});

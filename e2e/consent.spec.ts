import { expect, test } from "./fixtures.ts";
import { expectAccessible } from "./portal.ts";

test("a consent is recorded, withdrawn, and both stay on record", async ({ page, stack }) => {
  await page.goto(`/tenants/${stack.tenants.berlin}/consent`);
  await expect(page.getByText("No consents yet")).toBeVisible();
  await page.getByRole("button", { name: "Record consent" }).click();
  const form = page.getByRole("dialog", { name: "Record consent" });
  await form.getByLabel("Subject").fill("patient-99");
  await form.getByLabel("Purpose").fill("newsletter");
  await form.getByLabel("Holds").selectOption("For a year");
  await expectAccessible(page);
  await form.getByRole("button", { name: "Record consent" }).click();

  const consent = page.getByRole("row", { name: /patient-99/ });
  await expect(consent).toContainText("Active");
  await page.reload();
  await expect(consent).toContainText("Active");
  await expectAccessible(page);

  await consent.getByRole("button", { name: "Withdraw newsletter for patient-99" }).click();
  const confirm = page.getByRole("alertdialog", { name: "Withdraw newsletter?" });
  await confirm.getByRole("button", { name: "Withdraw" }).click();
  await expect(consent).toContainText("Withdrawn");
  await page.reload();
  await expect(consent).toContainText("Withdrawn");

  await consent.getByRole("button", { name: "Timeline of patient-99" }).click();
  const timeline = page.getByRole("dialog");
  await expect(timeline.getByText("newsletter withdrawn")).toBeVisible();
  await expect(timeline.getByText("newsletter granted")).toBeVisible();
});

test("consents of a tenant are its own", async ({ page, stack }) => {
  await page.goto(`/tenants/${stack.tenants.dental}/consent`);
  await expect(page.getByRole("row", { name: /patient-17/ })).toBeVisible();
  await page.goto(`/tenants/${stack.tenants.lawson}/consent`);
  await expect(page.getByText("No consents yet")).toBeVisible();
});

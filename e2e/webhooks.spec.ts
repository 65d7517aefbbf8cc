import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { verifyWebhookSignature } from "../packages/core/src/webhooks/signature.ts";
import { expect, test } from "./fixtures.ts";
import { expectAccessible, tab } from "./portal.ts";

test("a webhook is added, keeps its secret, is told of a change, and shows what was sent", async ({
  page,
  stack,
}) => {
  const heard: { body: string; headers: Record<string, string | string[] | undefined> }[] = [];
  const receiver = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    heard.push({ body, headers: request.headers });
    response.writeHead(204).end();
  });
  await new Promise<void>((done) => receiver.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/in`;
  try {
    await page.goto(`/tenants/${stack.tenants.berlin}`);
    await tab(page, "Webhooks").click();
    await expect(page.getByText("No webhooks yet")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Add webhook" }).click();
    const form = page.getByRole("dialog", { name: "Add webhook" });
    await form.getByLabel("Address").fill("https://10.0.0.1/in");
    await form.getByRole("button", { name: "Add webhook" }).click();
    await expect(form.getByText(/Must be reachable from the public internet/)).toBeVisible();
    // This stack allows its own machine.
    await form.getByLabel("Address").fill(url);
    await form.getByRole("button", { name: "Add webhook" }).click();
    const kept = page.getByRole("dialog", { name: "Copy the secret now" });
    const secret = (await kept.getByText(/^whsec_/).textContent()) ?? "";
    await kept.getByRole("button", { name: "I have kept it" }).click();
    const row = page.getByRole("row", { name: url });
    await expect(row).toContainText("Active");

    await page.getByRole("button", { name: `Actions for ${url}` }).click();
    await page.getByRole("menuitem", { name: /^Send test/ }).click();
    const sheet = page.getByRole("dialog", { name: "Deliveries" });
    await expect(sheet.getByText("webhooks.test")).toBeVisible();
    await expect(page.locator('[data-slot="menu"]'), "the menu is gone, without motion too").toHaveCount(0);
    await expect(sheet.getByText(/Accepted/).first()).toBeVisible();
    await page.keyboard.press("Escape");

    // Pausing and resuming are changes like any other: the webhook hears of them when it is in service again.
    for (const action of [/^Pause/, /^Resume/]) {
      await page.getByRole("button", { name: `Actions for ${url}` }).click();
      await page.getByRole("menuitem", { name: action }).click();
    }
    await expect.poll(() => heard.length, { timeout: 20_000 }).toBe(3);
    for (const { body, headers } of heard) {
      const message = await verifyWebhookSignature(body, headers, secret);
      expect(message.data.tenant_id).toBe(stack.tenants.berlin);
    }
    expect(heard.map(({ body }) => JSON.parse(body).type).sort()).toEqual([
      "webhooks.test",
      "webhooks.updated",
      "webhooks.updated",
    ]);
    await page.reload();
    await page.getByRole("row", { name: url }).getByRole("button", { name: "Deliveries" }).click();
    await expect(page.getByRole("dialog").getByRole("listitem")).toHaveCount(3);
    await expectAccessible(page);
  } finally {
    receiver.close();
  }
});

import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { expectAccessible, expectTenant, row, saveChanges, tab, treeItem } from "./portal.ts";

async function signIn(page: Page, key: { text: string }): Promise<void> {
  await page.getByLabel("API key").fill(key.text);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Of all that stands in the forest, only Coastal IT and below is to be found. */
async function expectOnlyCoastal(
  page: Page,
  address: (path: string) => string,
  ids: Record<string, string>,
): Promise<void> {
  await page.goto(address("/"));
  await expect(treeItem(page, "Coastal IT")).toBeVisible();
  await expect(treeItem(page, "Harbor Foods")).toBeVisible();
  await expect(page.getByRole("treeitem")).toHaveCount(2);
  for (const id of [ids.northwind, ids.dental, ids.contoso]) {
    await page.goto(address(`/tenants/${id}/config`));
    await expect(page.getByText("There is no such tenant")).toBeVisible();
  }
  const search = page.getByRole("searchbox", { name: "Search the tree" });
  await search.fill("dental");
  await expect(page.getByText("No tenant matches “dental”.")).toBeVisible();
  await search.fill("harbor");
  await expect(treeItem(page, "Harbor Foods")).toBeVisible();
}

test("a second browser in another subtree sees nothing of the first one's work", async ({
  page,
  stack,
  openBrowser,
}) => {
  const { tenants } = stack;
  await page.goto(`/tenants/${tenants.dental}/config`);
  await row(page, "retention.days").getByRole("button", { name: "Edit retention.days" }).click();
  await page.getByRole("textbox", { name: "Value of retention.days" }).fill("90");
  await page.keyboard.press("Enter");
  await expect(row(page, "retention.days")).toContainText("90");

  const other = await openBrowser();
  await expectOnlyCoastal(other, (path) => `${path}?as=${tenants.coastal}`, tenants);
  await expect(other.getByText("Viewing as Coastal IT")).toBeVisible();
  await other.goto(`/tenants/${tenants.harbor}/config?as=${tenants.coastal}`);
  await expect(row(other, "auth.mfa_required")).toContainText("Locked by an organization above");
  await expect(other.getByText("retention.days")).toHaveCount(0);
  await expect(other.getByText("Northwind", { exact: true })).toHaveCount(0);
});

test("a role is made, given to somebody, taken away and deleted", async ({ page, stack }) => {
  await page.goto(`/tenants/${stack.tenants.dental}/access`);
  await page.getByRole("button", { name: "Create role" }).click();
  const form = page.getByRole("dialog", { name: "Create role" });
  await form.getByRole("textbox", { name: "Name" }).fill("Front desk");
  await form.getByRole("combobox", { name: "Whoever holds it may" }).selectOption("Read and change");
  await expectAccessible(page);
  await form.getByRole("button", { name: "Create role" }).click();
  const role = row(page, "Front desk");
  await expect(role).toContainText("Read and change");
  await expect(role).toContainText("Nobody");

  await role.getByRole("button", { name: /^Who holds Front desk: / }).click();
  const holders = page.getByRole("dialog", { name: "Who holds Front desk" });
  await expect(holders.getByText("Nobody yet.")).toBeVisible();
  await holders.getByRole("textbox", { name: "User or service id" }).fill("kim@dental.example");
  await holders.getByRole("button", { name: "Give", exact: true }).click();
  const holder = holders.getByRole("listitem").filter({ hasText: "kim@dental.example" });
  await expect(holder).toContainText("Dental One");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(role).toContainText("1 person");

  await page.reload();
  await role.getByRole("button", { name: /^Who holds Front desk: / }).click();
  await holder.getByRole("button", { name: "Take away from kim@dental.example" }).click();
  const asked = page.getByRole("alertdialog", { name: "Take Front desk away from kim@dental.example?" });
  await asked.getByRole("button", { name: "Take away" }).click();
  await expect(holder).toHaveCount(0);
  // A question that is still closing would take the key for itself.
  await expect(asked).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(role).toContainText("Nobody");

  await role.getByRole("button", { name: "Delete Front desk" }).click();
  const question = page.getByRole("alertdialog", { name: "Delete Front desk?" });
  await expect(question).toContainText("Nobody holds it");
  await question.getByRole("button", { name: "Delete" }).click();
  await expect(role).toHaveCount(0);
  await page.reload();
  await expect(page.getByText("No roles yet")).toBeVisible();
});

test("a token is renewed before it ends", async ({ page, stack }) => {
  let tokens = 0;
  // The server's clock goes with the page's.
  let ahead = 0;
  await page.route("/portal/token", async (route) => {
    tokens += 1;
    const answer = await route.fetch();
    const token = await answer.json();
    const expires_at = new Date(Date.parse(token.expires_at) + ahead).toISOString();
    await route.fulfill({ json: { ...token, expires_at } });
  });
  await page.clock.install();
  await page.goto(`/tenants/${stack.tenants.dental}/config`);
  await expect(row(page, "retention.days")).toBeVisible();
  expect(tokens).toBe(1);
  ahead = 280_000;
  await page.clock.fastForward(ahead);
  await tab(page, "Permissions").click();
  await expect(row(page, "reports.view")).toBeVisible();
  expect(tokens, "one more, for all that asked at once").toBe(2);
});

test("a server that is away is told, and tried again", async ({ page }) => {
  await page.route("/portal/token", (route) => route.abort());
  await page.goto("/");
  await expect(page.getByText("The portal could not start")).toBeVisible();
  await expectAccessible(page);
  await page.unroute("/portal/token");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(treeItem(page, "Northwind Security")).toBeVisible();
});

test("a page that breaks leaves the frame standing", async ({ page, stack, complaints }) => {
  await page.route(`/api/v1/tenants/${stack.tenants.dental}?*`, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ json: { ...(await answer.json()), metadata: null } });
  });
  await page.goto(`/tenants/${stack.tenants.dental}`);
  await expect(page.getByText("This page broke")).toBeVisible();
  // React reports what the boundary caught
  complaints.length = 0;
  await page.getByTitle("Open Coastal IT").click();
  await treeItem(page, "Harbor Foods").click();
  await expectTenant(page, "Harbor Foods");
});

test.describe("with sign-in", () => {
  test.use({ development: false });

  test("a wrong key is refused, a right one goes on where the reader was", async ({ page, stack }) => {
    await page.goto(`/tenants/${stack.tenants.dental}/consent`);
    await expect(page).toHaveTitle("Sign in to Stratum");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText("Enter an API key.")).toBeVisible();
    await signIn(page, { text: "sk_live_nonsense" });
    await expect(page.getByText("This key is not valid.")).toBeVisible();
    await expect(page.getByLabel("API key")).toBeFocused();
    await expect(page.getByLabel("API key"), "the key is not kept").toHaveValue("");
    await expectAccessible(page);

    await signIn(page, stack.keys.platform);
    await expectTenant(page, "Dental One");
    await expect(page.getByRole("row", { name: /patient-17/ })).toBeVisible();
    await page.reload();
    await expectTenant(page, "Dental One");
  });

  test("the key is nowhere in the browser", async ({ page, stack, context }) => {
    await page.goto("/");
    await signIn(page, stack.keys.platform);
    await expect(page.getByRole("main").getByText("Choose a tenant")).toBeVisible();
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    expect(kept).not.toContain("sk_");
    const [cookie, ...more] = await context.cookies(`${stack.url}/portal/token`);
    expect(more).toEqual([]);
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Strict", path: "/portal" });
    expect(cookie?.value).not.toContain(stack.keys.platform.text.slice(8));
  });

  test("a key of a subtree shows that subtree and nothing else", async ({ page, stack }) => {
    await page.goto("/");
    await signIn(page, stack.keys.coastal);
    await expect(treeItem(page, "Coastal IT")).toBeVisible();
    await expectOnlyCoastal(page, (path) => path, stack.tenants);
    await expect(page.getByRole("button", { name: "Create a root tenant" })).toHaveCount(0);
    await page.getByRole("button", { name: "Session", exact: true }).click();
    await expect(page.getByRole("dialog", { name: "Session" })).toContainText("Coastal IT and below");
    await expectAccessible(page);
  });

  test("a key that may only read offers no change", async ({ page, stack }) => {
    await page.goto(`/tenants/${stack.tenants.coastal}/config`);
    await signIn(page, stack.keys.reader);
    await expect(treeItem(page, "Harbor Foods"), "the only root is open").toBeVisible();
    await expect(row(page, "coastal.secret_plan")).toContainText("harbour");
    await expect(page.getByText("You can look but not change anything.")).toBeVisible();
    const changes = /^(Add|Edit|Override|Lock |Set \S+ here|More for|Actions for|Record|Create)/;
    await expect(page.getByRole("button", { name: changes })).toHaveCount(0);
    for (const view of ["Permissions", "Consent"]) {
      await tab(page, view).click();
      await expect(page.getByText("You can look but not change anything.")).toBeVisible();
      await expect(page.getByRole("button", { name: changes })).toHaveCount(0);
    }
  });

  test("a session that ends leads to the sign-in, and back", async ({ page, stack, revokeKey }) => {
    await page.goto(`/tenants/${stack.tenants.harbor}/config`);
    await signIn(page, stack.keys.coastal);
    await expectTenant(page, "Harbor Foods");
    await tab(page, "Permissions").click();
    await expect(page).toHaveURL(`/tenants/${stack.tenants.harbor}/permissions`);
    await expect(page.getByRole("main").locator("[aria-busy=true]")).toHaveCount(0);
    await revokeKey(stack.keys.coastal);
    // The stream of events ends with the key that it was opened with: nobody has to touch the page.
    await expect(page.getByText("Your session has ended.")).toBeVisible();
    await signIn(page, stack.keys.coastal);
    await expect(page.getByText("This key is not valid.")).toBeVisible();
    await signIn(page, stack.keys.platform);
    await expectTenant(page, "Harbor Foods");
    await expect(page).toHaveURL(`/tenants/${stack.tenants.harbor}/permissions`);
  });

  test("what was changed and not saved is there after a session that ended, for the same person", async ({
    page,
    stack,
    context,
  }) => {
    const draft = row(page, "retention.days");
    const save = page.getByRole("button", { name: "Save 1 change" });
    const change = async (days: string): Promise<void> => {
      await draft.getByRole("button", { name: "Edit retention.days" }).click();
      await page.getByRole("textbox", { name: "Value of retention.days" }).fill(days);
      await page.keyboard.press("Enter");
      await expect(save).toBeVisible();
    };
    const end = async (): Promise<void> => {
      await context.clearCookies();
      // The stream of events, of which nothing was heard for so long, is asked for anew: nobody has to touch the page.
      await page.clock.fastForward("04:40");
      await expect(page.getByText("Your session has ended.")).toBeVisible();
      await expect(page.getByText(/did not save is kept here/)).toBeVisible();
      await expect(draft, "nothing of it shows meanwhile").toHaveCount(0);
    };
    await page.clock.install();
    await page.goto(`/tenants/${stack.tenants.dental}/config`);
    await signIn(page, stack.keys.platform);
    await change("45");
    await end();
    await expectAccessible(page);
    await signIn(page, stack.keys.platform);
    await expect(draft).toContainText("45");
    await saveChanges(page, 1);
    await page.reload();
    await expect(draft).toContainText("45");

    await change("46");
    await end();
    await signIn(page, stack.keys.reader);
    await page.getByText("There is no such tenant").waitFor();
    await page.getByRole("button", { name: "Session", exact: true }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await signIn(page, stack.keys.platform);
    await expect(draft, "another person's sign-in ended the drafts").toContainText("45");
    await expect(save).toHaveCount(0);
  });

  test("signing out ends the session", async ({ page, stack }) => {
    await page.goto("/");
    await signIn(page, stack.keys.platform);
    await page.getByRole("button", { name: "Session", exact: true }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page.getByLabel("API key")).toBeVisible();
    await page.reload();
    await expect(page.getByLabel("API key")).toBeVisible();
    await expect(page.getByRole("treeitem")).toHaveCount(0);
  });

  test("borrowed views are for development only", async ({ page, stack }) => {
    await page.goto(`/?as=${stack.tenants.coastal}`);
    await expect(page.getByText("Personas exist in development mode only.")).toBeVisible();
    await page.getByRole("link", { name: "Use my own view" }).click();
    await expect(page.getByLabel("API key")).toBeVisible();
  });
});

import type { Meta, StoryObj } from "@storybook/react-vite";
import type { TenantNode } from "@stratum-hq/core";
import { type MockControlPlane, mspIds, mspSeed } from "@stratum-hq/sdk/msw";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { expect, fn, userEvent, waitFor } from "storybook/test";
import { useStratumClient } from "../provider/context.ts";
import { mockOf, page } from "../testing/play.ts";
import { useOpened } from "../testing/useOpened.ts";
import { MoveTenantDialog } from "./MoveTenantDialog.tsx";
import { childrenOptions } from "./tenants.queries.ts";
import { useTenantActions } from "./useTenantActions.ts";

const NONE: readonly TenantNode[] = [];

/** The dialog for a customer that really is in the forest. */
interface ExampleProps {
  onOpenChange: (open: boolean) => void;
  /** Siblings that move as well. */
  others: readonly string[];
}
function Example({ onOpenChange, others }: ExampleProps) {
  const actions = useTenantActions();
  const opened = useOpened(onOpenChange);
  const siblings = useInfiniteQuery({
    ...childrenOptions(useStratumClient(), mspIds.reseller),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const known = siblings.data?.pages[0]?.data ?? NONE;
  const more = useMemo(() => known.filter((one) => others.includes(one.id)), [known, others]);
  const tenant = known.find((one) => one.id === mspIds.customer);
  if (!tenant) return null;
  return <MoveTenantDialog {...opened} run={actions.run} tenant={tenant} others={more} />;
}

const meta = {
  title: "tenants/MoveTenantDialog",
  component: Example,
  args: { onOpenChange: fn(), others: [] },
  parameters: { docs: { story: { inline: false, height: "640px" } } },
} satisfies Meta<typeof Example>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Before anything is typed it offers what is near: the top, what is above, and the siblings of the parent. */
export const Ready: Story = {
  play: async () => {
    await page.findByRole("option", { name: /^Summit Managed Services/ });
    await expect(page.getByRole("option", { name: /^Harbor IT Partners/ })).toHaveTextContent(
      "Its parent already",
    );
    await expect(page.getByRole("button", { name: "Move" })).toBeDisabled();
  },
};

/** Places that cannot be stay in sight, with the reason. */
export const IllegalTargets: Story = {
  play: async () => {
    await userEvent.type(await page.findByRole("combobox", { name: "New parent" }), "b");
    const below = await page.findByRole("option", { name: /^Marina Branch/ });
    await expect(below).toHaveAttribute("aria-disabled", "true");
    await expect(below).toHaveTextContent("Lies below “Bayside Credit Union”");
    await expect(page.getByRole("option", { name: /^Bayside/ })).toHaveTextContent(
      "A tenant cannot move below itself",
    );
    await userEvent.click(below, { pointerEventsCheck: 0 });
    await expect(page.getByRole("button", { name: "Move" })).toBeDisabled();
  },
};

export const ByKeyboard: Story = {
  play: async ({ args }) => {
    const field = await page.findByRole("combobox", { name: "New parent" });
    await waitFor(() => expect(field).toHaveFocus());
    await userEvent.keyboard("summit");
    await page.findByRole("option", { name: /^Summit/ });
    await userEvent.keyboard("{Enter}");
    await page.findByText(/move from “Harbor IT Partners” to “Summit Managed Services”/);
    await userEvent.tab();
    await waitFor(() => expect(document.activeElement).toBeInTheDocument());
    page.getByRole("button", { name: "Move" }).focus();
    await userEvent.keyboard("{Enter}");
    await expect(args.onOpenChange).toHaveBeenCalledWith(false);
  },
};

export const Empty: Story = {
  play: async () => {
    await userEvent.type(await page.findByRole("combobox"), "zzz");
    await page.findByText("No tenant matches “zzz”.");
  },
};

export const Loading: Story = {
  parameters: {
    stratum: {
      latency: (operation: string) => (operation === "listChildren" ? 0 : Number.POSITIVE_INFINITY),
    },
  },
};

export const Failing: Story = {
  parameters: {
    stratum: { failures: { searchTenants: { code: "INTERNAL_ERROR", message: "The server failed." } } },
  },
  play: async () => {
    await userEvent.type(await page.findByRole("combobox"), "a");
    await expect(await page.findByRole("alert")).toHaveTextContent("The server failed.");
    await page.findByRole("button", { name: "Try again" });
  },
};

/** A caller who is bound to a subtree is offered nothing outside of it, and no way to make a root. */
export const BoundToSubtree: Story = {
  parameters: { stratum: { session: { scopes: ["write"], tenant_id: mspIds.reseller } } },
  play: async () => {
    await page.findByRole("option", { name: /^Harbor IT Partners/ });
    await expect(page.queryByRole("option", { name: /^No parent/ })).toBeNull();
    await expect(page.queryByRole("option", { name: /^Summit/ })).toBeNull();
  },
};
/** What changes for the tenant and all below it, before anything does. */
export const TellsWhatChanges: Story = {
  play: async () => {
    await userEvent.click(await page.findByRole("option", { name: /^Summit Managed Services/ }));
    await page.findByText(/config values? changes?/);
    await userEvent.click(page.getByText(/config values? changes?/));
    await expect(document.querySelector("[data-slot=move-impact] del")).not.toBeNull();
    await expect(page.getByRole("button", { name: "Move" })).toBeEnabled();
  },
};

/** Several at once: what changes in sum, and for each of them. */
export const Several: Story = {
  args: { others: [mspIds.clinics] },
  play: async (context) => {
    await userEvent.click(await page.findByRole("option", { name: /^Summit Managed Services/ }));
    await page.findByText(/^2 tenants move to “Summit Managed Services”/);
    await waitFor(() =>
      expect(document.querySelector("[data-slot=moves-impact]")).toHaveTextContent(/config values? changes?/),
    );
    const each = page.getByText("Coastal Family Clinics", { selector: "summary" });
    await userEvent.click(each);
    await expect(each.closest("details")).toHaveAttribute("open");
    await userEvent.click(page.getByRole("button", { name: "Move" }));
    await waitFor(() =>
      expect(
        [mspIds.customer, mspIds.clinics].map((id) => mockOf(context).state.tenants.get(id)?.parent_id),
      ).toEqual([mspIds.otherReseller, mspIds.otherReseller]),
    );
  },
};

/** One that cannot go there is named with the reason, and none of them moves. */
export const OneOfSeveralRefused: Story = {
  args: { others: [mspIds.clinics] },
  parameters: {
    stratum: {
      seed: (store: MockControlPlane["state"]) => {
        mspSeed(store);
        const clinics = store.tenants.get(mspIds.clinics);
        const there = [...store.tenants.values()].find((one) => one.parent_id === mspIds.otherReseller);
        if (clinics && there) there.slug = clinics.slug;
      },
    },
  },
  play: async () => {
    await userEvent.click(await page.findByRole("option", { name: /^Summit Managed Services/ }));
    await page.findByText(/^“Coastal Family Clinics” cannot move\./);
    await expect(page.getByRole("button", { name: "Move" })).toBeDisabled();
  },
};

import type { Meta, StoryObj } from "@storybook/react-vite";
import { chainSeed, flatSeed, mspIds, mspSeed, type Store } from "@stratum-hq/sdk/msw";
import { useState } from "react";
import { expect, fn, userEvent, waitFor } from "storybook/test";
import { mockOf, page, press, treeRow } from "../testing/play.ts";
import { Button } from "../ui/Button.tsx";
import { TenantTree, type TenantTreeProps } from "./TenantTree.tsx";
import { useTenantTreeView } from "./useTenantTreeView.ts";

const open = [mspIds.root, mspIds.reseller];
const meta = {
  title: "tenants/TenantTree",
  component: TenantTree,
  args: { defaultExpandedIds: open, onValueChange: fn(), onAfterChange: fn() },
  decorators: [
    (Story) => (
      <div className="st-card" style={{ width: "min(100%, 340px)", height: 560 }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof TenantTree>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Ready: Story = {};

export const Loading: Story = {
  parameters: { stratum: { latency: Number.POSITIVE_INFINITY } },
};

export const Empty: Story = {
  parameters: { stratum: { seed: () => {}, tenantId: null } },
  play: async () => {
    await userEvent.click(await page.findByRole("button", { name: "Create tenant" }));
    await userEvent.type(await page.findByRole("textbox", { name: "Name" }), "Contoso");
    await userEvent.click(page.getAllByRole("button", { name: "Create tenant" }).at(-1) as HTMLElement);
    await treeRow("Contoso");
  },
};

export const Failing: Story = {
  parameters: { stratum: { failures: { listRoots: { code: "DATABASE_UNAVAILABLE" } } } },
  play: async () => {
    await expect(await page.findByRole("alert")).toHaveTextContent("DATABASE_UNAVAILABLE");
  },
};
/** From the failure on: one press, and what it was asked for is there. */
export const Recovers: Story = {
  parameters: { stratum: { failures: { listRoots: { code: "DATABASE_UNAVAILABLE", times: 1 } } } },
  play: async () => {
    await expect(await page.findByRole("alert")).toHaveTextContent("DATABASE_UNAVAILABLE");
    await userEvent.click(page.getByRole("button", { name: "Try again" }));
    await treeRow("Northwind Security");
  },
};

export const Forbidden: Story = {
  parameters: { stratum: { session: { scopes: [] } } },
  play: async () => {
    await page.findByText("You do not have access");
  },
};

/** One branch fails; the rest of the tree stays usable. */
export const BranchFails: Story = {
  parameters: {
    stratum: { failures: { listChildren: { code: "INTERNAL_ERROR", times: 1 } }, tenantId: null },
  },
  args: { defaultExpandedIds: [mspIds.root] },
  play: async () => {
    const failed = await page.findByRole("treeitem", { name: /^Could not load/ });
    await userEvent.click(failed);
    await treeRow("Harbor IT Partners");
  },
};

/** Suspended tenants keep their place, archived ones show when they are asked for. */
export const Statuses: Story = {
  args: {
    defaultExpandedIds: [mspIds.root, mspIds.otherReseller],
    includeArchived: true,
    value: mspIds.archived,
  },
  play: async () => {
    await expect(await treeRow("Pine Ridge Dental")).toHaveTextContent("Suspended");
    await expect(await treeRow("Old Mill Theater")).toHaveTextContent("Archived");
  },
};

const frankfurt = "0197a000-0000-7000-8000-0000000000f1";
/** A tenant that is bound to a region says so, where the application knows what it is called. */
export const Regions: Story = {
  args: { regions: { [frankfurt]: "Frankfurt" } },
  parameters: {
    stratum: {
      seed: (store: Store) => {
        mspSeed(store);
        for (const id of [mspIds.reseller, mspIds.clinics]) {
          const tenant = store.tenants.get(id);
          if (tenant) store.tenants.set(id, { ...tenant, region_id: frankfurt });
        }
      },
    },
  },
  play: async () => {
    await expect(await treeRow("Harbor IT Partners")).toHaveTextContent("Region Frankfurt");
    await expect(await treeRow("Northwind Security")).not.toHaveTextContent("Region");
  },
};

/** 250 children come in pages of 100. */
export const Pages: Story = {
  parameters: { stratum: { seed: flatSeed(250), tenantId: null } },
  args: { expandSingleRoot: true, defaultExpandedIds: [] },
  play: async () => {
    await userEvent.click(await treeRow("Meridian Franchise"));
    await press("{End}", "Load more of 150");
    await press("{Enter}");
    await waitFor(() => expect(document.activeElement).toHaveTextContent("Load more of 50"));
    await press("{Enter}");
    await waitFor(() => expect(document.activeElement).toHaveTextContent("Bergen Bakery 201"));
    await press("{End}", "Aalborg Museum 250");
    await expect(document.activeElement).toHaveAttribute("aria-posinset", "250");
    await expect(document.activeElement).toHaveAttribute("aria-setsize", "250");
  },
};

/** As deep as a tree may be. */
export const Deep: Story = {
  parameters: { stratum: { seed: chainSeed(20), tenantId: null } },
  args: { expandSingleRoot: true, defaultExpandedIds: [] },
  play: async () => {
    await userEvent.click(await treeRow("Level 1"));
    for (let level = 2; level <= 20; level++) {
      await press("{ArrowRight}");
      await treeRow(`Level ${level}`);
      await press("{ArrowDown}", `Level ${level}`);
    }
    await expect(document.activeElement).toHaveAttribute("aria-level", "20");
    await userEvent.keyboard("{Shift>}{F10}{/Shift}");
    await expect(await page.findByRole("menuitem", { name: /Create below/ })).toHaveTextContent(
      "A tree has at most 20 levels",
    );
  },
};

export const ReadOnly: Story = {
  args: { readOnly: true },
  play: async () => {
    await treeRow("Harbor IT Partners");
    await expect(page.queryByRole("button")).toBeNull();
  },
};

/** One tab stop, then arrows, ends, pages, letters and the star. */
export const Keyboard: Story = {
  args: { defaultExpandedIds: [] },
  parameters: { stratum: { tenantId: null } },
  play: async ({ args }) => {
    const root = await treeRow("Northwind Security");
    await userEvent.tab();
    await expect(root).toHaveFocus();
    await press("{ArrowRight}");
    await treeRow("Harbor IT Partners");
    await expect(root).toHaveAttribute("aria-expanded", "true");
    await press("{ArrowRight}", "Harbor IT Partners");
    await press("{ArrowDown}", "Summit Managed Services");
    await press("{End}", "Northwind Internal");
    await press("{Home}", "Northwind Security");
    await press("r", "Redwood Cyber");
    // After a pause the letters make a new word.
    await new Promise((resolve) => setTimeout(resolve, 600));
    await press("nor", "Nordlys IT");
    await press("*");
    await waitFor(() => expect(page.getAllByRole("treeitem", { expanded: true })).toHaveLength(6));
    await treeRow("Fjellheim Energi");
    await press("{ArrowLeft}");
    await waitFor(() => expect(page.queryByRole("treeitem", { name: /^Fjellheim/ })).toBeNull());
    await press("{ArrowLeft}", "Northwind Security");
    await press("{ArrowDown}{Enter}", "Harbor IT Partners");
    await expect(args.onValueChange).toHaveBeenCalledWith(mspIds.reseller);
    await expect(document.activeElement).toHaveAttribute("aria-selected", "true");
    await press("{ArrowLeft}{ArrowLeft}{ArrowLeft}");
    await expect(root).toHaveAttribute("aria-expanded", "false");
  },
};

/** A tenant far down is opened up to and shown. */
export const Reveals: Story = {
  args: { defaultExpandedIds: [], value: mspIds.site },
  play: async () => {
    await expect(await treeRow("Marina Branch")).toHaveAttribute("aria-selected", "true");
  },
};

export const CreatesBelow: Story = {
  play: async ({ args }) => {
    await userEvent.pointer({ keys: "[MouseRight]", target: await treeRow("Tidewater Logistics") });
    await userEvent.click(await page.findByRole("menuitem", { name: "Create below" }));
    const name = await page.findByRole("textbox", { name: "Name" });
    await waitFor(() => expect(name).toHaveFocus());
    await userEvent.type(name, "Dock 4 Warehouse");
    await expect(page.getByRole("textbox", { name: "Slug" })).toHaveValue("dock_4_warehouse");
    await userEvent.keyboard("{Enter}");
    await page.findByText("A sibling already has this slug. Choose another.");
    await expect(page.getByRole("textbox", { name: "Slug" })).toHaveFocus();
    await userEvent.clear(page.getByRole("textbox", { name: "Slug" }));
    await userEvent.type(page.getByRole("textbox", { name: "Slug" }), "dock_5{Enter}");
    await waitFor(() => expect(page.queryByRole("dialog")).toBeNull());
    await expect(args.onAfterChange).toHaveBeenCalledOnce();
    await waitFor(async () => expect(await treeRow("Tidewater Logistics")).toHaveFocus());
    await expect(document.activeElement).toHaveAccessibleName(/3 tenants directly below/);
  },
};

export const Renames: Story = {
  play: async (context) => {
    await userEvent.click(await treeRow("Coastal Family Clinics"));
    await press("{F2}");
    const field = await page.findByRole("textbox", { name: "New name of Coastal Family Clinics" });
    await userEvent.clear(field);
    await userEvent.type(field, "Coastal Clinics{Enter}");
    await waitFor(async () => expect(await treeRow("Coastal Clinics")).toHaveFocus());
    await waitFor(() =>
      expect(mockOf(context).state.tenants.get(mspIds.clinics)?.name).toBe("Coastal Clinics"),
    );
    await press("{F2}");
    await userEvent.type(await page.findByRole("textbox"), "never{Escape}");
    await waitFor(async () => expect(await treeRow("Coastal Clinics")).toHaveFocus());
    await expect(page.queryByText(/never/)).toBeNull();
  },
};

/** The new name shows at once and goes back when the server refuses it. */
export const RenameRefused: Story = {
  parameters: {
    stratum: { failures: { updateTenant: { code: "TENANT_SUSPENDED", message: "It is suspended." } } },
  },
  play: async () => {
    await userEvent.click(await treeRow("Coastal Family Clinics"));
    await press("{F2}");
    const field = await page.findByRole("textbox");
    await userEvent.clear(field);
    await userEvent.type(field, "Other{Enter}");
    await page.findAllByText("“Coastal Family Clinics” keeps its name. It is suspended.");
    await treeRow("Coastal Family Clinics");
  },
};

export const Moves: Story = {
  play: async (context) => {
    await userEvent.pointer({ keys: "[MouseRight]", target: await treeRow("Tidewater Logistics") });
    await userEvent.click(await page.findByRole("menuitem", { name: "Move to…" }));
    await userEvent.type(await page.findByRole("combobox", { name: "New parent" }), "redwood");
    await userEvent.click(await page.findByRole("option", { name: /^Redwood Cyber/ }));
    await page.findByText(/and the 2 tenants below it move from “Harbor IT Partners” to “Redwood Cyber”/);
    await userEvent.click(page.getByRole("button", { name: "Move" }));
    await page.findAllByText("“Tidewater Logistics” is now below “Redwood Cyber”");
    await expect(await treeRow("Harbor IT Partners")).toHaveAccessibleName(/3 tenants directly below/);
    await expect(await treeRow("Redwood Cyber")).toHaveAccessibleName(/4 tenants directly below/);
    const tenants = [...mockOf(context).state.tenants.values()];
    const redwood = tenants.find((one) => one.name === "Redwood Cyber");
    await expect(tenants.find((one) => one.name === "Tidewater Logistics")?.parent_id).toBe(redwood?.id);
    // its new parent was closed
    await waitFor(async () => expect(await treeRow("Tidewater Logistics")).toHaveFocus());
  },
};

/** It shows at its new place at once and is back in its old one when the server refuses. */
export const MoveRefused: Story = {
  parameters: {
    stratum: {
      failures: { moveTenant: { code: "TENANT_ALREADY_EXISTS", message: "A sibling has the slug already." } },
    },
  },
  play: async () => {
    await userEvent.pointer({ keys: "[MouseRight]", target: await treeRow("Tidewater Logistics") });
    await userEvent.click(await page.findByRole("menuitem", { name: "Move to…" }));
    await userEvent.click(await page.findByRole("option", { name: /^Redwood Cyber/ }));
    await userEvent.click(page.getByRole("button", { name: "Move" }));
    await page.findAllByText("“Tidewater Logistics” is back in its place. A sibling has the slug already.");
    await expect(await treeRow("Harbor IT Partners")).toHaveAccessibleName(/4 tenants directly below/);
    await waitFor(async () => expect(await treeRow("Tidewater Logistics")).toHaveFocus());
  },
};

export const Archives: Story = {
  play: async () => {
    await userEvent.click(await treeRow("Coastal Family Clinics"));
    await userEvent.keyboard("{Shift>}{F10}{/Shift}");
    await userEvent.click(await page.findByRole("menuitem", { name: "Archive" }));
    const dialog = await page.findByRole("alertdialog", { name: "Archive “Coastal Family Clinics”?" });
    await expect(dialog).toHaveAccessibleDescription(/It and the 3 tenants below it leave the tree/);
    await waitFor(() => expect(page.getByRole("button", { name: "Cancel" })).toHaveFocus());
    await userEvent.click(page.getByRole("button", { name: "Archive" }));
    await waitFor(() => expect(page.queryByRole("treeitem", { name: /^Coastal/ })).toBeNull());
    await waitFor(() => expect(document.activeElement).toHaveAttribute("role", "treeitem"));
  },
};

export const SuspendsAndResumes: Story = {
  play: async () => {
    const choose = async (word: string): Promise<void> => {
      await userEvent.pointer({ keys: "[MouseRight]", target: await treeRow("Coastal Family Clinics") });
      await userEvent.click(await page.findByRole("menuitem", { name: word }));
      await userEvent.click(await page.findByRole("button", { name: word }));
      await waitFor(() => expect(page.queryByRole("alertdialog")).toBeNull());
    };
    await choose("Suspend");
    await expect(await treeRow("Coastal Family Clinics")).toHaveTextContent("Suspended");
    await choose("Resume");
    await waitFor(async () =>
      expect(await treeRow("Coastal Family Clinics")).not.toHaveTextContent("Suspended"),
    );
  },
};

/** `onBeforeChange` says no: nothing happens. */
export const Vetoed: Story = {
  args: { onBeforeChange: async () => false },
  play: async (context) => {
    await userEvent.click(await treeRow("Coastal Family Clinics"));
    await press("{F2}");
    await userEvent.type(await page.findByRole("textbox"), "X{Enter}");
    await treeRow("Coastal Family Clinics");
    await expect(mockOf(context).state.tenants.get(mspIds.clinics)?.name).toBe("Coastal Family Clinics");
    await expect(context.args.onAfterChange).not.toHaveBeenCalled();
  },
};

export const Compact: Story = { globals: { density: "compact" } };
export const Dark: Story = { globals: { theme: "dark" } };
export const RightToLeft: Story = {
  globals: { direction: "rtl" },
  play: async () => {
    await userEvent.click(await treeRow("Harbor IT Partners"));
    await press("{ArrowRight}");
    await expect(document.activeElement).toHaveAttribute("aria-expanded", "false");
    await press("{ArrowLeft}");
    await expect(document.activeElement).toHaveAttribute("aria-expanded", "true");
  },
};

/** 20,000 open rows: only those in view are drawn. */
export const Many: Story = {
  parameters: { stratum: { seed: flatSeed(20_000), tenantId: null }, docs: { disable: true } },
  args: { expandSingleRoot: true, defaultExpandedIds: [] },
  play: async () => {
    await treeRow("Meridian Franchise");
    await expect(page.getAllByRole("treeitem").length).toBeLessThan(60);
  },
};

/** Hits of the server hang under their ancestors, and what was open comes back afterwards. */
export const Searches: Story = {
  args: { searchable: true, defaultExpandedIds: [mspIds.root] },
  parameters: { stratum: { tenantId: null } },
  play: async () => {
    await treeRow("Harbor IT Partners");
    const field = await page.findByRole("searchbox", { name: "Search the tree" });
    await userEvent.type(field, "marina");
    const hit = await treeRow("Marina Branch");
    await expect(hit).toHaveAttribute("data-hit", "true");
    await expect(hit).toHaveAttribute("aria-level", "4");
    await expect(await treeRow("Bayside Credit Union")).toHaveAttribute("aria-expanded", "true");
    await userEvent.clear(field);
    await userEvent.type(field, "zzz");
    await page.findByText("No tenant matches “zzz”.");
    await userEvent.keyboard("{Escape}");
    await treeRow("Summit Managed Services");
    await press("{ArrowDown}", "Northwind Security");
  },
};

/** Several are marked by keys and by mouse, and acted on at once. */
export const MarksSeveral: Story = {
  args: { onSelectedIdsChange: fn() },
  play: async (context) => {
    await userEvent.click(await treeRow("Coastal Family Clinics"));
    await userEvent.keyboard("{Control>} {/Control}");
    await userEvent.keyboard("{ArrowDown}");
    await userEvent.keyboard("{Control>} {/Control}");
    await page.findByRole("toolbar", { name: "Actions for the marked tenants" });
    await expect(page.getByText("2 marked")).toBeVisible();
    await expect(await treeRow("Coastal Family Clinics")).toHaveAttribute("aria-selected", "true");
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(page.queryByRole("toolbar")).toBeNull());
    await userEvent.click(await treeRow("Coastal Family Clinics"));
    await userEvent.keyboard("{Shift>}{ArrowDown}{/Shift}");
    await expect(page.getByText("2 marked")).toBeVisible();
    await userEvent.click(page.getByRole("button", { name: "Suspend" }));
    await page.findByRole("alertdialog", { name: "Suspend 2 tenants?" });
    await userEvent.click(page.getByRole("button", { name: "Suspend" }));
    await waitFor(() => expect(mockOf(context).state.tenants.get(mspIds.clinics)?.status).toBe("suspended"));
  },
};

/** Ctrl+X picks up, Ctrl+V asks with the consequence; where it cannot go, the reason is said. */
export const MovesByKeyboard: Story = {
  play: async (context) => {
    await userEvent.click(await treeRow("Coastal Family Clinics"));
    await userEvent.keyboard("{Control>}x{/Control}");
    await page.findAllByText(/^“Coastal Family Clinics” is picked up/);
    await press("{Home}", "Northwind Security");
    await press("h", "Harbor IT Partners");
    await userEvent.keyboard("{Control>}v{/Control}");
    await page.findAllByText("Not below “Harbor IT Partners”: Its parent already");
    (await treeRow("Redwood Cyber")).focus();
    await userEvent.keyboard("{Control>}v{/Control}");
    await page.findByText(/“Coastal Family Clinics” and the 3 tenants below it move/);
    await userEvent.click(page.getByRole("button", { name: "Move" }));
    await page.findAllByText("“Coastal Family Clinics” is now below “Redwood Cyber”");
    const moved = mockOf(context).state.tenants.get(mspIds.clinics);
    await expect(moved?.parent_id).not.toBe(mspIds.reseller);
    await waitFor(async () => expect(await treeRow("Coastal Family Clinics")).toHaveFocus());
  },
};

/** Escape leaves what was picked up where it is. */
export const LeavesWhatWasPickedUp: Story = {
  play: async () => {
    await userEvent.click(await treeRow("Coastal Family Clinics"));
    await userEvent.keyboard("{Control>}x{/Control}");
    await waitFor(async () => expect(await treeRow("Coastal")).toHaveAttribute("data-carried", "true"));
    await userEvent.keyboard("{Escape}");
    await page.findAllByText("Nothing was moved");
    await expect(await treeRow("Coastal")).not.toHaveAttribute("data-carried");
  },
};

/** Alt with an arrow changes the order among siblings. */
export const Reorders: Story = {
  play: async () => {
    const names = () =>
      page
        .getAllByRole("treeitem")
        .filter((row: HTMLElement) => row.getAttribute("aria-level") === "3")
        .map((row: HTMLElement) => row.getAttribute("data-key"));
    const row = await treeRow("Coastal Family Clinics");
    const place = Number(row.getAttribute("aria-posinset"));
    await userEvent.click(row);
    const before = names();
    await userEvent.keyboard("{Alt>}{ArrowDown}{/Alt}");
    await waitFor(async () =>
      expect(await treeRow("Coastal")).toHaveAttribute("aria-posinset", String(place + 1)),
    );
    await userEvent.keyboard("{Alt>}{ArrowUp}{/Alt}");
    await waitFor(() => expect(names()).toEqual(before));
  },
};

/** Delete asks whether to archive. */
export const DeleteAsks: Story = {
  play: async () => {
    await userEvent.click(await treeRow("Coastal Family Clinics"));
    await press("{Delete}");
    await page.findByRole("alertdialog", { name: "Archive “Coastal Family Clinics”?" });
    await userEvent.keyboard("{Escape}");
    await waitFor(async () => expect(await treeRow("Coastal Family Clinics")).toHaveFocus());
  },
};

/** What was open is open again after a reload, unless the application wants nothing kept. */
export const StaysOpen: Story = {
  args: { defaultExpandedIds: [], storageKey: "story.tree" },
  parameters: { stratum: { tenantId: null } },
  beforeEach: () => localStorage.removeItem("story.tree"),
  render: (args) => <Reloads {...args} />,
  play: async () => {
    (await treeRow("Northwind Security")).focus();
    await press("{ArrowRight}");
    await treeRow("Harbor IT Partners");
    await userEvent.click(page.getByRole("button", { name: "Draw anew" }));
    await treeRow("Harbor IT Partners");
    (await treeRow("Northwind Security")).focus();
    await press("{ArrowLeft}");
    await userEvent.click(page.getByRole("button", { name: "Draw anew" }));
    await treeRow("Northwind Security");
    await expect(page.queryByText("Harbor IT Partners")).toBeNull();
  },
};
export const ForgetsWhatWasOpen: Story = {
  args: { defaultExpandedIds: [], storageKey: null },
  parameters: { stratum: { tenantId: null } },
  render: (args) => <Reloads {...args} />,
  play: async () => {
    (await treeRow("Northwind Security")).focus();
    await press("{ArrowRight}");
    await treeRow("Harbor IT Partners");
    await userEvent.click(page.getByRole("button", { name: "Draw anew" }));
    await treeRow("Northwind Security");
    await expect(page.queryByText("Harbor IT Partners")).toBeNull();
  },
};
function Reloads(args: TenantTreeProps) {
  const [times, setTimes] = useState(0);
  return (
    <>
      <div style={{ padding: 8 }}>
        <Button onClick={() => setTimes(times + 1)}>Draw anew</Button>
      </div>
      <TenantTree key={times} {...args} />
    </>
  );
}

/** Your own markup on the hook alone. */
export const OwnMarkup: Story = {
  render: () => <Own />,
  play: async () => {
    const root = await treeRow("Northwind Security");
    await userEvent.tab();
    await expect(root).toHaveFocus();
    await press("{ArrowDown}", "Harbor IT Partners");
  },
};

function Own() {
  const { forest, tree } = useTenantTreeView({
    defaultExpandedIds: [mspIds.root],
    value: null,
    readOnly: true,
  });
  return (
    <div ref={tree.scrollRef} style={{ height: 300, overflow: "auto" }}>
      {forest.state === "ready" && (
        <div
          role="tree"
          {...tree.treeProps}
          aria-label="Tenants"
          style={{ ...tree.treeProps.style, position: "relative" }}
        >
          {tree.visible.map((visible) => (
            <div
              key={visible.row.key}
              {...tree.rowProps(visible)}
              style={{
                ...visible.style,
                position: "absolute",
                insetInline: 0,
                display: "flex",
                alignItems: "center",
                paddingInlineStart: 16 * visible.row.level,
                outlineOffset: -2,
              }}
            >
              {visible.row.kind === "item" ? visible.row.item.name : "…"}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

import type { Meta, StoryObj } from "@storybook/react-vite";
import { flatSeed, type MockControlPlane, mspIds, mspSeed } from "@stratum-hq/sdk/msw";
import { expect, fn, userEvent, waitFor } from "storybook/test";
import { keyboard, pressEach } from "../testing/keys.ts";
import { focusIs, focusRow, mockOf, page, treeRow } from "../testing/play.ts";
import { TenantTree } from "./TenantTree.tsx";
import { tenantTreeKeys } from "./tenant-tree.keys.ts";

const meta = {
  title: "tenants/TenantTree/Keys",
  component: TenantTree,
  args: {
    searchable: true,
    defaultExpandedIds: [mspIds.root, mspIds.reseller],
    onValueChange: fn(),
    onSelectedIdsChange: fn(),
  },
  decorators: [
    (Story) => (
      <div className="st-card" style={{ width: "min(100%, 340px)", height: 720 }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof TenantTree>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Each line of `tenant-tree.keys.ts`, by real key presses. */
export const Each: Story = {
  parameters: {
    stratum: {
      tenantId: null,
      seed: (store: MockControlPlane["state"]) => {
        mspSeed(store);
        flatSeed(110)(store);
      },
    },
  },
  play: async (context) => {
    const { args, canvasElement } = context;
    const mock = mockOf(context);
    const tenant = (id: string) => mock.state.tenants.get(id);
    const marked = (count: number) =>
      waitFor(() =>
        expect(args.onSelectedIdsChange).toHaveBeenLastCalledWith(expect.objectContaining({ length: count })),
      );
    const unmark = async (): Promise<void> => {
      await keyboard("{Escape}");
      await marked(0);
    };
    const opened = (name: string, open: boolean) =>
      waitFor(async () => expect(await treeRow(name)).toHaveAttribute("aria-expanded", String(open)));
    const place = async (name: string) => Number((await treeRow(name)).getAttribute("aria-posinset"));
    const field = () => page.findByRole("textbox", { name: /^New name of/ });
    const search = () => page.findByRole("searchbox", { name: "Search the tree" });
    await treeRow("Coastal Family Clinics");
    await search();

    await pressEach(tenantTreeKeys, {
      1: async () => {
        (await search()).focus();
        await keyboard("{Tab}");
        await focusIs("Northwind Security");
        await expect(canvasElement.querySelectorAll("[role=treeitem][tabindex='0']")).toHaveLength(1);
      },
      2: async () => {
        await focusRow("Northwind Security");
        await keyboard("{ArrowDown}");
        await focusIs("Harbor IT Partners");
      },
      3: async () => {
        await focusRow("Harbor IT Partners");
        await keyboard("{ArrowUp}");
        await focusIs("Northwind Security");
      },
      4: async () => {
        await focusRow("Coastal Family Clinics");
        await keyboard("{ArrowRight}");
        await opened("Coastal Family Clinics", true);
        await treeRow("Eastport Clinic");
        await focusIs("Coastal Family Clinics");
      },
      5: async () => {
        await focusRow("Coastal Family Clinics");
        await keyboard("{ArrowRight}");
        await focusIs("Eastport Clinic");
      },
      6: async () => {
        await focusRow("Coastal Family Clinics");
        await keyboard("{ArrowLeft}");
        await opened("Coastal Family Clinics", false);
        await focusIs("Coastal Family Clinics");
      },
      7: async () => {
        await focusRow("Coastal Family Clinics");
        await keyboard("{ArrowLeft}");
        await focusIs("Harbor IT Partners");
      },
      8: async () => {
        await focusRow("Coastal Family Clinics");
        await keyboard("{Home}");
        await focusIs("Northwind Security");
      },
      9: async () => {
        await focusRow("Coastal Family Clinics");
        await keyboard("{End}");
        await focusIs("Meridian Franchise");
      },
      10: async () => {
        await focusRow("Northwind Security");
        await keyboard("{PageDown}");
        await waitFor(() =>
          expect(document.activeElement).not.toHaveTextContent(/^Northwind Security|^Harbor/),
        );
      },
      11: async () => {
        await keyboard("{PageUp}");
        await focusIs("Northwind Security");
      },
      12: async () => {
        await focusRow("Harbor IT Partners");
        await keyboard("{Enter}");
        await waitFor(() => expect(args.onValueChange).toHaveBeenLastCalledWith(mspIds.reseller));
      },
      13: async () => {
        await focusRow("Coastal Family Clinics");
        await keyboard(" ");
        await waitFor(() => expect(args.onValueChange).toHaveBeenLastCalledWith(mspIds.clinics));
      },
      14: async () => {
        await focusRow("Coastal Family Clinics");
        await keyboard("*");
        for (const name of [
          "Bayside Credit Union",
          "Coastal Family Clinics",
          "Lighthouse Charter Schools",
          "Tidewater Logistics",
        ])
          await opened(name, true);
      },
      15: async () => {
        await focusRow("Northwind Security");
        await keyboard("t");
        await focusIs("Telehealth Desk");
      },
      16: async () => {
        // After a pause the letters make a new word.
        await new Promise((resolve) => setTimeout(resolve, 600));
        await keyboard("tid");
        await focusIs("Tidewater Logistics");
      },
      17: async () => {
        await focusRow("Coastal Family Clinics");
        await keyboard("{Control>} {/Control}");
        await marked(1);
        await keyboard("{Control>} {/Control}");
        await marked(0);
        await keyboard("{Control>} {/Control}");
        await marked(1);
      },
      18: async () => {
        await keyboard("{ArrowDown}{ArrowDown}");
        await keyboard("{Shift>} {/Shift}");
        await marked(3);
        await unmark();
      },
      19: async () => {
        await focusRow("Coastal Family Clinics");
        await keyboard("{Shift>}{ArrowDown}{/Shift}");
        await marked(2);
        await focusIs("Eastport Clinic");
        await unmark();
      },
      20: async () => {
        await focusRow("Eastport Clinic");
        await keyboard("{Shift>}{ArrowUp}{/Shift}");
        await marked(2);
        await focusIs("Coastal Family Clinics");
        await unmark();
      },
      21: async () => {
        await focusRow("Bayside Credit Union");
        await keyboard("{Shift>}{Home}{/Shift}");
        await marked(3);
        await focusIs("Northwind Security");
        await unmark();
      },
      22: async () => {
        await focusRow("Northwind Internal");
        await keyboard("{Shift>}{End}{/Shift}");
        await marked(2);
        await focusIs("Meridian Franchise");
        await unmark();
      },
      23: async () => {
        await keyboard("{Control>}a{/Control}");
        await marked(21);
      },
      24: async () => {
        await keyboard("{Escape}");
        await marked(0);
      },
      25: async () => {
        await focusRow("Coastal Family Clinics");
        await keyboard("{F2}");
        await waitFor(async () => expect(await field()).toHaveFocus());
      },
      26: async () => {
        await keyboard("{Control>}a{/Control}Clinics{Enter}");
        await focusIs("Clinics");
        await waitFor(() => expect(tenant(mspIds.clinics)?.name).toBe("Clinics"));
      },
      27: async () => {
        await keyboard("{F2}");
        await waitFor(async () => expect(await field()).toHaveFocus());
        await keyboard("never{Escape}");
        await focusIs("Clinics");
        await expect(tenant(mspIds.clinics)?.name).toBe("Clinics");
      },
      28: async () => {
        await focusRow("Clinics");
        await keyboard("{Delete}");
        await page.findByRole("alertdialog", { name: "Archive “Clinics”?" });
        await waitFor(() => expect(page.getByRole("button", { name: "Cancel" })).toHaveFocus());
        await keyboard("{Escape}");
        await focusIs("Clinics");
      },
      29: async () => {
        await keyboard("{Shift>}{F10}{/Shift}");
        await page.findByRole("menu", { name: "Actions for Clinics" });
        await waitFor(() => expect(document.activeElement?.closest("[role=menu]")).not.toBeNull());
        await keyboard("{Escape}");
        await focusIs("Clinics");
      },
      30: async () => {
        await keyboard("{Control>}x{/Control}");
        await waitFor(async () => expect(await treeRow("Clinics")).toHaveAttribute("data-carried", "true"));
      },
      31: async () => {
        await focusRow("Harbor IT Partners");
        await keyboard("{Control>}v{/Control}");
        await page.findAllByText("Not below “Harbor IT Partners”: Its parent already");
        await focusRow("Redwood Cyber");
        await keyboard("{Control>}v{/Control}");
        await page.findByRole("dialog", { name: /^Move “Clinics”/ });
        await keyboard("{Escape}");
        await waitFor(() => expect(page.queryByRole("dialog")).toBeNull());
      },
      32: async () => {
        await focusRow("Clinics");
        await keyboard("{Control>}x{/Control}");
        await waitFor(async () => expect(await treeRow("Clinics")).toHaveAttribute("data-carried", "true"));
        await keyboard("{Escape}");
        await waitFor(async () => expect(await treeRow("Clinics")).not.toHaveAttribute("data-carried"));
      },
      33: async () => {
        const before = await place("Clinics");
        await keyboard("{Alt>}{ArrowUp}{/Alt}");
        await waitFor(async () => expect(await place("Clinics")).toBe(before - 1));
      },
      34: async () => {
        const before = await place("Clinics");
        await keyboard("{Alt>}{ArrowDown}{/Alt}");
        await waitFor(async () => expect(await place("Clinics")).toBe(before + 1));
      },
      35: async () => {
        await userEvent.type(await search(), "marina");
        await waitFor(async () => expect(await treeRow("Marina Branch")).toHaveAttribute("data-hit", "true"));
        await keyboard("{ArrowDown}");
        await focusIs("Northwind Security");
      },
      36: async () => {
        (await search()).focus();
        await keyboard("{Escape}");
        await expect(await search()).toHaveValue("");
        await treeRow("Meridian Franchise");
      },
      37: async () => {
        await focusRow("Meridian Franchise");
        await keyboard("{ArrowRight}");
        await treeRow("Bergen Bakery 1");
        await keyboard("{End}");
        await focusIs("Load more of 10");
        await keyboard("{Enter}");
        await focusIs("Bergen Bakery 101");
      },
      38: async () => {
        mock.setFailures({ listChildren: { code: "INTERNAL_ERROR", times: 1 } });
        await keyboard("{Home}");
        await focusRow("Summit Managed Services");
        await keyboard("{ArrowRight}");
        await treeRow("Could not load");
        await keyboard("{ArrowDown}");
        await focusIs("Could not load");
        await keyboard("{Enter}");
        await treeRow("Cascade Outfitters");
      },
    });
  },
};

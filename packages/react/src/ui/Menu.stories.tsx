import type { Meta, StoryObj } from "@storybook/react-vite";
import { Archive, FolderInput, PenLine, Plus } from "lucide-react";
import { expect, fn, userEvent, waitFor } from "storybook/test";
import { page } from "../testing/play.ts";
import { Button } from "./Button.tsx";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from "./Menu.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "./Popover.tsx";

const onSelect = fn();
function Example() {
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button>Actions</Button>
      </MenuTrigger>
      <MenuContent>
        <MenuLabel>Bayside Credit Union</MenuLabel>
        <MenuItem icon={<Plus aria-hidden />} disabled hint="A tree has at most 20 levels">
          Create below
        </MenuItem>
        <MenuItem icon={<PenLine aria-hidden />} shortcut="F2" onSelect={() => onSelect("rename")}>
          Rename
        </MenuItem>
        <MenuItem icon={<FolderInput aria-hidden />}>Move to…</MenuItem>
        <MenuSeparator />
        <MenuItem icon={<Archive aria-hidden />} tone="danger">
          Archive
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
const meta = {
  title: "ui/Menu",
  component: Example,
  decorators: [
    (Story) => (
      <div style={{ minHeight: 260 }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof Example>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Opens: Story = {
  play: async () => {
    await userEvent.click(await page.findByRole("button", { name: "Actions" }));
    await expect(await page.findByRole("menuitem", { name: /Create below/ })).toHaveAttribute(
      "data-disabled",
    );
  },
};
/** Arrows pass over what is disabled; Enter chooses; the focus goes back. */
export const ByKeyboard: Story = {
  play: async () => {
    onSelect.mockClear();
    await userEvent.tab();
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(page.getByRole("menuitem", { name: /Rename/ })).toHaveFocus());
    await userEvent.keyboard("{Enter}");
    await expect(onSelect).toHaveBeenCalledWith("rename");
    await waitFor(() => expect(page.getByRole("button", { name: "Actions" })).toHaveFocus());
  },
};
export const InPopover: Story = {
  render: () => (
    <Popover>
      <PopoverTrigger asChild>
        <Button>Where from?</Button>
      </PopoverTrigger>
      <PopoverContent label="Where the value comes from">
        Northwind Security sets 60. Harbor IT Partners sets 45 and locks it.
      </PopoverContent>
    </Popover>
  ),
  play: async () => {
    await userEvent.click(await page.findByRole("button", { name: "Where from?" }));
    await page.findByRole("dialog", { name: "Where the value comes from" });
  },
};

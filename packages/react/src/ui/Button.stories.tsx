import type { Meta, StoryObj } from "@storybook/react-vite";
import { Archive, Ellipsis, Plus } from "lucide-react";
import { expect, fn, userEvent } from "storybook/test";
import { page } from "../testing/play.ts";
import { Button } from "./Button.tsx";
import { IconButton } from "./IconButton.tsx";

const meta = {
  title: "ui/Button",
  component: Button,
  args: { children: "Create tenant", onClick: fn() },
} satisfies Meta<typeof Button>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Secondary: Story = {};
export const Primary: Story = { args: { variant: "primary", icon: <Plus aria-hidden /> } };
export const Ghost: Story = { args: { variant: "ghost" } };
export const Danger: Story = {
  args: { variant: "danger", children: "Archive", icon: <Archive aria-hidden /> },
};
export const Small: Story = { args: { size: "sm" } };
export const Disabled: Story = { args: { disabled: true } };

/** Takes no clicks while it works, and keeps the focus. */
export const Busy: Story = {
  args: { variant: "primary", busy: true },
  play: async ({ args }) => {
    const button = await page.findByRole("button");
    button.focus();
    await userEvent.keyboard("{Enter}");
    await expect(args.onClick).not.toHaveBeenCalled();
    await expect(button).toHaveFocus();
  },
};

/** An icon alone has a name for screen readers and shows it as a tooltip on hover and focus. */
export const IconOnly: Story = {
  render: () => <IconButton label="Actions for Bayside" icon={<Ellipsis aria-hidden />} tooltip="right" />,
  play: async () => {
    await userEvent.tab();
    await expect(page.getByRole("button", { name: "Actions for Bayside" })).toHaveFocus();
    await expect(await page.findByRole("tooltip")).toHaveTextContent("Actions for Bayside");
    await userEvent.keyboard("{Escape}");
  },
};

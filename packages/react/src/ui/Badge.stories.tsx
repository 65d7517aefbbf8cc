import type { Meta, StoryObj } from "@storybook/react-vite";
import { CircleCheck, CirclePause, Lock, PenLine } from "lucide-react";
import { expect, fn, userEvent } from "storybook/test";
import { page } from "../testing/play.ts";
import { Badge, type Tone } from "./Badge.tsx";
import { BadgeButton } from "./BadgeButton.tsx";

const meta = {
  title: "ui/Badge",
  component: Badge,
  args: { children: "Set here", icon: <PenLine aria-hidden /> },
} satisfies Meta<typeof Badge>;
export default meta;
type Story = StoryObj<typeof meta>;

const tones: Tone[] = ["neutral", "outline", "accent", "blue", "green", "amber", "red"];

export const Neutral: Story = {};
/** Every hue with its word; no meaning is told by colour alone. */
export const Tones: Story = {
  render: () => (
    <div style={{ display: "flex", flexWrap: "wrap", gap: 8 }}>
      {tones.map((tone) => (
        <Badge key={tone} tone={tone} icon={<CircleCheck aria-hidden />}>
          {tone}
        </Badge>
      ))}
    </div>
  ),
};
export const WithoutIcon: Story = { args: { icon: undefined, tone: "amber", children: "Suspended" } };
export const LongWord: Story = {
  args: { tone: "blue", children: "Inherited from Northwind Security International Holdings" },
  decorators: [
    (Story) => (
      <div style={{ width: 180 }}>
        <Story />
      </div>
    ),
  ],
};
const onClick = fn();
/** A badge that opens something is a button. */
export const Opens: Story = {
  render: () => (
    <BadgeButton tone="red" icon={<Lock aria-hidden />} onClick={onClick}>
      Locked by Northwind Security
    </BadgeButton>
  ),
  play: async () => {
    await userEvent.click(await page.findByRole("button", { name: "Locked by Northwind Security" }));
    await expect(onClick).toHaveBeenCalled();
  },
};
export const Dark: Story = { ...Tones, globals: { theme: "dark" } };
export const Suspended: Story = {
  args: { tone: "amber", icon: <CirclePause aria-hidden />, children: "Suspended" },
};

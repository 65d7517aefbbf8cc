import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, userEvent } from "storybook/test";
import { page } from "../testing/play.ts";
import { Tab, TabPanel, Tabs, TabsList } from "./Tabs.tsx";

function Example() {
  return (
    <Tabs defaultValue="overview">
      <TabsList aria-label="Bayside Credit Union">
        <Tab value="overview">Overview</Tab>
        <Tab value="config">Config</Tab>
        <Tab value="permissions">Permissions</Tab>
        <Tab value="consent">Consent</Tab>
      </TabsList>
      <TabPanel value="overview">Three sites below.</TabPanel>
      <TabPanel value="config">24 keys.</TabPanel>
      <TabPanel value="permissions">6 policies.</TabPanel>
      <TabPanel value="consent">2 purposes.</TabPanel>
    </Tabs>
  );
}
const meta = { title: "ui/Tabs", component: Example } satisfies Meta<typeof Example>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Ready: Story = {
  play: async () => {
    await userEvent.tab();
    await userEvent.keyboard("{ArrowRight}");
    await expect(page.getByRole("tab", { name: "Config" })).toHaveFocus();
    await page.findByText("24 keys.");
    await userEvent.keyboard("{End}");
    await page.findByText("2 purposes.");
  },
};
export const RightToLeft: Story = {
  globals: { direction: "rtl" },
  play: async () => {
    await userEvent.tab();
    await userEvent.keyboard("{ArrowLeft}");
    await expect(page.getByRole("tab", { name: "Config" })).toHaveFocus();
  },
};

import type { Meta, StoryObj } from "@storybook/react-vite";
import { mspIds } from "@stratum-hq/sdk/msw";
import { expect, userEvent } from "storybook/test";
import { page } from "../testing/play.ts";
import { TenantDetails } from "./TenantDetails.tsx";

const meta = {
  title: "tenants/TenantDetails",
  component: TenantDetails,
  args: { tenantId: mspIds.customer },
  decorators: [
    (Story) => (
      <div className="st-card" style={{ maxWidth: 720, padding: 20 }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof TenantDetails>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Ready: Story = {};
export const Suspended: Story = { args: { tenantId: mspIds.suspended } };
export const Archived: Story = { args: { tenantId: mspIds.archived } };
export const Loading: Story = { parameters: { stratum: { latency: Number.POSITIVE_INFINITY } } };
export const Failing: Story = {
  parameters: { stratum: { failures: { getTenant: { code: "INTERNAL_ERROR" } } } },
  play: async () => {
    await page.findByText("The tenant could not be loaded");
  },
};
/** From the failure on: one press, and what it was asked for is there. */
export const Recovers: Story = {
  parameters: { stratum: { failures: { getTenant: { code: "INTERNAL_ERROR", times: 1 } } } },
  play: async () => {
    await userEvent.click(await page.findByRole("button", { name: "Try again" }));
    await page.findByText("Active");
  },
};
/** A tenant outside of the caller's view reads as if it did not exist. */
export const NotFound: Story = {
  parameters: { stratum: { session: { scopes: ["read"], tenant_id: mspIds.otherReseller } } },
  play: async () => {
    await page.findByText("This tenant does not exist");
    await expect(page.queryByRole("button", { name: "Try again" })).toBeNull();
  },
};
export const Forbidden: Story = {
  parameters: { stratum: { session: { scopes: [] } } },
  play: async () => {
    await page.findByText("You do not have access");
  },
};

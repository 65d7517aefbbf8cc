import type { Meta, StoryObj } from "@storybook/react-vite";
import { mspIds } from "@stratum-hq/sdk/msw";
import type { ReactElement } from "react";
import { expect } from "storybook/test";
import { page } from "../testing/play.ts";
import { Badge, Button, Note, Skeleton } from "../ui/index.ts";
import { Can } from "./Can.tsx";
import { useCan } from "./useCan.ts";
import { usePermissions } from "./usePermissions.ts";

const meta = {
  title: "permissions/Can",
  component: Can,
  args: {
    permission: "users.invite",
    tenantId: mspIds.root,
    children: <Button variant="primary">Invite a user</Button>,
    fallback: <Note>Your plan does not include more users.</Note>,
    pending: <Skeleton width={110} height={32} />,
  },
} satisfies Meta<typeof Can>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Allowed: Story = {
  play: async () => {
    await page.findByRole("button", { name: "Invite a user" });
  },
};
const isDenied = async (told: string): Promise<void> => {
  await page.findByText(told);
  await expect(page.queryByRole("button", { name: "Invite a user" })).toBeNull();
};
export const Denied: Story = {
  args: { permission: "devices.wipe" },
  play: () => isDenied("Your plan does not include more users."),
};
export const Pending: Story = { parameters: { stratum: { latency: Number.POSITIVE_INFINITY } } };
/** What the server does not say is denied. */
export const Failing: Story = {
  args: { fallback: <Note>You cannot invite users at the moment.</Note> },
  parameters: { stratum: { failures: { resolvePermissions: { code: "DATABASE_UNAVAILABLE" } } } },
  play: () => isDenied("You cannot invite users at the moment."),
};
export const Forbidden: Story = {
  args: { fallback: <Note>You may not invite users.</Note> },
  parameters: { stratum: { session: { scopes: [] } } },
  play: () => isDenied("You may not invite users."),
};

/** From the hook: every permission of a tenant as a badge, all by one request. */
export const OwnMarkup: Story = {
  render: () => <Badges />,
  play: async () => {
    await expect((await page.findAllByText(/^users\.invite/)).length).toBe(1);
  },
};
function Badges(): ReactElement {
  const keys = Object.keys(usePermissions(mspIds.root).data ?? {});
  return (
    <div style={{ display: "flex", flexWrap: "wrap", gap: 8 }}>
      {keys.map((key) => (
        <One key={key} name={key} />
      ))}
    </div>
  );
}
function One({ name }: { name: string }): ReactElement {
  const { allowed } = useCan(name, { tenantId: mspIds.root });
  return <Badge tone={allowed ? "green" : "neutral"}>{`${name}: ${allowed ? "yes" : "no"}`}</Badge>;
}

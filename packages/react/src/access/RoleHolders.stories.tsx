import type { Meta, StoryObj } from "@storybook/react-vite";
import { mspIds } from "@stratum-hq/sdk/msw";
import { type ReactElement, useState } from "react";
import { expect, fn, screen, waitFor, within } from "storybook/test";
import { gone, leave, mockOf, page, press } from "../testing/play.ts";
import { withRoles } from "../testing/roles-seed.ts";
import { Button } from "../ui/index.ts";
import { RoleEditor, type RoleEditorProps } from "./RoleEditor.tsx";

const meta = {
  title: "access/RoleEditor/Who holds it",
  component: RoleEditor,
  parameters: { stratum: { seed: withRoles } },
  decorators: [
    (Story) => (
      <div className="st-card" style={{ padding: 16, maxWidth: 1100, margin: "0 auto" }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof RoleEditor>;
export default meta;
type Story = StoryObj<typeof meta>;

type Click = { click(element: Element): Promise<void> };
const holdersOf = async (userEvent: Click, name: string): Promise<ReturnType<typeof within>> => {
  await userEvent.click(await page.findByRole("button", { name: new RegExp(`^Who holds ${name}: `) }));
  return within(await screen.findByRole("dialog", { name: `Who holds ${name}` }));
};
const heldBy = (context: { loaded: Record<string, unknown> }, name: string): (string | undefined)[] => {
  const { roles, roleHolders, apiKeys } = mockOf(context).state;
  const role = [...roles.values()].find((one) => one.name === name);
  return roleHolders
    .filter(({ role_id }) => role_id === role?.id)
    .map(({ key_id, principal_id }) => principal_id ?? apiKeys.get(key_id ?? "")?.name);
};

export const Listed: Story = {
  play: async ({ userEvent }) => {
    const holders = await holdersOf(userEvent, "Support");
    const lines = await holders.findAllByRole("listitem");
    await expect(lines.map((line: HTMLElement) => line.querySelector("span")?.textContent)).toEqual(
      expect.arrayContaining(["Night job", "Billing backend", "ann@bayside.example", "mia@bayside.example"]),
    );
    await expect(lines.at(-1)).toHaveTextContent("Marina Branch");
  },
};
export const WhatHasNoEffectIsTold: Story = {
  play: async ({ userEvent }) => {
    const holders = await holdersOf(userEvent, "Auditors");
    const [key, person] = await holders.findAllByRole("listitem");
    await expect(key).toHaveTextContent("Laptop of a contractorBayside Credit UnionHas no effect now");
    await expect(person).not.toHaveTextContent("Has no effect now");
  },
};
export const Waiting: Story = {
  parameters: {
    stratum: {
      seed: withRoles,
      latency: (operation: string) => (operation === "listRoleHolders" ? Number.POSITIVE_INFINITY : 0),
    },
  },
  play: async ({ userEvent }) => {
    await holdersOf(userEvent, "Support");
  },
};
export const Nobody: Story = {
  play: async ({ userEvent }) => {
    const holders = await holdersOf(userEvent, "Secret readers");
    await expect(await holders.findByText("Nobody yet.")).toBeInTheDocument();
  },
};
export const Failed: Story = {
  parameters: { stratum: { seed: withRoles, failures: { listRoleHolders: "network" } } },
  play: async ({ userEvent }) => {
    const holders = await holdersOf(userEvent, "Support");
    await expect(await holders.findByRole("button", { name: "Try again" })).toBeInTheDocument();
  },
};
export const GivenToAPersonAndTakenAway: Story = {
  args: { onAfterChange: fn() },
  play: async ({ args, userEvent, ...context }) => {
    const holders = await holdersOf(userEvent, "Auditors");
    const id = await holders.findByRole("textbox", { name: "User or service id" });
    await userEvent.type(id, "kim@bayside.example");
    await userEvent.click(holders.getByRole("button", { name: "Give" }));
    await expect(await holders.findByText("kim@bayside.example")).toBeInTheDocument();
    await expect(id, "ready for the next").toHaveValue("");
    await expect(heldBy(context, "Auditors")).toContain("kim@bayside.example");
    await userEvent.click(holders.getByRole("button", { name: "Take away from kim@bayside.example" }));
    const asked = within(
      await screen.findByRole("alertdialog", { name: "Take Auditors away from kim@bayside.example?" }),
    );
    await userEvent.click(asked.getByRole("button", { name: "Take away" }));
    await gone("alertdialog");
    await waitFor(() => expect(holders.queryByText("kim@bayside.example")).toBeNull());
    await expect(heldBy(context, "Auditors")).not.toContain("kim@bayside.example");
    await expect(args.onAfterChange).toHaveBeenCalledTimes(2);
  },
};
export const GivenToAKey: Story = {
  play: async ({ userEvent, ...context }) => {
    const holders = await holdersOf(userEvent, "Auditors");
    await userEvent.selectOptions(await holders.findByRole("combobox", { name: "Give it to" }), "An API key");
    const keys = holders.getByRole("combobox", { name: "Key of this tenant" });
    await waitFor(() => expect(keys).toBeEnabled());
    const names = within(keys)
      .getAllByRole("option")
      .map((option) => option.textContent);
    await expect(names.join()).toContain("Night job");
    await expect(names.join(), "what has ended cannot hold it").not.toMatch(/contractor|importer/);
    await userEvent.selectOptions(keys, within(keys).getByRole("option", { name: /Night job/ }));
    await userEvent.click(holders.getByRole("button", { name: "Give" }));
    await expect(await holders.findByText("Night job")).toBeInTheDocument();
    await expect(heldBy(context, "Auditors")).toContain("Night job");
  },
};
export const RefusedWhereItIsTyped: Story = {
  play: async ({ userEvent }) => {
    const holders = await holdersOf(userEvent, "Support");
    const id = await holders.findByRole("textbox", { name: "User or service id" });
    await userEvent.click(id);
    await userEvent.paste("x".repeat(256));
    await userEvent.click(holders.getByRole("button", { name: "Give" }));
    await waitFor(() => expect(id).toHaveAccessibleDescription(/255 characters/));
    await expect(id).toHaveValue("x".repeat(256));
  },
};
export const FromAboveIsGivenButNotChangedHere: Story = {
  play: async ({ canvas, userEvent }) => {
    await canvas.findAllByRole("rowheader");
    for (const name of ["Auditors", "Break glass", "Operators"]) {
      await expect(canvas.queryByRole("button", { name: `Edit ${name}` })).toBeNull();
      await expect(canvas.queryByRole("button", { name: `Delete ${name}` })).toBeNull();
    }
    const holders = await holdersOf(userEvent, "Operators");
    await expect(await holders.findByRole("button", { name: "Give" })).toBeInTheDocument();
  },
};
export const ByPages: Story = {
  parameters: {
    stratum: {
      seed: (store: Parameters<typeof withRoles>[0]) => {
        withRoles(store);
        const [role] = [...store.roles.values()].filter(({ name }) => name === "Secret readers");
        for (let n = 10; n < 70; n++)
          store.roleHolders.push({
            role_id: role?.id ?? "",
            tenant_id: mspIds.customer,
            principal_id: `person-${n}`,
          });
      },
    },
  },
  play: async ({ userEvent }) => {
    const holders = await holdersOf(userEvent, "Secret readers");
    await expect(await holders.findAllByRole("listitem")).toHaveLength(50);
    await userEvent.click(holders.getByRole("button", { name: "Load more" }));
    await waitFor(() => expect(holders.getAllByRole("listitem")).toHaveLength(60));
    await expect(holders.queryByRole("button", { name: "Load more" })).toBeNull();
  },
};
export const ByKeyboard: Story = {
  play: async ({ canvas, ...context }) => {
    (await canvas.findByRole("button", { name: /^Who holds Secret readers: / })).focus();
    await press("{Enter}");
    const holders = within(await screen.findByRole("dialog", { name: "Who holds Secret readers" }));
    await waitFor(() => expect(holders.getByRole("button", { name: "Close" })).toHaveFocus());
    await press("{Tab}{Tab}kim{Enter}");
    await expect(await holders.findByText("kim")).toBeInTheDocument();
    await leave("dialog");
    await waitFor(() =>
      expect(canvas.getByRole("button", { name: /^Who holds Secret readers: / })).toHaveFocus(),
    );
    await press("{Tab}{Tab}{Enter}");
    await expect(await screen.findByRole("alertdialog")).toHaveTextContent("1 person loses");
    await waitFor(() => expect(page.getByRole("button", { name: "Cancel" })).toHaveFocus());
    await press("{Tab}{Enter}");
    await gone("alertdialog");
    await expect(heldBy(context, "Secret readers")).toEqual([]);
    await waitFor(() => expect(canvas.queryByText("Secret readers")).toBeNull());
  },
};

function Switched(props: RoleEditorProps): ReactElement {
  const [site, setSite] = useState(false);
  return (
    <div style={{ display: "grid", gap: 12 }}>
      <Button style={{ justifySelf: "start" }} onClick={() => setSite(!site)}>
        Switch
      </Button>
      <RoleEditor {...props} tenantId={site ? mspIds.site : mspIds.customer} />
    </div>
  );
}
/** What is open belongs to its tenant: it is gone with it, and there again with it. */
export const WhatIsOpenStaysWithItsTenant: Story = {
  render: (args) => <Switched {...args} />,
  play: async ({ canvas, userEvent }) => {
    const away = canvas.getByRole("button", { name: "Switch" });
    const holders = await holdersOf(userEvent, "Support");
    await userEvent.type(await holders.findByRole("textbox", { name: "User or service id" }), "kim");
    // What is open keeps pointers off the page behind it; a switch may come from anywhere.
    away.click();
    await gone("dialog");
    await expect(await canvas.findAllByText("Inherited from Bayside Credit Union")).toHaveLength(2);
    await expect(canvas.queryByRole("button", { name: "Edit Support" })).toBeNull();
  },
};

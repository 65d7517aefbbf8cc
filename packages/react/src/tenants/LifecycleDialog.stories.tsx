import type { Meta, StoryObj } from "@storybook/react-vite";
import { mspIds } from "@stratum-hq/sdk/msw";
import { useInfiniteQuery } from "@tanstack/react-query";
import { expect, fn, userEvent, waitFor } from "storybook/test";
import { useStratumClient } from "../provider/context.ts";
import { mockOf, page } from "../testing/play.ts";
import { useOpened } from "../testing/useOpened.ts";
import { LifecycleDialog, type LifecycleDialogProps } from "./LifecycleDialog.tsx";
import { childrenOptions } from "./tenants.queries.ts";
import { useTenantActions } from "./useTenantActions.ts";

interface ExampleProps {
  action: LifecycleDialogProps["action"];
  tenantId: string;
  parentId: string;
  onOpenChange: (open: boolean) => void;
}

/** The dialog for a tenant that really is in the forest. */
function Example({ action, tenantId, parentId, onOpenChange }: ExampleProps) {
  const actions = useTenantActions();
  const opened = useOpened(onOpenChange);
  const siblings = useInfiniteQuery({
    ...childrenOptions(useStratumClient(), parentId),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const tenant = siblings.data?.pages[0]?.data.find((one) => one.id === tenantId);
  if (!tenant) return null;
  return <LifecycleDialog {...opened} action={action} run={actions.run} tenant={tenant} />;
}

const meta = {
  title: "tenants/LifecycleDialog",
  component: Example,
  args: { action: "suspend", tenantId: mspIds.clinics, parentId: mspIds.reseller, onOpenChange: fn() },
  parameters: {
    stratum: { frame: ["listChildren"] },
    docs: { story: { inline: false, height: "320px" } },
  },
} satisfies Meta<typeof Example>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Says what stops, and for how many, before anything does. */
export const Suspend: Story = {
  play: async (context) => {
    const dialog = await page.findByRole("alertdialog", { name: "Suspend “Coastal Family Clinics”?" });
    await expect(dialog).toHaveAccessibleDescription(/3 tenants below/);
    await waitFor(() => expect(page.getByRole("button", { name: "Cancel" })).toHaveFocus());
    await userEvent.click(page.getByRole("button", { name: "Suspend" }));
    await waitFor(() => expect(context.args.onOpenChange).toHaveBeenCalledWith(false));
    await expect(mockOf(context).state.tenants.get(mspIds.clinics)?.status).toBe("suspended");
  },
};
export const Archive: Story = {
  args: { action: "archive" },
  play: async () => {
    await page.findByRole("alertdialog", { name: "Archive “Coastal Family Clinics”?" });
  },
};
/** Resuming asks whether those below resume as well. */
export const Resume: Story = {
  args: { action: "resume" },
  play: async () => {
    await page.findByRole("alertdialog");
    await expect(page.getByRole("checkbox")).toBeChecked();
  },
};
/** A refusal stays in the dialog, and nothing has changed. */
export const Refused: Story = {
  parameters: {
    stratum: { failures: { suspendTenant: { code: "INTERNAL_ERROR", message: "The server failed." } } },
  },
  play: async (context) => {
    await page.findByRole("alertdialog");
    await userEvent.click(page.getByRole("button", { name: "Suspend" }));
    await expect(await page.findByRole("alert")).toHaveTextContent("The server failed.");
    await expect(mockOf(context).state.tenants.get(mspIds.clinics)?.status).toBe("active");
  },
};

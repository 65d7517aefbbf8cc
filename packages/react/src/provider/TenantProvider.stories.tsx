import type { Meta, StoryObj } from "@storybook/react-vite";
import { mspIds } from "@stratum-hq/sdk/msw";
import type { ReactElement } from "react";
import { expect, userEvent, waitFor } from "storybook/test";
import { TenantBreadcrumb, TenantDetails } from "../tenants/index.ts";
import { page } from "../testing/play.ts";
import { Button } from "../ui/index.ts";
import { useTenantId } from "./context.ts";
import { TenantProvider } from "./TenantProvider.tsx";
import { TenantScope } from "./TenantScope.tsx";
import { useSwitchTenant } from "./useSwitchTenant.ts";

/** What stands in a page: where one is, and a way to another tenant. */
function Here({ to, name }: { to: string; name: string }): ReactElement {
  const switchTenant = useSwitchTenant();
  const at = useTenantId();
  return (
    <section className="st-card" style={{ display: "grid", gap: 12, padding: 16 }} data-at={at}>
      <TenantBreadcrumb aria-label={`Path beside ${name}`} />
      <TenantDetails />
      <div>
        <Button
          busy={switchTenant.pending !== null}
          aria-disabled={at === to || undefined}
          onClick={() => void switchTenant(to)}
        >
          {at === to ? "At" : "Go to"} {name}
        </Button>
      </div>
    </section>
  );
}

const meta = {
  title: "provider/TenantProvider",
  component: TenantProvider,
  render: () => <Here to={mspIds.reseller} name="Harbor IT Partners" />,
} satisfies Meta<typeof TenantProvider>;
export default meta;
type Story = StoryObj<typeof meta>;

/** Everything below takes the active tenant from it, and follows when it is another one. */
export const Switches: Story = {
  play: async () => {
    const current = () => document.querySelector("[aria-current=page]");
    await waitFor(() => expect(current()).toHaveTextContent("Bayside Credit Union"));
    await userEvent.click(page.getByRole("button", { name: "Go to Harbor IT Partners" }));
    await waitFor(() => expect(current()).toHaveTextContent("Harbor IT Partners"));
  },
};

/** A part of the page with a tenant of its own: two at once, and switching one leaves the other. */
export const TwoAtOnce: Story = {
  render: () => (
    <div style={{ display: "grid", gap: 16 }}>
      <Here to={mspIds.reseller} name="Harbor IT Partners" />
      <TenantScope defaultTenantId={mspIds.clinics}>
        <Here to={mspIds.root} name="Northwind Security" />
      </TenantScope>
    </div>
  ),
  play: async () => {
    const shown = () => [...document.querySelectorAll("[aria-current=page]")].map((one) => one.textContent);
    await waitFor(() => expect(shown()).toEqual(["Bayside Credit Union", "Coastal Family Clinics"]));
    await userEvent.click(page.getByRole("button", { name: "Go to Northwind Security" }));
    await waitFor(() => expect(shown()).toEqual(["Bayside Credit Union", "Northwind Security"]));
  },
};

import type { Meta, StoryObj } from "@storybook/react-vite";
import { ConfigLockedError, ForbiddenError, UnauthorizedError } from "@stratum-hq/core/client";
import { Building2, Plus } from "lucide-react";
import { expect, fn, userEvent, waitFor } from "storybook/test";
import { page } from "../testing/play.ts";
import { Button } from "./Button.tsx";
import { Note } from "./Note.tsx";
import { Skeleton } from "./Skeleton.tsx";
import { EmptyState, ErrorState, ForbiddenState } from "./States.tsx";
import { SignInContext } from "./sign-in.ts";

const meta = {
  title: "ui/States",
  component: ErrorState,
  args: { error: failure(), onRetry: fn() },
  decorators: [
    (Story) => (
      <div className="st-card" style={{ maxWidth: 520 }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof ErrorState>;
export default meta;
type Story = StoryObj<typeof meta>;

function failure(): Error {
  const error = new ConfigLockedError("“auth.mfa_required” is locked by Northwind Security.");
  error.request_id = "req-0199c2f07a51";
  return error;
}

/** Says what happened, the code and the request id to report, and lets one try again. */
export const Failed: Story = {
  play: async ({ args }) => {
    await expect(await page.findByRole("alert")).toHaveTextContent("CONFIG_LOCKED");
    await userEvent.click(page.getByRole("button", { name: "Try again" }));
    await expect(args.onRetry).toHaveBeenCalled();
    await expect(await page.findByRole("button", { name: "Copy the request id" })).toBeVisible();
  },
};
export const Offline: Story = { args: { error: new TypeError("Failed to fetch") } };
/** A 403 is no failure: it says what is missing and who can give it. */
export const FailedForbidden: Story = {
  args: { error: new ForbiddenError("no"), scope: "write" },
  play: async () => {
    await expect(await page.findByText(/can give you the write scope/)).toBeVisible();
  },
};
/** A 401 leads to the sign-in, where the provider has one, and tries again after it. */
export const SessionEnded: Story = {
  args: { error: new UnauthorizedError("no") },
  decorators: [
    (Story) => (
      <SignInContext.Provider value={() => true}>
        <Story />
      </SignInContext.Provider>
    ),
  ],
  play: async ({ args }) => {
    await expect(await page.findByRole("alert")).toHaveTextContent("Your session has ended");
    await userEvent.click(page.getByRole("button", { name: "Sign in" }));
    await waitFor(() => expect(args.onRetry).toHaveBeenCalledOnce());
  },
};
export const Forbidden: Story = { render: () => <ForbiddenState scope="admin" /> };
export const Empty: Story = {
  render: () => (
    <EmptyState
      icon={<Building2 aria-hidden />}
      title="No tenants yet"
      action={
        <Button variant="primary" icon={<Plus aria-hidden />}>
          Create tenant
        </Button>
      }
    >
      Create the first one. Everything else hangs below it.
    </EmptyState>
  ),
};
export const Loading: Story = {
  render: () => (
    <div style={{ display: "grid", gap: 16, padding: 20 }}>
      <Skeleton width="60%" />
      <Skeleton width="40%" />
      <Skeleton width="75%" />
    </div>
  ),
};
export const Notes: Story = {
  render: () => (
    <div style={{ display: "grid", gap: 12, padding: 20 }}>
      <Note>Choose where it goes.</Note>
      <Note tone="blue">“Bayside” moves to “Summit” and inherits config from there at once.</Note>
      <Note tone="amber">3 tenants below set their own value. The lock hides it.</Note>
      <Note tone="red">The server refused it: a sibling already has this slug.</Note>
    </div>
  ),
};
export const NotesDark: Story = { ...Notes, globals: { theme: "dark" } };

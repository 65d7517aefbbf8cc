import type { Meta, StoryObj } from "@storybook/react-vite";
import { expect, fn, spyOn, userEvent, waitFor } from "storybook/test";
import { page } from "../testing/play.ts";
import { Button } from "./Button.tsx";
import { CopyText } from "./CopyText.tsx";
import { RelativeTime } from "./RelativeTime.tsx";
import { useAnnounce } from "./useAnnounce.tsx";

const undo = fn();
function Example() {
  const announce = useAnnounce();
  return (
    <div style={{ display: "flex", flexWrap: "wrap", gap: 8, minHeight: 240, alignContent: "start" }}>
      <Button
        onClick={() =>
          announce("“Bayside” is now below “Summit”", {
            tone: "success",
            action: { label: "Undo", onSelect: undo },
          })
        }
      >
        Move
      </Button>
      <Button onClick={() => announce("Somebody else changed this config")}>Tell</Button>
      <Button
        onClick={() =>
          announce("“Bayside” is back in its place. A sibling has the slug already.", { tone: "error" })
        }
      >
        Fail
      </Button>
      <Button onClick={() => announce("3 tenants found", { silent: true })}>Whisper</Button>
    </div>
  );
}
const meta = { title: "ui/Announce", component: Example } satisfies Meta<typeof Example>;
export default meta;
type Story = StoryObj<typeof meta>;

const region = (): Element | null => document.querySelector("[data-slot=live-region]");
const urgent = (): Element | null => document.querySelector("[data-slot=live-region-urgent]");

export const Toasts: Story = {
  play: async () => {
    for (const name of ["Move", "Tell", "Fail"])
      await userEvent.click(await page.findByRole("button", { name }));
    await waitFor(() => expect(urgent()).toHaveTextContent("“Bayside” is back in its place."));
    await expect(page.getAllByRole("listitem")).toHaveLength(3);
    await userEvent.click(page.getByRole("button", { name: "Undo" }));
    await expect(undo).toHaveBeenCalled();
    await expect(page.getAllByRole("listitem")).toHaveLength(2);
  },
};
/** Read out only: nothing shows. */
export const Silent: Story = {
  play: async () => {
    await userEvent.click(await page.findByRole("button", { name: "Whisper" }));
    await waitFor(() => expect(region()).toHaveTextContent("3 tenants found"));
    await expect(page.queryByRole("listitem")).toBeNull();
  },
};
export const Time: Story = {
  render: () => (
    <div style={{ display: "grid", gap: 8, justifyItems: "start" }}>
      <RelativeTime value={new Date(Date.now() - 5 * 60_000).toISOString()} />
      <RelativeTime value={new Date(Date.now() + 26 * 3_600_000).toISOString()} />
      <RelativeTime value="2020-02-29T12:00:00Z" />
    </div>
  ),
  play: async () => {
    await page.findByText("5 minutes ago");
    await page.findByText("tomorrow");
  },
};
export const Copying: Story = {
  render: () => <CopyText text="0199c2f0-7a51-7cc3-9d2e-1f2a3b4c5d6e" label="Copy the id" />,
};
/** A browser refuses on a page without https, or where it was told to. */
export const CopyingRefused: Story = {
  render: () => <CopyText text="0199c2f0-7a51-7cc3-9d2e-1f2a3b4c5d6e" label="Copy the id" />,
  beforeEach: () => {
    const refusal = new DOMException("Write permission denied.", "NotAllowedError");
    spyOn(navigator.clipboard, "writeText").mockRejectedValue(refusal);
  },
  play: async () => {
    await userEvent.click(await page.findByRole("button", { name: "Copy the id" }));
    await page.findAllByText("The browser does not let it be copied");
    await expect(page.queryByRole("button", { name: "Copied" })).toBeNull();
  },
};

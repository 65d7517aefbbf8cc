import type { Meta, StoryObj } from "@storybook/react-vite";
import { userEvent } from "storybook/test";
import { withApiKeys } from "../testing/api-keys.ts";
import { inArabic, inGerman, inPseudo, type Step } from "../testing/in-language.ts";
import { leave, page } from "../testing/play.ts";
import { ApiKeyManager } from "./ApiKeyManager.tsx";

/** Words that are long, longer, and from right to left; no text may be cut. */
const meta = {
  title: "access/In other languages",
  component: ApiKeyManager,
  parameters: { stratum: { seed: withApiKeys } },
  decorators: [
    (Story) => (
      <div className="st-card" style={{ padding: 16, maxWidth: 1100, margin: "0 auto" }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof ApiKeyManager>;
export default meta;
type Story = StoryObj<typeof meta>;

const name = "Billing backend";
const steps: Step[] = [
  (say) => page.findByRole("button", { name: say("access.rotate.label", { name }) }),
  async (say) => {
    await userEvent.click(page.getByRole("button", { name: say("access.rotate.label", { name }) }));
    await page.findByRole("alertdialog");
  },
  async (say) => {
    await leave("alertdialog");
    await userEvent.click(page.getByRole("button", { name: say("access.revoke.label", { name }) }));
    await page.findByRole("alertdialog");
  },
  async (say) => {
    await leave("alertdialog");
    await userEvent.click(await page.findByRole("button", { name: say("access.create") }));
    await page.findByRole("dialog");
  },
];
export const Pseudo: Story = inPseudo(...steps);
export const German: Story = inGerman(...steps);
export const Arabic: Story = inArabic(...steps);

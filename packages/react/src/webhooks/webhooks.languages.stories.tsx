import type { Meta, StoryObj } from "@storybook/react-vite";
import { userEvent } from "storybook/test";
import { inArabic, inGerman, inPseudo, type Step } from "../testing/in-language.ts";
import { leave, page } from "../testing/play.ts";
import { seedWebhooks } from "../testing/webhooks-seed.ts";
import { WebhookEditor } from "./WebhookEditor.tsx";

/** Words that are long, longer, and from right to left; no text may be cut. */
const meta = {
  title: "webhooks/In other languages",
  component: WebhookEditor,
  parameters: { stratum: { seed: seedWebhooks } },
  decorators: [
    (Story) => (
      <div className="st-card" style={{ padding: 16, maxWidth: 1100, margin: "0 auto" }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof WebhookEditor>;
export default meta;
type Story = StoryObj<typeof meta>;

const url = "https://billing.bayside.example/hooks/stratum";
const steps: Step[] = [
  (say) => page.findByRole("button", { name: say("webhooks.actions.of", { url }) }),
  async (say) => {
    await userEvent.click(page.getByRole("button", { name: say("webhooks.actions.of", { url }) }));
    await page.findByRole("menu");
  },
  async (say) => {
    await userEvent.keyboard("{Escape}");
    await userEvent.click(page.getByRole("button", { name: say("webhooks.add") }));
    await page.findByRole("dialog");
  },
  async (say) => {
    await leave("dialog");
    const [, deliveries] = await page.findAllByRole("button", { name: say("webhooks.deliveries") });
    await userEvent.click(deliveries as HTMLElement);
    await page.findAllByRole("listitem");
  },
];
export const Pseudo: Story = inPseudo(...steps);
export const German: Story = inGerman(...steps);
export const Arabic: Story = inArabic(...steps);

import type { Meta, StoryObj } from "@storybook/react-vite";
import { userEvent } from "storybook/test";
import { inArabic, inGerman, inPseudo, type Step } from "../testing/in-language.ts";
import { leave, page } from "../testing/play.ts";
import { ConsentManager } from "./ConsentManager.tsx";

/** Words that are long, longer, and from right to left; no text may be cut. */
const meta = {
  title: "consent/In other languages",
  component: ConsentManager,
  decorators: [
    (Story) => (
      <div className="st-card" style={{ padding: 16, maxWidth: 1100, margin: "0 auto" }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof ConsentManager>;
export default meta;
type Story = StoryObj<typeof meta>;

const names = { subject: "amelia.ortiz@bayside.example", purpose: "marketing.email" };
const steps: Step[] = [
  (say) => page.findByRole("button", { name: say("consent.withdraw.label", names) }),
  async (say) => {
    await userEvent.click(page.getByRole("button", { name: say("consent.withdraw.label", names) }));
    await page.findByRole("alertdialog");
  },
  async (say) => {
    await leave("alertdialog");
    await userEvent.click(await page.findByRole("button", { name: say("consent.grant") }));
    await page.findByRole("dialog");
  },
  async (say) => {
    await leave("dialog");
    const [first] = await page.findAllByRole("button", { name: say("consent.timeline.label", names) });
    await userEvent.click(first as HTMLElement);
    await page.findAllByRole("listitem");
  },
];
export const Pseudo: Story = inPseudo(...steps);
export const German: Story = inGerman(...steps);
export const Arabic: Story = inArabic(...steps);

import type { Meta, StoryObj } from "@storybook/react-vite";
import { userEvent } from "storybook/test";
import { inArabic, inGerman, inPseudo, type Step } from "../testing/in-language.ts";
import { leave, page } from "../testing/play.ts";
import { withRoles } from "../testing/roles-seed.ts";
import { RoleEditor } from "./RoleEditor.tsx";

/** Words that are long, longer, and from right to left; no text may be cut. */
const meta = {
  title: "access/RoleEditor/In other languages",
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

const name = "Auditors";
const steps: Step[] = [
  (say) => page.findByRole("button", { name: say("roles.edit.title", { name: "Support" }) }),
  async (say) => {
    await userEvent.click(page.getByRole("button", { name: say("roles.edit.title", { name: "Support" }) }));
    await page.findByRole("dialog");
  },
  async (say) => {
    await leave("dialog");
    await userEvent.click(page.getByRole("button", { name: say("roles.delete.label", { name: "Support" }) }));
    await page.findByRole("alertdialog");
  },
  async (say) => {
    await leave("alertdialog");
    const label = say("roles.holders.label", { name, holders: "…" }).split("…")[0] as string;
    await userEvent.click(page.getByRole("button", { name: (text: string) => text.startsWith(label) }));
    await page.findByText(say("roles.holders.idle"));
  },
];
export const Pseudo: Story = inPseudo(...steps);
export const German: Story = inGerman(...steps);
export const Arabic: Story = inArabic(...steps);

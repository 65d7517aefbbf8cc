import type { Meta, StoryObj } from "@storybook/react-vite";
import { mspIds } from "@stratum-hq/sdk/msw";
import { userEvent } from "storybook/test";
import { inArabic, inGerman, inPseudo, type Say, type Step } from "../testing/in-language.ts";
import { leave, page } from "../testing/play.ts";
import { PermissionEditor } from "./PermissionEditor.tsx";

/** Words that are long, longer, and from right to left; no text may be cut. */
const meta = {
  title: "permissions/In other languages",
  component: PermissionEditor,
  decorators: [
    (Story) => (
      <div className="st-card" style={{ padding: 16, maxWidth: 1100, margin: "0 auto" }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof PermissionEditor>;
export default meta;
type Story = StoryObj<typeof meta>;

const opens = async (say: Say, name: string, role: string, key?: string): Promise<void> => {
  const values = key === undefined ? {} : { key };
  await userEvent.click(await page.findByRole("button", { name: say(name, values) }));
  await page.findByRole(role);
};

const steps: Step[] = [
  (say) => page.findByRole("switch", { name: say("permissions.switch", { key: "users.invite" }) }),
  (say) => opens(say, "permissions.why.label", "dialog", "devices.wipe"),
  async (say) => {
    await leave("dialog");
    await opens(say, "permissions.edit.label", "dialog", "users.invite");
  },
  async (say) => {
    await leave("dialog");
    await opens(say, "permissions.add", "dialog");
  },
  async (say) => {
    await leave("dialog");
    await opens(say, "permissions.simulate", "dialog");
    await userEvent.type(await page.findByRole("combobox", { name: say("permissions.key") }), "users.invite");
  },
];
export const Pseudo: Story = inPseudo(...steps);
export const German: Story = inGerman(...steps);
export const Arabic: Story = inArabic(...steps);

const revoke: Step = async (say) => {
  await opens(say, "permissions.revoke.label", "alertdialog", "patient_data.view");
  await page.findAllByText(/Eastport Clinic/);
};
const atClinics = { parameters: { stratum: { tenantId: mspIds.clinics } } };
export const RevokePseudo: Story = { ...atClinics, ...inPseudo(revoke) };
export const RevokeGerman: Story = { ...atClinics, ...inGerman(revoke) };
export const RevokeArabic: Story = { ...atClinics, ...inArabic(revoke) };

import type { Meta, StoryObj } from "@storybook/react-vite";
import { userEvent } from "storybook/test";
import { inArabic, inGerman, inPseudo, type Say, type Step } from "../testing/in-language.ts";
import { leave, page } from "../testing/play.ts";
import { ConfigEditor } from "./ConfigEditor.tsx";
import { InheritanceGraph } from "./inheritance/index.ts";

/** Words that are long, longer, and from right to left; no text may be cut. */
const meta = {
  title: "config/In other languages",
  decorators: [
    (Story) => (
      <div className="st-card" style={{ padding: 16, maxWidth: 1100, margin: "0 auto" }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta;
export default meta;
type Story = StoryObj<typeof meta>;

const key = "backup.retention_days";
const button = (say: Say, name: string, values?: Record<string, string>): Promise<HTMLElement> =>
  page.findByRole("button", { name: say(name, values) });
const menu = async (say: Say, item: string): Promise<void> => {
  await userEvent.click(await button(say, "config.more", { key }));
  await userEvent.click(await page.findByText(say(item)));
};

const editor: Story = { render: () => <ConfigEditor /> };
const editorSteps: Step[] = [
  (say) => button(say, "config.more", { key }),
  async (say) => {
    await userEvent.click(await button(say, "config.more", { key }));
    await page.findByRole("menu");
  },
  async (say) => {
    await leave("menu");
    await userEvent.click(await button(say, "config.add"));
    await page.findByRole("dialog");
  },
  async (say) => {
    await leave("dialog");
    await menu(say, "config.history");
    await page.findByRole("dialog");
  },
  async (say) => {
    await leave("dialog");
    await userEvent.click(
      await button(say, "config.origin.button", { origin: say("config.origin.set"), key }),
    );
    await page.findByRole("dialog");
  },
  async (say) => {
    await leave("dialog");
    await userEvent.click(await button(say, "config.override.label", { key: "limits.max_users" }));
    await page.findByRole("textbox", { name: say("config.value.of", { key: "limits.max_users" }) });
  },
  async (say) => {
    await userEvent.keyboard("40{Enter}");
    await menu(say, "config.inherit");
    await page.findByText(say("config.draft.willInherit"));
    await page.findByRole("region", { name: say("config.draft.label") });
  },
  async (say) => {
    await userEvent.click(await button(say, "config.draft.review"));
    await page.findByRole("dialog");
    await page.findAllByText(new RegExp(say("config.review.text").slice(1, 12)));
  },
];
export const EditorPseudo: Story = { ...editor, ...inPseudo(...editorSteps) };
export const EditorGerman: Story = { ...editor, ...inGerman(...editorSteps) };
export const EditorArabic: Story = { ...editor, ...inArabic(...editorSteps) };

const readOnly: Story = { render: () => <ConfigEditor readOnly defaultQuery="no such key" /> };
const nothing: Step = (say) => button(say, "config.none.clear");
export const NothingFoundPseudo: Story = { ...readOnly, ...inPseudo(nothing) };

const graph: Story = { render: () => <InheritanceGraph of="auth.session_minutes" /> };
const graphSteps: Step[] = [
  () => page.findByRole("treeitem", { name: /^Marina Branch/ }),
  async (say) => {
    await userEvent.click(await button(say, "inheritance.shape.table"));
    await page.findByRole("table");
  },
];
export const GraphPseudo: Story = { ...graph, ...inPseudo(...graphSteps) };
export const GraphGerman: Story = { ...graph, ...inGerman(...graphSteps) };
export const GraphArabic: Story = { ...graph, ...inArabic(...graphSteps) };

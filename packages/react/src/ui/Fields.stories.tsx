import type { Meta, StoryObj } from "@storybook/react-vite";
import { useState } from "react";
import { expect, userEvent } from "storybook/test";
import { page } from "../testing/play.ts";
import { Checkbox } from "./Checkbox.tsx";
import { Field, type FieldProps } from "./Field.tsx";
import { SearchField } from "./SearchField.tsx";
import { Select } from "./Select.tsx";
import { Switch } from "./Switch.tsx";
import { TextArea } from "./TextArea.tsx";
import { TextField } from "./TextField.tsx";

function Example(props: Omit<FieldProps, "children">) {
  return (
    <Field {...props}>
      <TextField defaultValue="northwind" mono />
    </Field>
  );
}
const meta = {
  title: "ui/Fields",
  component: Example,
  args: { label: "Slug", hint: "Used in paths. Unique among its siblings." },
  decorators: [
    (Story) => (
      <div style={{ display: "grid", gap: 16, maxWidth: 360 }}>
        <Story />
      </div>
    ),
  ],
} satisfies Meta<typeof Example>;
export default meta;
type Story = StoryObj<typeof meta>;

export const WithHint: Story = {
  play: async () => {
    await expect(await page.findByRole("textbox", { name: "Slug" })).toHaveAccessibleDescription(
      /Used in paths/,
    );
  },
};
export const Invalid: Story = {
  args: { error: "A sibling already has this slug. Choose another." },
  play: async () => {
    const field = await page.findByRole("textbox", { name: "Slug" });
    await expect(field).toBeInvalid();
    await expect(field).toHaveAccessibleDescription("A sibling already has this slug. Choose another.");
  },
};
export const Optional: Story = { args: { optional: true } };
export const Kinds: Story = {
  render: () => (
    <>
      <Field label="Text">
        <TextField placeholder="Northwind Traders" />
      </Field>
      <Field label="Read only">
        <TextField readOnly value="0199c2f0-7a51" mono />
      </Field>
      <Field label="Disabled">
        <TextField disabled value="Locked by Northwind" />
      </Field>
      <Field label="JSON" error="Line 2: a comma is missing.">
        <TextArea mono defaultValue={'{\n  "limit": 5\n  "burst": 10\n}'} rows={4} />
      </Field>
      <Field label="Isolation">
        <Select
          options={[
            { value: "a", label: "Shared tables" },
            { value: "b", label: "Own schema" },
          ]}
        />
      </Field>
      <Checkbox label="Also resume what is below it" hint="12 tenants" defaultChecked />
      <Switch label="Marketing" hint="Product news by mail" defaultChecked />
      <Switch label="Analytics" />
      <Switch label="Locked by Northwind" disabled />
    </>
  ),
  play: async () => {
    const analytics = await page.findByRole("switch", { name: "Analytics" });
    await userEvent.click(page.getByText("Analytics"));
    await expect(analytics).toBeChecked();
    analytics.focus();
    await userEvent.keyboard(" ");
    await expect(analytics).not.toBeChecked();
  },
};
export const Dark: Story = { ...Kinds, globals: { theme: "dark" } };
export const RightToLeft: Story = { ...Kinds, globals: { direction: "rtl" } };

function Search() {
  const [value, setValue] = useState("branch");
  return <SearchField aria-label="Find" value={value} onValueChange={setValue} />;
}
export const Searching: Story = {
  render: () => <Search />,
  play: async () => {
    await userEvent.click(await page.findByRole("button", { name: "Clear" }));
    await expect(page.getByRole("searchbox", { name: "Find" })).toHaveFocus();
    await expect(page.getByRole("searchbox", { name: "Find" })).toHaveValue("");
  },
};

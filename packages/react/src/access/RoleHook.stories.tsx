import type { Meta, StoryObj } from "@storybook/react-vite";
import { type ReactElement, useState } from "react";
import { expect, screen, waitFor } from "storybook/test";
import { withRoles } from "../testing/roles-seed.ts";
import { Button, TextField } from "../ui/index.ts";
import { useRoleEditor } from "./useRoleEditor.ts";
import { useRoleHolders } from "./useRoles.ts";

/** A list of your own on the hooks alone: who holds what, and one more. */
function OwnMarkup(): ReactElement {
  const editor = useRoleEditor();
  return (
    <ul style={{ display: "grid", gap: 12, padding: 0, listStyle: "none" }}>
      {editor.rows
        .filter(({ origin }) => origin === "own")
        .map(({ role }) => (
          <li key={role.id}>
            <strong>{role.name}</strong> {role.scopes.join(", ")}
            <Holders editor={editor} role={role} />
          </li>
        ))}
    </ul>
  );
}

type Editor = ReturnType<typeof useRoleEditor>;
function Holders({ editor, role }: { editor: Editor; role: Editor["rows"][number]["role"] }): ReactElement {
  const { tenantId: tenant_id } = editor;
  const holders = useRoleHolders(tenant_id, role.id);
  const [principal_id, setName] = useState("");
  return (
    <div style={{ display: "flex", flexWrap: "wrap", gap: 8, alignItems: "center" }}>
      {holders.data?.pages.flatMap(({ data }) =>
        data.map(({ key_id, key_name, principal_id }) => (
          <span key={key_id ?? principal_id}>{key_name ?? principal_id}</span>
        )),
      )}
      <TextField
        aria-label={`Give ${role.name} to`}
        style={{ flex: 1, minWidth: 160 }}
        value={principal_id}
        onChange={(event) => setName(event.target.value)}
      />
      <Button
        onClick={() => void editor.change({ action: "give", role, holder: { tenant_id, principal_id } })}
      >
        Give {role.name}
      </Button>
    </div>
  );
}

const meta = {
  title: "access/Bring your own markup",
  component: OwnMarkup,
  parameters: { stratum: { seed: withRoles } },
} satisfies Meta<typeof OwnMarkup>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Roles: Story = {
  play: async ({ canvas, userEvent }) => {
    await userEvent.type(await canvas.findByRole("textbox", { name: "Give Support to" }), "kim");
    await userEvent.click(canvas.getByRole("button", { name: "Give Support" }));
    await waitFor(() => expect(canvas.getByText("kim")).toBeInTheDocument());
    await expect(await screen.findAllByText("“Support” was given to kim.")).not.toEqual([]);
  },
};

import type { Meta, StoryObj } from "@storybook/react-vite";
import { type MockControlPlane, mspIds } from "@stratum-hq/sdk/msw";
import type { ReactElement } from "react";
import { expect, waitFor } from "storybook/test";
import { useErrorText } from "../ui/index.ts";
import { barrierOf } from "./permissions.rows.ts";
import { usePermissionEditor } from "./usePermissionEditor.ts";

/** The editor's hook under markup of one's own: none of the kit's components is used. */
function OwnMarkup(): ReactElement {
  const editor = usePermissionEditor();
  const errorText = useErrorText();
  const { permissions } = editor;
  if (permissions.isPending) return <p>Loading…</p>;
  if (permissions.isError) return <p role="alert">{errorText(permissions.error)}</p>;
  return (
    <dl>
      {editor.shown.map((row) => {
        const rights = editor.rights(row);
        const own = row.entry.own_policy_id;
        return (
          <div key={row.key}>
            <dt>{row.key}</dt>
            <dd>
              {JSON.stringify(row.value)} by {row.entry.source_name}{" "}
              {rights.edit && typeof row.value === "boolean" && (
                <button
                  type="button"
                  disabled={editor.isSaving(row)}
                  onClick={() => void editor.setValue(row, row.value !== true)}
                >
                  Turn {row.key} {row.value ? "off" : "on"}
                </button>
              )}{" "}
              {rights.revoke && own && (
                <button
                  type="button"
                  onClick={() => void editor.change({ action: "revoke", key: row.key, policy_id: own })}
                >
                  Revoke {row.key}
                </button>
              )}
              {barrierOf(row.entry) === "locked" && <em style={{ paddingInlineStart: 8 }}>Locked</em>}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

const meta = { title: "permissions/Bring your own markup", component: OwnMarkup } satisfies Meta<
  typeof OwnMarkup
>;
export default meta;
type Story = StoryObj<typeof meta>;

export const OnTheHookAlone: Story = {
  play: async ({ canvas, userEvent, loaded }) => {
    const { permissions } = (loaded.mock as MockControlPlane).state;
    await userEvent.click(await canvas.findByRole("button", { name: "Turn users.invite off" }));
    await waitFor(() => expect(permissions.get(mspIds.customer)?.get("users.invite")?.value).toBe(false));
    await userEvent.click(await canvas.findByRole("button", { name: "Revoke users.invite" }));
    await waitFor(() => expect(permissions.get(mspIds.customer)?.has("users.invite")).toBe(false));
  },
};

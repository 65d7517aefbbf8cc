import type { Meta, StoryObj } from "@storybook/react-vite";
import { Ellipsis, Lock, PenLine } from "lucide-react";
import { Badge } from "./Badge.tsx";
import { IconButton } from "./IconButton.tsx";
import { Table } from "./Table.tsx";

const rows = [
  { key: "auth.mfa_required", value: "true", origin: "Locked by Northwind Security", locked: true },
  { key: "auth.session_minutes", value: "45", origin: "Set here", locked: false },
  { key: "backup.retention_days", value: "30", origin: "Inherited from Northwind Security", locked: false },
];
function Example({ narrow }: { narrow?: "list" | "scroll" }) {
  return (
    <div className="st-card">
      <Table label="Config" {...(narrow && { narrow })}>
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col" data-align="end">
              Value
            </th>
            <th scope="col">Origin</th>
            <th scope="col" data-shrink>
              <span className="st-sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                <code>{row.key}</code>
              </th>
              <td data-align="end" data-label="Value">
                {row.value}
              </td>
              <td data-label="Origin">
                <Badge
                  tone={row.locked ? "amber" : "neutral"}
                  icon={row.locked ? <Lock aria-hidden /> : <PenLine aria-hidden />}
                >
                  {row.origin}
                </Badge>
              </td>
              <td data-shrink>
                <span className="st-row-actions">
                  <IconButton size="sm" label={`Actions for ${row.key}`} icon={<Ellipsis aria-hidden />} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
const meta = { title: "ui/Table", component: Example } satisfies Meta<typeof Example>;
export default meta;
type Story = StoryObj<typeof meta>;

export const Ready: Story = {};
export const Compact: Story = { globals: { density: "compact" } };
export const Dark: Story = { globals: { theme: "dark" } };
/** In a narrow container each row becomes a small list; nothing is left out. */
export const Narrow: Story = {
  decorators: [
    (Story) => (
      <div style={{ width: 340 }}>
        <Story />
      </div>
    ),
  ],
};

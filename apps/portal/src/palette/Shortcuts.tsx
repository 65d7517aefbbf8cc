import { Checkbox, Dialog, DialogBody, DialogContent, shortcutLabel, useMessages } from "@stratum-hq/react";
import type { ReactElement } from "react";
import { portalMessages } from "../portal.messages.ts";
import { prefer, usePreferences } from "../preferences.ts";

const groups = [
  {
    title: "portal.keys.everywhere",
    keys: [
      ["portal.keys.switch", "mod+k"],
      ["portal.keys.palette", "mod+j"],
      ["portal.keys.help", "?"],
      ["portal.keys.close", "Esc"],
    ],
  },
  {
    title: "portal.keys.tree",
    keys: [
      ["portal.keys.branch", "→ ←"],
      ["portal.keys.select", "Enter"],
      ["portal.keys.menu", "shift+F10"],
      ["portal.keys.rename", "F2"],
      ["portal.keys.pick", "ctrl+X"],
      ["portal.keys.put", "ctrl+V"],
      ["portal.keys.order", "alt+↑"],
      ["portal.keys.mark", "shift+↓"],
      ["portal.keys.archive", "Delete"],
    ],
  },
  {
    title: "portal.keys.editor",
    keys: [
      ["portal.keys.take", "Enter"],
      ["portal.keys.leave", "Esc"],
    ],
  },
] as const;

/** All keys that do something, and whether `?` shows them. */
export function Shortcuts({ onOpenChange }: { onOpenChange: (open: boolean) => void }): ReactElement {
  const t = useMessages(portalMessages);
  const { helpKey } = usePreferences();
  return (
    <Dialog open onOpenChange={onOpenChange}>
      <DialogContent title={t("portal.shortcuts")}>
        <DialogBody className="portal-shortcuts">
          {groups.map(({ title, keys }) => (
            <section key={title} aria-labelledby={title}>
              <h3 id={title}>{t(title)}</h3>
              <dl>
                {keys.map(([does, key]) => (
                  <div key={does}>
                    <dt>{t(does)}</dt>
                    <dd>
                      <kbd className="st-kbd">{key.includes("+") ? shortcutLabel(key).keys : key}</kbd>
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
          <Checkbox
            label={t("portal.keys.helpKey")}
            checked={helpKey}
            onChange={(event) => prefer({ helpKey: event.target.checked })}
          />
        </DialogBody>
      </DialogContent>
    </Dialog>
  );
}

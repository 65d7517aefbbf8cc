import { IconButton, Menu, MenuContent, MenuItem, MenuTrigger, useMessages } from "@stratum-hq/react";
import { Check, Monitor, Moon, Sun } from "lucide-react";
import type { ReactElement } from "react";
import { portalMessages } from "../portal.messages.ts";
import { THEMES, type Theme } from "../theme.ts";

const icons = { light: Sun, dark: Moon, system: Monitor } as const;

/** Chooses light, dark, or what the device says. */
export function ThemeMenu(props: { theme: Theme; onThemeChange: (theme: Theme) => void }): ReactElement {
  const t = useMessages(portalMessages);
  const Current = icons[props.theme];
  return (
    <Menu>
      <MenuTrigger asChild>
        <IconButton label={t("portal.theme")} tooltip="bottom" icon={<Current aria-hidden />} />
      </MenuTrigger>
      <MenuContent align="end">
        {THEMES.map((theme) => {
          const Icon = icons[theme];
          return (
            <MenuItem
              key={theme}
              role="menuitemradio"
              aria-checked={theme === props.theme}
              icon={<Icon aria-hidden />}
              onSelect={() => props.onThemeChange(theme)}
            >
              <span className="portal-choice">
                {t(`portal.theme.${theme}`)}
                {theme === props.theme && <Check aria-hidden />}
              </span>
            </MenuItem>
          );
        })}
      </MenuContent>
    </Menu>
  );
}

import {
  IconButton,
  Menu,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuSeparator,
  MenuTrigger,
  useMessages,
} from "@stratum-hq/react";
import { Check, Settings2 } from "lucide-react";
import type { ReactElement } from "react";
import { portalMessages } from "../portal.messages.ts";
import { DENSITIES, LANGUAGES, type Language, prefer, THEMES, usePreferences } from "../preferences.ts";

/** Chooses theme, density and language for this browser. */
export function PreferencesMenu(): ReactElement {
  const t = useMessages(portalMessages);
  const { theme, density, language } = usePreferences();
  return (
    <Menu>
      <MenuTrigger asChild>
        <IconButton label={t("portal.preferences")} tooltip="bottom" icon={<Settings2 aria-hidden />} />
      </MenuTrigger>
      <MenuContent align="end" className="portal-preferences">
        <MenuLabel>{t("portal.theme")}</MenuLabel>
        {THEMES.map((one) => (
          <Choice key={one} chosen={one === theme} onChoose={() => prefer({ theme: one })}>
            {t(`portal.theme.${one}`)}
          </Choice>
        ))}
        <MenuSeparator />
        <MenuLabel>{t("portal.density")}</MenuLabel>
        {DENSITIES.map((one) => (
          <Choice key={one} chosen={one === density} onChoose={() => prefer({ density: one })}>
            {t(`portal.density.${one}`)}
          </Choice>
        ))}
        <MenuSeparator />
        <MenuLabel>{t("portal.language")}</MenuLabel>
        {(Object.entries(LANGUAGES) as [Language, string][]).map(([one, name]) => (
          <Choice key={one} chosen={one === language} lang={one} onChoose={() => prefer({ language: one })}>
            {name}
          </Choice>
        ))}
      </MenuContent>
    </Menu>
  );
}

interface ChoiceProps {
  chosen: boolean;
  onChoose: () => void;
  lang?: string;
  children: string;
}
function Choice({ chosen, onChoose, lang, children }: ChoiceProps): ReactElement {
  return (
    <MenuItem role="menuitemradio" aria-checked={chosen} onSelect={onChoose}>
      <span className="portal-choice" lang={lang}>
        {children}
        {chosen && <Check aria-hidden />}
      </span>
    </MenuItem>
  );
}

import {
  tenantMenu,
  tenantsMessages,
  useCopy,
  useMessages,
  useScope,
  useSession,
  useTenant,
} from "@stratum-hq/react";
import {
  Archive,
  CirclePause,
  CirclePlay,
  Copy,
  House,
  Keyboard,
  Languages,
  type LucideIcon,
  Monitor,
  Moon,
  Plus,
  Rows3,
  Sun,
} from "lucide-react";
import { setParams, usePlace, visit } from "../history.ts";
import { portalMessages } from "../portal.messages.ts";
import { DENSITIES, LANGUAGES, type Language, prefer, THEMES, usePreferences } from "../preferences.ts";
import { TABS, tenantPath } from "../router.ts";
import { useAsk } from "../shell/ask.ts";
import { tabIcons } from "../shell/TenantTabs.tsx";

/** Something that the palette offers to do. */
export interface Command {
  id: string;
  group: "views" | "tenant" | "page" | "look";
  label: string;
  Icon: LucideIcon;
  run: () => void;
}

const lifecycle = { create: Plus, suspend: CirclePause, resume: CirclePlay, archive: Archive } as const;
const themes = { light: Sun, dark: Moon, system: Monitor } as const;

/** What can be done on any page, in the order in which it is offered. What would change nothing is left out. */
export function usePageCommands(): Command[] {
  const t = useMessages(portalMessages);
  const { archived } = usePlace().params;
  const ask = useAsk();
  const everything = useSession().data?.tenant_id === null;
  const canWrite = useScope("write") === true;
  const look = useLookCommands();
  const page: Command[] = [
    { id: "home", group: "page", label: t("portal.command.home"), Icon: House, run: () => void visit("/") },
    {
      id: "archived",
      group: "page",
      label: t(archived ? "portal.archived.hide" : "portal.archived.show"),
      Icon: Archive,
      run: () => setParams({ archived: archived ? null : "1" }),
    },
    {
      id: "shortcuts",
      group: "page",
      label: t("portal.shortcuts"),
      Icon: Keyboard,
      run: () => ask("shortcuts"),
    },
  ];
  const root: Command = {
    id: "createRoot",
    group: "tenant",
    label: t("portal.tenants.createRoot"),
    Icon: Plus,
    run: () => ask("createRoot"),
  };
  return [...(canWrite && everything ? [root] : []), ...page, ...look];
}

/** What can be done with the tenant that is shown. */
export function useTenantCommands(tenantId: string): Command[] {
  const t = useMessages(portalMessages);
  const words = useMessages(tenantsMessages);
  const copy = useCopy();
  const ask = useAsk();
  const { path } = usePlace();
  const canWrite = useScope("write") === true;
  const tenant = useTenant(tenantId).data;
  if (!tenant) return [];
  const { id, name } = tenant;
  const views = TABS.filter((tab) => tenantPath(id, tab) !== path).map(
    (tab): Command => ({
      id: `view ${tab}`,
      group: "views",
      label: t("portal.command.view", { view: t(`portal.tab.${tab}`) }),
      Icon: tabIcons[tab],
      run: () => void visit(tenantPath(id, tab)),
    }),
  );
  const changes = tenantMenu(tenant).flatMap(({ action, refusal }): Command[] => {
    if (refusal || !canWrite) return [];
    if (action !== "create" && action !== "suspend" && action !== "resume" && action !== "archive") return [];
    return [
      {
        id: action,
        group: "tenant",
        label: t(`portal.command.${action}`, { name }),
        Icon: lifecycle[action],
        run: () => ask(action),
      },
    ];
  });
  return [
    ...views,
    ...changes,
    {
      id: "copy",
      group: "tenant",
      label: t("portal.command.copy", { name }),
      Icon: Copy,
      run: () => void copy(id, words("tenants.copy.done", { name })),
    },
  ];
}

function useLookCommands(): Command[] {
  const t = useMessages(portalMessages);
  const { theme, density, language } = usePreferences();
  const languages = Object.entries(LANGUAGES) as [Language, string][];
  return [
    ...THEMES.filter((one) => one !== theme).map(
      (one): Command => ({
        id: `theme ${one}`,
        group: "look",
        label: t("portal.command.theme", { theme: t(`portal.theme.${one}`) }),
        Icon: themes[one],
        run: () => prefer({ theme: one }),
      }),
    ),
    ...DENSITIES.filter((one) => one !== density).map(
      (one): Command => ({
        id: `density ${one}`,
        group: "look",
        label: t("portal.command.density", { density: t(`portal.density.${one}`) }),
        Icon: Rows3,
        run: () => prefer({ density: one }),
      }),
    ),
    ...languages
      .filter(([one]) => one !== language)
      .map(
        ([one, name]): Command => ({
          id: `language ${one}`,
          group: "look",
          label: t("portal.command.language", { language: name }),
          Icon: Languages,
          run: () => prefer({ language: one }),
        }),
      ),
  ];
}

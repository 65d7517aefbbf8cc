"use client";
import { Archive, CircleCheck, CirclePause, Database, MapPin, Table2, Tags } from "lucide-react";
import type { ReactElement } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { Badge } from "../ui/Badge.tsx";
import { tenantsMessages } from "./tenants.messages.ts";

const statuses = {
  active: { tone: "green", Icon: CircleCheck },
  suspended: { tone: "amber", Icon: CirclePause },
  archived: { tone: "neutral", Icon: Archive },
} as const;
const isKnown = <T extends object>(table: T, word: string): word is keyof T & string =>
  Object.hasOwn(table, word);

/** A tenant's status as a badge. A status that is newer than this kit shows as it is called. */
export function TenantStatusBadge({ status }: { status: string }): ReactElement {
  const t = useMessages(tenantsMessages);
  if (!isKnown(statuses, status)) return <Badge>{status}</Badge>;
  const { tone, Icon } = statuses[status];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />} title={t(`tenants.status.${status}`)}>
      {t(`tenants.status.${status}`)}
    </Badge>
  );
}

const isolations = { SHARED_RLS: Table2, SCHEMA_PER_TENANT: Tags, DB_PER_TENANT: Database } as const;

/** How a tenant's data is kept apart, as a badge. `short` leaves one word. */
export function IsolationBadge({ strategy, short }: { strategy: string; short?: boolean }): ReactElement {
  const t = useMessages(tenantsMessages);
  if (!isKnown(isolations, strategy)) return <Badge tone="outline">{strategy}</Badge>;
  const Icon = isolations[strategy];
  const brief = short && strategy !== "SHARED_RLS";
  return (
    <Badge tone="outline" icon={<Icon aria-hidden />} title={t(`tenants.isolation.${strategy}`)}>
      {brief ? t(`tenants.isolation.short.${strategy}`) : t(`tenants.isolation.${strategy}`)}
    </Badge>
  );
}

/** Where a tenant's data lies, as a badge. */
export function RegionBadge({ name }: { name: string }): ReactElement {
  const t = useMessages(tenantsMessages);
  return (
    <Badge className="st-region" tone="outline" icon={<MapPin aria-hidden />} title={name}>
      <span className="st-sr-only">{t("tenants.region")} </span>
      {name}
    </Badge>
  );
}

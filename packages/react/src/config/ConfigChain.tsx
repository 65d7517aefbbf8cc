"use client";
import type { Json } from "@stratum-hq/core";
import { Circle, CircleDot, EyeOff, Lock } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { useMessages } from "../i18n/index.ts";
import { Skeleton } from "../ui/index.ts";
import { configMessages } from "./config.messages.ts";
import type { ConfigRow } from "./config.rows.ts";
import { toText } from "./config.values.ts";
import { useConfigAbove } from "./useConfigAbove.ts";

interface LevelProps {
  icon: ReactNode;
  name: string;
  note: string;
  value?: Json | undefined;
  children?: ReactNode;
}
function Level({ icon, name, note, value, children }: LevelProps): ReactElement {
  return (
    <li>
      {icon}
      <div>
        <span className="st-chain-name">{name}</span> <span className="st-muted">{note}</span>
        {value !== undefined && <pre className="st-chain-value">{toText(value)}</pre>}
        {children}
      </div>
    </li>
  );
}

/** The levels that speak for a key, the one in use first: where it comes from, and what would show otherwise. */
export function ConfigChain({ tenantId, row }: { tenantId: string; row: ConfigRow }): ReactElement {
  const t = useMessages(configMessages);
  const { entry, origin } = row;
  const name = entry.source_name ?? t("config.origin.above");
  const above = useConfigAbove(tenantId, origin === "set");
  const used = origin === "locked" ? <Lock aria-hidden /> : <CircleDot aria-hidden />;
  return (
    <ul className="st-chain">
      <Level
        icon={used}
        name={origin === "set" ? t("config.chain.here") : name}
        note={t("config.chain.inUse")}
        value={entry.value}
      />
      {origin === "set" && above.isPending && <Skeleton width={180} />}
      {origin === "set" && above.data !== undefined && (
        <Level
          icon={<Circle aria-hidden />}
          name={above.data?.[row.key]?.source_name ?? t("config.chain.above")}
          note={
            above.data === null
              ? t("config.chain.unknown")
              : above.data[row.key]
                ? t("config.chain.otherwise")
                : t("config.chain.nothing")
          }
          value={above.data?.[row.key]?.value}
        />
      )}
      {origin === "inherited" && (
        <Level icon={<Circle aria-hidden />} name={t("config.chain.here")} note={t("config.chain.nothing")} />
      )}
      {origin === "locked" &&
        (entry.shadowed ? (
          <Level
            icon={<EyeOff aria-hidden />}
            name={t("config.chain.here")}
            note={t("config.chain.hidden")}
            value={entry.shadowed.value}
          />
        ) : (
          <Level
            icon={<Circle aria-hidden />}
            name={t("config.chain.here")}
            note={t("config.chain.nothing")}
          />
        ))}
    </ul>
  );
}

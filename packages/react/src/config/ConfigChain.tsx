"use client";
import type { ExplainedConfig } from "@stratum-hq/core";
import { Check, CircleDashed, EyeOff, Lock, Minus, Network } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { useMessages } from "../i18n/index.ts";
import { Button, Note, RelativeTime, Skeleton, useErrorText } from "../ui/index.ts";
import { configDialogMessages } from "./config.dialogs.messages.ts";
import { toText } from "./config.values.ts";
import { inheritanceMessages } from "./inheritance/inheritance.messages.ts";
import { useConfigExplanation } from "./useConfigExplanation.ts";
import { WholeValue } from "./WholeValue.tsx";

type Level = ExplainedConfig["levels"][number];

/** Every level that speaks for a key, this tenant first: what it says, who said it, and which one counts. */
export function ConfigChain(props: {
  tenantId: string;
  of: string;
  /** Draws the key over the tree. */
  onShowTree: () => void;
}): ReactElement {
  const { tenantId, of: key } = props;
  const t = useMessages(configDialogMessages);
  const tree = useMessages(inheritanceMessages);
  const errorText = useErrorText();
  const chain = useConfigExplanation(key, tenantId);
  if (chain.isPending) return <Skeleton width="100%" height={72} />;
  if (chain.isError) return <Note tone="red">{errorText(chain.error)}</Note>;
  const { levels, reason, definition } = chain.data;
  return (
    <>
      <ol className="st-chain" data-slot="config-chain" data-reason={reason}>
        {[...levels].reverse().map((level) => (
          <ChainLevel key={level.tenant_id} level={level} here={level.tenant_id === tenantId} />
        ))}
        {definition?.has_default && (
          <li data-outcome={reason === "default" ? "wins" : "absent"}>
            {reason === "default" ? icons.wins : <CircleDashed aria-hidden />}
            <div>
              <span className="st-chain-name">{t("config.origin.default")}</span>
              <span className="st-muted">
                {" · "}
                {t(reason === "default" ? "config.chain.inUse" : "config.chain.otherwise")}
              </span>
              <pre className="st-chain-value">{toText(definition.default)}</pre>
            </div>
          </li>
        )}
      </ol>
      <div className="st-origin-choice">
        <Button size="sm" variant="ghost" icon={<Network aria-hidden />} onClick={props.onShowTree}>
          {tree("inheritance.open")}
        </Button>
      </div>
    </>
  );
}

const icons: Record<string, ReactNode> = {
  wins: <Check aria-hidden />,
  shadowed: <EyeOff aria-hidden />,
};
const words = {
  wins: "config.chain.inUse",
  shadowed: "config.chain.hidden",
  overridden: "config.chain.overridden",
  absent: "config.chain.nothing",
} as const;

function ChainLevel({ level, here }: { level: Level; here: boolean }): ReactElement {
  const t = useMessages(configDialogMessages);
  const { entry, outcome } = level;
  const name = here ? t("config.chain.here") : (level.name ?? t("config.origin.above"));
  const locks = outcome === "wins" && entry?.locked && !here;
  return (
    <li data-outcome={outcome}>
      {locks ? <Lock aria-hidden /> : (icons[outcome] ?? <Minus aria-hidden />)}
      <div>
        <span className="st-chain-name">{name}</span>
        <span className="st-muted">
          {" · "}
          {t(words[outcome as keyof typeof words] ?? "config.chain.nothing")}
        </span>
        {entry && (
          <>
            <WholeValue of={entry} />
            <span className="st-chain-when st-muted">
              <RelativeTime value={entry.updated_at} />
              {entry.updated_by && ` · ${t("config.history.by", { name: entry.updated_by })}`}
            </span>
          </>
        )}
      </div>
    </li>
  );
}

"use client";
import { CircleDashed, CornerLeftDown, Lock, LockKeyhole, PencilLine } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { useMessages } from "../i18n/index.ts";
import { BadgeButton, Popover, PopoverContent, PopoverTrigger, type Tone } from "../ui/index.ts";
import { configMessages } from "./config.messages.ts";
import type { Origin } from "./origin-rows.ts";

/** An origin as it is shown: those of rows, an own value that is locked for those below or goes with the next save, and a default. */
export type ShownOrigin = Origin | "setLocked" | "leaving" | "default";

export interface OriginChipProps {
  /** What the value belongs to; named for screen readers. */
  of: string;
  /** Where the value comes from. */
  origin: ShownOrigin;
  /** Name of the tenant that sets it; null if the reader may not see it. */
  source: string | null;
  /** Is it open? */
  open: boolean;
  /** Told when it opens or closes. */
  onOpenChange: (open: boolean) => void;
  /** Prevent its default to keep the focus from coming back to the chip. */
  onCloseAutoFocus?: ((event: Event) => void) | undefined;
  /** What the chip opens. */
  children: ReactNode;
}

const looks: Record<ShownOrigin, { tone: Tone; icon: ReactElement }> = {
  set: { tone: "accent", icon: <PencilLine aria-hidden /> },
  setLocked: { tone: "accent", icon: <LockKeyhole aria-hidden /> },
  leaving: { tone: "neutral", icon: <CornerLeftDown aria-hidden /> },
  inherited: { tone: "neutral", icon: <CornerLeftDown aria-hidden /> },
  locked: { tone: "amber", icon: <Lock aria-hidden /> },
  default: { tone: "outline", icon: <CircleDashed aria-hidden /> },
};

/** Says where an effective value comes from, by icon, word and colour; opens what that means. */
export function OriginChip({
  of,
  origin,
  source,
  open,
  onOpenChange,
  ...rest
}: OriginChipProps): ReactElement {
  const t = useMessages(configMessages);
  const name = source ?? t("config.origin.above");
  const words =
    origin === "inherited" || origin === "locked"
      ? t(`config.origin.${origin}`, { name })
      : t(origin === "leaving" ? "config.inherit" : `config.origin.${origin}`);
  const label = t("config.origin.button", { origin: words, key: of });
  const { tone, icon } = looks[origin];
  return (
    <Popover open={open} onOpenChange={onOpenChange}>
      <PopoverTrigger asChild>
        <BadgeButton
          className="st-origin"
          data-origin={origin}
          tone={tone}
          icon={icon}
          aria-label={label}
          title={words}
        >
          {words}
        </BadgeButton>
      </PopoverTrigger>
      <PopoverContent {...rest} className="st-origin-popover" label={label} />
    </Popover>
  );
}

"use client";
import { Check, Copy } from "lucide-react";
import { type ReactElement, type ReactNode, useEffect, useState } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { Button } from "./Button.tsx";
import { uiMessages } from "./ui.messages.ts";
import { useCopy } from "./useCopy.ts";

export interface CopyTextProps {
  /** What goes to the clipboard. */
  text: string;
  /** Name of the button. Default “Copy”. */
  label?: string | undefined;
  /** What is shown. Default: the text, in fixed-width letters. */
  children?: ReactNode;
}

/** A text with a button that copies it. */
export function CopyText({ text, label, children }: CopyTextProps): ReactElement {
  const t = useMessages(uiMessages);
  const copy = useCopy();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  const name = copied ? t("ui.copied") : (label ?? t("ui.copy"));
  return (
    <span className="st-copy" data-slot="copy-text" data-state={copied ? "copied" : "idle"}>
      {children ?? (
        <code className="st-truncate" title={text}>
          {text}
        </code>
      )}
      {/* A plain title in place of a tooltip: it stands in every error, and should cost next to nothing. */}
      <Button
        size="sm"
        variant="ghost"
        className="st-icon-button"
        aria-label={name}
        title={name}
        icon={copied ? <Check aria-hidden /> : <Copy aria-hidden />}
        onClick={async () => setCopied(await copy(text))}
      />
    </span>
  );
}

"use client";
import { Check, Copy } from "lucide-react";
import { type ReactElement, useState } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { Button } from "./Button.tsx";
import { uiMessages } from "./ui.messages.ts";
import { useCopy } from "./useCopy.ts";

/** A secret that is shown this once, whole, with the button that copies it. What was copied stays said. */
export function SecretBox({ text, label }: { text: string; label: string }): ReactElement {
  const t = useMessages(uiMessages);
  const copy = useCopy();
  const [copied, setCopied] = useState(false);
  return (
    <div className="st-secret">
      <code dir="ltr">{text}</code>
      <Button
        size="sm"
        icon={copied ? <Check aria-hidden /> : <Copy aria-hidden />}
        onClick={async () => setCopied(await copy(text))}
      >
        {copied ? t("ui.copied") : label}
      </Button>
    </div>
  );
}

"use client";
import type { InfiniteQueryObserverResult } from "@tanstack/react-query";
import type { ReactElement, ReactNode } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { Button } from "./Button.tsx";
import { panelMessages } from "./panel.messages.ts";
import { useErrorText } from "./useErrorText.ts";

export interface PagerProps {
  /** The query whose pages are listed. */
  query: Pick<
    InfiniteQueryObserverResult<unknown>,
    "hasNextPage" | "isFetchNextPageError" | "isFetchingNextPage" | "fetchNextPage" | "error"
  >;
  /** Words of the button. Default “Load more”. */
  label?: string | undefined;
  /** How much is shown. Without it nothing is drawn where there is no more. */
  children?: ReactNode;
}

/** What follows a list of pages: how much there is, the way to more, and why more could not be had. */
export function Pager({ query, label, children }: PagerProps): ReactElement | null {
  const t = useMessages(panelMessages);
  const errorText = useErrorText();
  if (!children && !query.hasNextPage && !query.isFetchNextPageError) return null;
  return (
    <div className="st-pager">
      {children && <span className="st-muted">{children}</span>}
      {query.isFetchNextPageError && (
        <span className="st-pager-error" role="alert">
          {t("ui.more.failed", { reason: errorText(query.error) })}
        </span>
      )}
      {query.hasNextPage && (
        <Button size="sm" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {label ?? t("ui.more")}
        </Button>
      )}
    </div>
  );
}

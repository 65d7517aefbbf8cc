"use client";
import { ForbiddenError, StratumError, UnauthorizedError } from "@stratum-hq/core/client";
import { CircleAlert, Lock, LogIn, RefreshCw } from "lucide-react";
import { forwardRef, type HTMLAttributes, lazy, type ReactElement, type ReactNode, Suspense } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { Button } from "./Button.tsx";
import type { CopyTextProps } from "./CopyText.tsx";
import { cx, type Part } from "./part.ts";
import { useSignIn } from "./sign-in.ts";
import { uiMessages } from "./ui.messages.ts";
import { useErrorText } from "./useErrorText.ts";

/** Fetched when something fails. If that fails too, the text can still be read. */
const CopyText = lazy(() =>
  import("./CopyText.tsx").then(
    ({ CopyText }) => ({ default: CopyText }),
    () => ({ default: ({ children }: CopyTextProps): ReactElement => <span>{children}</span> }),
  ),
);

type Box = Omit<HTMLAttributes<HTMLDivElement>, "title">;

interface StateProps extends Box {
  state: "empty" | "error" | "forbidden" | "ended";
  icon: ReactNode;
  title: ReactNode;
  text?: ReactNode;
  facts?: ReactNode;
  action?: ReactNode;
}
const State: Part<StateProps, HTMLDivElement> = forwardRef<HTMLDivElement, StateProps>(function State(
  { state, icon, title, text, facts, action, className, ...rest },
  ref,
) {
  return (
    <div
      data-slot={`${state}-state`}
      {...rest}
      ref={ref}
      className={cx("st-state", className)}
      data-state={state}
    >
      <span className="st-state-icon">{icon}</span>
      <p className="st-state-title">{title}</p>
      {text && <p className="st-state-text">{text}</p>}
      {facts && <div className="st-state-facts">{facts}</div>}
      {action && <div className="st-state-actions">{action}</div>}
    </div>
  );
});

export interface EmptyStateProps extends Box {
  /** A lucide icon over the words. */
  icon: ReactNode;
  /** That there is nothing, in a few words. */
  title: ReactNode;
  /** What to do about it. */
  children?: ReactNode;
  /** The button that does it. */
  action?: ReactNode;
}
/** Nothing is there yet, and what to do. */
export const EmptyState: Part<EmptyStateProps, HTMLDivElement> = forwardRef<HTMLDivElement, EmptyStateProps>(
  function EmptyState({ children, ...rest }, ref) {
    return <State {...rest} ref={ref} state="empty" text={children} />;
  },
);

export interface ForbiddenStateProps extends Box {
  /** Default: that the sign-in does not cover it. */
  title?: ReactNode;
  /** The scope that would be enough. Default `read`. */
  scope?: string | undefined;
  /** Who can give it; replaces the sentence made from `scope`. */
  children?: ReactNode;
}
/** The caller may not see this, and who can change that. */
export const ForbiddenState: Part<ForbiddenStateProps, HTMLDivElement> = forwardRef<
  HTMLDivElement,
  ForbiddenStateProps
>(function ForbiddenState({ title, scope = "read", children, ...rest }, ref) {
  const t = useMessages(uiMessages);
  return (
    <State
      {...rest}
      ref={ref}
      state="forbidden"
      icon={<Lock aria-hidden />}
      title={title ?? t("ui.forbidden.title")}
      text={children ?? t("ui.forbidden.text", { scope })}
    />
  );
});

export interface ErrorStateProps extends Box {
  /** What went wrong; words, code and request id are taken from it. */
  error: unknown;
  /** Default: that it could not be loaded. */
  title?: ReactNode;
  /** Tries again. Without it there is no button. */
  onRetry?: (() => unknown) | undefined;
  /** Shows that the retry runs. Default false. */
  retrying?: boolean | undefined;
  /** Scope that would be enough, if the error is a 403. Default `read`. */
  scope?: string | undefined;
}
/**
 * A failure: its words, its code and request id to copy, and a way to try again. A 403 shows as forbidden; a 401
 * says that the session has ended and leads to the sign-in, where the provider has one.
 */
export const ErrorState: Part<ErrorStateProps, HTMLDivElement> = forwardRef<HTMLDivElement, ErrorStateProps>(
  function ErrorState({ error, title, onRetry, retrying, scope, ...rest }, ref) {
    const t = useMessages(uiMessages);
    const text = useErrorText();
    const signIn = useSignIn();
    if (error instanceof ForbiddenError) return <ForbiddenState {...rest} ref={ref} scope={scope} />;
    const retry = onRetry && (
      <Button icon={<RefreshCw aria-hidden />} busy={retrying} onClick={() => void onRetry()}>
        {t("ui.retry")}
      </Button>
    );
    if (error instanceof UnauthorizedError) {
      const again = async (): Promise<void> => {
        if (await signIn?.()) await onRetry?.();
      };
      return (
        <State
          role="alert"
          {...rest}
          ref={ref}
          state="ended"
          icon={<LogIn aria-hidden />}
          title={t("ui.ended.title")}
          text={t("ui.ended.text")}
          action={
            signIn ? (
              <Button variant="primary" onClick={() => void again()}>
                {t("ui.ended.signIn")}
              </Button>
            ) : (
              retry
            )
          }
        />
      );
    }
    const known = error instanceof StratumError ? error : undefined;
    const id = known?.request_id;
    const idText = id && t("ui.error.requestId", { id });
    return (
      <State
        role="alert"
        {...rest}
        ref={ref}
        state="error"
        icon={<CircleAlert aria-hidden />}
        title={title ?? t("ui.error.title")}
        text={text(error)}
        facts={
          known && (
            <>
              <code>{known.code}</code>
              {id && (
                <Suspense fallback={<span>{idText}</span>}>
                  <CopyText text={id} label={t("ui.error.copyRequestId")}>
                    {idText}
                  </CopyText>
                </Suspense>
              )}
            </>
          )
        }
        action={retry}
      />
    );
  },
);

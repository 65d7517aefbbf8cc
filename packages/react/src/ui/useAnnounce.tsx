"use client";
import { CircleAlert, CircleCheck, Info, X } from "lucide-react";
import {
  type Context,
  createContext,
  type ReactElement,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { createPortal } from "react-dom";
import { useMessages } from "../i18n/useMessages.ts";
import { Button } from "./Button.tsx";
import { usePortal } from "./portal.ts";
import { uiMessages } from "./ui.messages.ts";

export interface AnnounceOptions {
  /** `error` stays until it is dismissed; the others go after 6 seconds, unless the pointer or focus is on them. Default `info`. */
  tone?: "info" | "success" | "error" | undefined;
  /** Spoken only, nothing is shown. Default false. */
  silent?: boolean | undefined;
  /** What it is about: takes the place of the toast that was shown about it before. Default: of none. */
  topic?: string | undefined;
  /** A way to act on it, for example to undo. */
  action?: { label: string; onSelect: () => void } | undefined;
}
/** Says a sentence to everyone: read out by screen readers and, unless silent, shown as a toast. */
export type Announce = (message: string, options?: AnnounceOptions) => void;

interface Toast extends AnnounceOptions {
  id: number;
  message: string;
}

const AnnounceContext: Context<Announce> = createContext<Announce>(() => {});
/** The announce function of the nearest provider. Without one it does nothing. */
export const useAnnounce = (): Announce => useContext(AnnounceContext);

const icons = { info: Info, success: CircleCheck, error: CircleAlert } as const;

function ToastItem({ toast, onDismiss }: { toast: Toast; onDismiss: () => void }): ReactElement {
  const t = useMessages(uiMessages);
  const [held, setHeld] = useState(false);
  const tone = toast.tone ?? "info";
  const dismiss = useRef(onDismiss);
  dismiss.current = onDismiss;
  useEffect(() => {
    if (held || tone === "error") return;
    const timer = setTimeout(() => dismiss.current(), 6000);
    return () => clearTimeout(timer);
  }, [held, tone]);
  const Icon = icons[tone];
  return (
    <li
      className="st-toast"
      data-slot="toast"
      data-tone={tone}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon aria-hidden className="st-toast-icon" />
      <span className="st-toast-text">{toast.message}</span>
      {toast.action && (
        <Button
          size="sm"
          variant="ghost"
          onClick={() => {
            toast.action?.onSelect();
            onDismiss();
          }}
        >
          {toast.action.label}
        </Button>
      )}
      {/* No IconButton: its tooltip would cost every application that has a provider. */}
      <Button
        size="sm"
        variant="ghost"
        className="st-icon-button"
        aria-label={t("ui.dismiss")}
        icon={<X aria-hidden />}
        onClick={onDismiss}
      />
    </li>
  );
}

/**
 * Holds the one live region and the toasts. The region is separate from them: it is there before anything is said,
 * which screen readers need, and a toast that goes away is not read again.
 */
export function Announcer({ children }: { children: ReactNode }): ReactElement {
  const portal = usePortal();
  const [toasts, setToasts] = useState<Toast[]>([]);
  const [spoken, setSpoken] = useState({ id: 0, message: "", urgent: false });
  const next = useRef(0);
  const announce = useCallback<Announce>((message, options = {}) => {
    const id = ++next.current;
    setSpoken({ id, message, urgent: options.tone === "error" });
    if (!options.silent) {
      const { topic } = options;
      setToasts((all) => [
        ...all.filter((one) => !topic || one.topic !== topic).slice(-3),
        { ...options, id, message },
      ]);
    }
  }, []);
  const floating = useMemo(
    () => (
      <>
        <div className="st-sr-only" aria-live="polite" data-slot="live-region">
          {!spoken.urgent && <span key={spoken.id}>{spoken.message}</span>}
        </div>
        <div className="st-sr-only" aria-live="assertive" data-slot="live-region-urgent">
          {spoken.urgent && <span key={spoken.id}>{spoken.message}</span>}
        </div>
        {toasts.length > 0 && (
          <ul className="st-toasts" data-slot="toasts">
            {toasts.map((toast) => (
              <ToastItem
                key={toast.id}
                toast={toast}
                onDismiss={() => setToasts((all) => all.filter((one) => one.id !== toast.id))}
              />
            ))}
          </ul>
        )}
      </>
    ),
    [toasts, spoken],
  );
  return (
    <AnnounceContext.Provider value={announce}>
      {children}
      {portal && createPortal(floating, portal)}
    </AnnounceContext.Provider>
  );
}

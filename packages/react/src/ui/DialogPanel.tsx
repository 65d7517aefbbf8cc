"use client";
import { X } from "lucide-react";
import * as Radix from "radix-ui/dialog";
import { type ComponentPropsWithoutRef, forwardRef, type ReactNode, useRef } from "react";
import { useMessages } from "../i18n/useMessages.ts";
import { IconButton } from "./IconButton.tsx";
import { useOverlay } from "./overlay.tsx";
import { cx, type Part } from "./part.ts";
import { usePortal } from "./portal.ts";
import { uiMessages } from "./ui.messages.ts";

export interface DialogPanelProps extends Omit<ComponentPropsWithoutRef<typeof Radix.Content>, "title"> {
  /** Names the dialog. */
  title: ReactNode;
  /** One line under the title. */
  description?: ReactNode;
  /** Width: 400, 480 or 720 px. Default `md`. */
  size?: "sm" | "md" | "lg" | undefined;
  /** `false` leaves out the cross, where only a button inside may close it. Default true. */
  closable?: boolean | undefined;
}

/**
 * The heavy half of a dialog. The scrim is an own element because Radix's one writes a `<style>` to lock scrolling,
 * which a strict content security policy refuses.
 */
export const DialogPanel: Part<DialogPanelProps, HTMLDivElement> = forwardRef<
  HTMLDivElement,
  DialogPanelProps
>(function DialogPanel(
  { title, description, size = "md", closable = true, className, children, ...rest },
  ref,
) {
  const t = useMessages(uiMessages);
  const { open, setOpen } = useOverlay("DialogContent");
  const before = useRef<Element | null>(null);
  const none = description ? {} : { "aria-describedby": undefined };
  return (
    <Radix.Root open={open} onOpenChange={setOpen}>
      <Radix.Portal container={usePortal()}>
        <div className="st-overlay" data-slot="overlay">
          <Radix.Content
            data-slot="dialog"
            {...none}
            {...rest}
            onOpenAutoFocus={(event) => {
              before.current = document.activeElement;
              rest.onOpenAutoFocus?.(event);
              if (!event.defaultPrevented) focusField(event);
            }}
            onCloseAutoFocus={(event) => {
              rest.onCloseAutoFocus?.(event);
              if (event.defaultPrevented || !(before.current instanceof HTMLElement)) return;
              // Radix gives the focus back to a trigger only, and many dialogs are opened by a menu or a key.
              event.preventDefault();
              before.current.focus();
            }}
            ref={ref}
            className={cx("st-dialog", className)}
            data-size={size}
          >
            <div className="st-dialog-header" data-slot="dialog-header">
              <Radix.Title className="st-dialog-title" data-slot="dialog-title">
                {title}
              </Radix.Title>
              {description && (
                <Radix.Description className="st-dialog-description" data-slot="dialog-description">
                  {description}
                </Radix.Description>
              )}
              {closable && (
                <Radix.Close asChild>
                  <IconButton label={t("ui.close")} tooltip={false} size="sm" icon={<X aria-hidden />} />
                </Radix.Close>
              )}
            </div>
            {children}
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
});

/** The focus starts in the first field; without one, where Radix puts it. */
function focusField(event: Event): void {
  const field = (event.target as Element).querySelector<HTMLElement>(
    "[data-slot=dialog-body] :is(input, select, textarea):not(:disabled)",
  );
  if (!field) return;
  event.preventDefault();
  field.focus();
}

"use client";
import { useDirection } from "radix-ui/direction";
import { Menu as Radix } from "radix-ui/internal";
import { type ComponentPropsWithoutRef, forwardRef, useEffect, useRef } from "react";
import { type MenuParts, MenuPartsContext } from "./menu-parts.ts";
import { useOverlay } from "./overlay.tsx";
import { cx, type Part } from "./part.ts";
import { usePortal } from "./portal.ts";

const parts: MenuParts = { Item: Radix.Item, Separator: Radix.Separator, Label: Radix.Label };

export type MenuPanelProps = ComponentPropsWithoutRef<typeof Radix.Content>;
/** The heavy half of a menu: its list, placed beside the trigger. */
export const MenuPanel: Part<MenuPanelProps, HTMLDivElement> = forwardRef<HTMLDivElement, MenuPanelProps>(
  function MenuPanel({ className, ...rest }, ref) {
    const { open, setOpen, trigger, byKey } = useOverlay("MenuContent");
    const list = useRef<HTMLDivElement>(null);
    const pressedOutside = useRef(false);
    useEffect(() => {
      if (!open || !byKey.current) return;
      // Radix tells a key from a press by listening before it opens, and the first time it was not there yet. Items
      // that are loaded come later still.
      let frame = 0;
      const seek = (): void => {
        const item = list.current?.querySelector<HTMLElement>("[role^=menuitem]:not([data-disabled])");
        if (!item) frame = requestAnimationFrame(seek);
        else if (!list.current?.querySelector(":focus")) item.focus();
      };
      frame = requestAnimationFrame(seek);
      return () => cancelAnimationFrame(frame);
    }, [open, byKey]);
    return (
      <Radix.Root open={open} onOpenChange={setOpen} modal={false} dir={useDirection()}>
        <Radix.Anchor virtualRef={trigger as { current: HTMLElement }} />
        <Radix.Portal container={usePortal()}>
          <Radix.Content
            data-slot="menu"
            align="start"
            sideOffset={4}
            collisionPadding={8}
            {...rest}
            ref={(element) => {
              list.current = element;
              if (typeof ref === "function") ref(element);
              else if (ref) ref.current = element;
            }}
            className={cx("st-menu", className)}
            onInteractOutside={(event) => {
              rest.onInteractOutside?.(event);
              // The trigger closes by itself; closed here first, its click would open it again.
              if (trigger.current?.contains(event.target as Node)) event.preventDefault();
              else pressedOutside.current = true;
            }}
            onCloseAutoFocus={(event) => {
              rest.onCloseAutoFocus?.(event);
              if (!event.defaultPrevented && !pressedOutside.current) trigger.current?.focus();
              pressedOutside.current = false;
              event.preventDefault();
            }}
          >
            <MenuPartsContext.Provider value={parts}>{rest.children}</MenuPartsContext.Provider>
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    );
  },
);

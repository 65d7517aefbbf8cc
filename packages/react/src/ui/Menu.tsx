"use client";
import * as Radix from "radix-ui/dropdown-menu";
import { type ComponentPropsWithoutRef, forwardRef, type ReactElement, type ReactNode } from "react";
import { cx, type Part } from "./part.ts";
import { usePortal } from "./portal.ts";

/** State of a menu. Not modal: it locks no scrolling, and a press outside reaches what it was meant for. */
export function Menu(props: ComponentPropsWithoutRef<typeof Radix.Root>): ReactElement {
  return <Radix.Root modal={false} {...props} />;
}
/** The button that opens the menu; use with `asChild`. */
export const MenuTrigger: typeof Radix.Trigger = Radix.Trigger;

export type MenuContentProps = ComponentPropsWithoutRef<typeof Radix.Content>;
/** The list of the menu, beside its trigger. */
export const MenuContent: Part<MenuContentProps, HTMLDivElement> = forwardRef<
  HTMLDivElement,
  MenuContentProps
>(function MenuContent({ className, ...rest }, ref) {
  return (
    <Radix.Portal container={usePortal()}>
      <Radix.Content
        data-slot="menu"
        align="start"
        sideOffset={4}
        collisionPadding={8}
        {...rest}
        ref={ref}
        className={cx("st-menu", className)}
      />
    </Radix.Portal>
  );
});

export interface MenuItemProps extends ComponentPropsWithoutRef<typeof Radix.Item> {
  icon?: ReactNode;
  /** `danger` for what destroys. Default `neutral`. */
  tone?: "neutral" | "danger" | undefined;
  /** Key that does the same, as it is printed on it. */
  shortcut?: string | undefined;
  /** Second line; for a disabled item, why it is. */
  hint?: string | undefined;
}
/** One thing to do. A disabled item stays reachable by reading and says why in its hint. */
export const MenuItem: Part<MenuItemProps, HTMLDivElement> = forwardRef<HTMLDivElement, MenuItemProps>(
  function MenuItem({ icon, tone = "neutral", shortcut, hint, className, children, ...rest }, ref) {
    return (
      <Radix.Item
        data-slot="menu-item"
        {...rest}
        ref={ref}
        className={cx("st-menu-item", className)}
        data-tone={tone}
      >
        {icon}
        <span className="st-menu-text">
          {children}
          {hint && <small>{hint}</small>}
        </span>
        {shortcut && (
          <kbd className="st-kbd" aria-hidden>
            {shortcut}
          </kbd>
        )}
      </Radix.Item>
    );
  },
);

/** A line between groups. */
export function MenuSeparator(): ReactElement {
  return <Radix.Separator className="st-menu-separator" data-slot="menu-separator" />;
}
/** The name of a group. */
export function MenuLabel({ children }: { children: ReactNode }): ReactElement {
  return (
    <Radix.Label className="st-menu-label" data-slot="menu-label">
      {children}
    </Radix.Label>
  );
}

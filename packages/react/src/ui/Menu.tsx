"use client";
import {
  type ComponentPropsWithoutRef,
  forwardRef,
  lazy,
  type ReactElement,
  type ReactNode,
  Suspense,
} from "react";
import type { MenuPanelProps } from "./MenuPanel.tsx";
import { type MenuParts, useMenuParts } from "./menu-parts.ts";
import {
  Overlay,
  type OverlayProps,
  OverlayTrigger,
  type OverlayTriggerProps,
  useOverlay,
} from "./overlay.tsx";
import { cx, type Part } from "./part.ts";

const load = () => import("./MenuPanel.tsx");
const Panel = lazy(() => load().then(({ MenuPanel }) => ({ default: MenuPanel })));

/** State of a menu: `open`, `defaultOpen`, `onOpenChange`. Not modal: a press outside reaches what it was meant for. */
export function Menu(props: OverlayProps): ReactElement {
  return <Overlay {...props} preload={load} />;
}
/** The button that opens the menu; use with `asChild`. */
export const MenuTrigger: Part<OverlayTriggerProps, HTMLButtonElement> = forwardRef<
  HTMLButtonElement,
  OverlayTriggerProps
>(function MenuTrigger(props, ref) {
  return <OverlayTrigger {...props} ref={ref} popup="menu" />;
});

export type MenuContentProps = MenuPanelProps;
/** The list of the menu, beside its trigger. */
export const MenuContent: Part<MenuContentProps, HTMLDivElement> = forwardRef<
  HTMLDivElement,
  MenuContentProps
>(function MenuContent(props, ref) {
  if (!useOverlay("MenuContent").used) return null;
  return (
    <Suspense fallback={null}>
      <Panel {...props} ref={ref} />
    </Suspense>
  );
});

export interface MenuItemProps extends ComponentPropsWithoutRef<MenuParts["Item"]> {
  /** A lucide icon before the words. */
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
    const { Item } = useMenuParts("MenuItem");
    return (
      <Item
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
      </Item>
    );
  },
);

/** A line between groups. */
export function MenuSeparator(): ReactElement {
  const { Separator } = useMenuParts("MenuSeparator");
  return <Separator className="st-menu-separator" data-slot="menu-separator" />;
}
/** The name of a group. */
export function MenuLabel({ children }: { children: ReactNode }): ReactElement {
  const { Label } = useMenuParts("MenuLabel");
  return (
    <Label className="st-menu-label" data-slot="menu-label">
      {children}
    </Label>
  );
}

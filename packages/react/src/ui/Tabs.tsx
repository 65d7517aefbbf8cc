"use client";
import * as Radix from "radix-ui/tabs";
import { type ComponentPropsWithoutRef, forwardRef } from "react";
import { cx, type Part } from "./part.ts";

/** State of the tabs: `value`, `defaultValue`, `onValueChange`. */
export const Tabs: typeof Radix.Root = Radix.Root;

export type TabsListProps = ComponentPropsWithoutRef<typeof Radix.List>;
/** The row of tabs; arrow keys move in it. Give it an `aria-label`. */
export const TabsList: Part<TabsListProps, HTMLDivElement> = forwardRef<HTMLDivElement, TabsListProps>(
  function TabsList({ className, ...rest }, ref) {
    return <Radix.List data-slot="tabs-list" {...rest} ref={ref} className={cx("st-tabs-list", className)} />;
  },
);

export type TabProps = ComponentPropsWithoutRef<typeof Radix.Trigger>;
/** One tab. */
export const Tab: Part<TabProps, HTMLButtonElement> = forwardRef<HTMLButtonElement, TabProps>(function Tab(
  { className, ...rest },
  ref,
) {
  return <Radix.Trigger data-slot="tab" {...rest} ref={ref} className={cx("st-tab", className)} />;
});

export type TabPanelProps = ComponentPropsWithoutRef<typeof Radix.Content>;
/** What a tab shows. */
export const TabPanel: Part<TabPanelProps, HTMLDivElement> = forwardRef<HTMLDivElement, TabPanelProps>(
  function TabPanel({ className, ...rest }, ref) {
    return (
      <Radix.Content data-slot="tab-panel" {...rest} ref={ref} className={cx("st-tab-panel", className)} />
    );
  },
);

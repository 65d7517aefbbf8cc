"use client";
import { forwardRef, type TimeHTMLAttributes, useEffect, useReducer } from "react";
import { useLocale, useMessages } from "../i18n/useMessages.ts";
import type { Part } from "./part.ts";
import { uiMessages } from "./ui.messages.ts";

const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_628_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** What lacks so little of a whole unit to come is told as one: a term of 90 days, a second later, still ends in 3 months. */
const NEARLY = 0.05;

/**
 * How long ago, or in how long, in words: `5 minutes ago`, `tomorrow`. Told in whole units, of which what is to come
 * may lack a little. Under a minute it is `now`, as the locale says.
 */
export function formatRelative(time: Date, now: Date, locale: string): string {
  const seconds = (time.getTime() - now.getTime()) / 1000;
  const count = (size: number): number => Math.trunc(seconds / size + (seconds > 0 ? NEARLY : 0));
  const [unit, size] = units.find(([, length]) => count(length) !== 0) ?? [
    "second",
    Number.POSITIVE_INFINITY,
  ];
  // What lacks a little of a day may end today, and is not called tomorrow.
  const numeric = seconds > 0 && seconds < size && unit !== "second" ? "always" : "auto";
  return new Intl.RelativeTimeFormat(locale, { numeric }).format(count(size) || 0, unit);
}

export interface RelativeTimeProps
  extends Omit<TimeHTMLAttributes<HTMLTimeElement>, "children" | "dateTime"> {
  /** RFC 3339. */
  value: string;
}

/** A time as people say it, with the exact one on hover. Keeps itself current, by the minute. */
export const RelativeTime: Part<RelativeTimeProps, HTMLTimeElement> = forwardRef<
  HTMLTimeElement,
  RelativeTimeProps
>(function RelativeTime({ value, ...rest }, ref) {
  const locale = useLocale();
  const t = useMessages(uiMessages);
  const [, tick] = useReducer((n: number) => n + 1, 0);
  useEffect(() => {
    const timer = setInterval(tick, 60_000);
    return () => clearInterval(timer);
  }, []);
  const time = new Date(value);
  const now = new Date();
  // A server's clock may be a little ahead of the reader's.
  const justNow = Math.abs(now.getTime() - time.getTime()) < 60_000;
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" }).format(time);
  return (
    <time
      data-slot="relative-time"
      title={exact}
      {...rest}
      ref={ref}
      dateTime={value}
      suppressHydrationWarning
    >
      {justNow ? t("ui.time.justNow") : formatRelative(time, now, locale)}
    </time>
  );
});

"use client";
import { useEffect, useRef, useState } from "react";

/** Is it one of Apple’s devices, where ⌘ is what Ctrl is elsewhere? Only in a browser. */
export const isApple = (): boolean => /^(Mac|iP)/.test(navigator.platform);

/** Does a key press match a shortcut such as `mod+k`? `mod` is ⌘ on Apple's devices and Ctrl elsewhere. */
function matches(event: KeyboardEvent, shortcut: string): boolean {
  const words = shortcut.toLowerCase().split("+");
  const held = (word: string): boolean => words.includes(word);
  const meta = held("meta") || (held("mod") && isApple());
  const ctrl = held("ctrl") || (held("mod") && !isApple());
  return (
    event.key.toLowerCase() === words.at(-1) &&
    event.metaKey === meta &&
    event.ctrlKey === ctrl &&
    event.altKey === held("alt") &&
    event.shiftKey === held("shift")
  );
}

/** A shortcut for eyes and for screen readers. */
export interface ShortcutLabel {
  /** As it is printed on keys: `⌘K`, `Ctrl K`. */
  keys: string;
  /** For `aria-keyshortcuts`: `Meta+K`, `Control+K`. */
  aria: string;
}

/**
 * Calls `run` when the keys are pressed anywhere on the page. `false` listens to nothing.
 * @returns how to call it; null on a server and at first, where the device is not known.
 */
export function useShortcut(shortcut: string | false, run: () => void): ShortcutLabel | null {
  const latest = useRef(run);
  latest.current = run;
  const [label, setLabel] = useState<ShortcutLabel | null>(null);
  useEffect(() => {
    setLabel(shortcut === false ? null : shortcutLabel(shortcut));
    if (shortcut === false) return;
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || !matches(event, shortcut)) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [shortcut]);
  return label;
}

/** How a shortcut is called on this device. Only in a browser, as it depends on the device. */
export function shortcutLabel(shortcut: string): ShortcutLabel {
  const words = shortcut.toLowerCase().split("+");
  const key = (words.pop() ?? "").toUpperCase();
  const held = words.map((word) => (word === "mod" ? (isApple() ? "meta" : "ctrl") : word));
  const signs: Record<string, string> = { meta: "⌘", ctrl: "⌃", alt: "⌥", shift: "⇧" };
  const names: Record<string, string> = { meta: "Meta", ctrl: "Ctrl", alt: "Alt", shift: "Shift" };
  const keys = isApple()
    ? held.map((word) => signs[word] ?? word).join("") + key
    : [...held.map((word) => names[word] ?? word), key].join(" ");
  const aria = [...held.map((word) => (word === "ctrl" ? "Control" : (names[word] ?? word))), key].join("+");
  return { keys, aria };
}

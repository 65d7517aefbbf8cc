import type { ForwardRefExoticComponent, RefAttributes } from "react";

/** A component that renders one DOM node `E`, hands its ref on and puts unknown props on it. */
export type Part<Props, E> = ForwardRefExoticComponent<Props & RefAttributes<E>>;

/** Joins class names; what is falsy is left out. */
export const cx = (...names: (string | false | null | undefined)[]): string =>
  names.filter(Boolean).join(" ");

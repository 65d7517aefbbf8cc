"use client";
import type { Menu as Radix } from "radix-ui/internal";
import { type Context, createContext, useContext } from "react";

/** What the light half of a menu draws its items with; it comes with the heavy half. */
export interface MenuParts {
  Item: typeof Radix.Item;
  Separator: typeof Radix.Separator;
  Label: typeof Radix.Label;
}
/** The parts; null outside of an open menu. */
export const MenuPartsContext: Context<MenuParts | null> = createContext<MenuParts | null>(null);

/** The parts for `part`. @throws Error outside of an open menu. */
export function useMenuParts(part: string): MenuParts {
  const parts = useContext(MenuPartsContext);
  if (!parts) throw new Error(`${part} must stand inside MenuContent.`);
  return parts;
}

"use client";
import { type Context, createContext, useContext } from "react";

/** Where dialogs, menus and toasts are drawn: an element of the kit's own theme, at the end of the body. */
export const PortalContext: Context<HTMLElement | null> = createContext<HTMLElement | null>(null);
/** The element for floating parts; null before the first effect, when the body serves. */
export const usePortal = (): HTMLElement | null => useContext(PortalContext);

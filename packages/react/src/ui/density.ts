"use client";
import { type Context, createContext, useContext } from "react";

/** How close things stand: rows of 40 or 32 px. */
export type Density = "comfortable" | "compact";
export const DensityContext: Context<Density> = createContext<Density>("comfortable");
/** The density in use, for what must know it in pixels. */
export const useDensity = (): Density => useContext(DensityContext);
/** Height of a row in px. */
export const useRowHeight = (): number => (useDensity() === "compact" ? 32 : 40);

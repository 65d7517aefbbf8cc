"use client";
import { useEffect, useLayoutEffect } from "react";

/** `useLayoutEffect` that is silent on a server, where there is nothing to lay out. */
export const useLayout: typeof useLayoutEffect =
  typeof document === "undefined" ? useEffect : useLayoutEffect;

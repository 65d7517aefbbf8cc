"use client";
import { VersionConflictError } from "@stratum-hq/core/client";
import { useState } from "react";

/** What a form tells of somebody else who was quicker. */
export interface Conflict<T> {
  /** What went wrong; null if it was that. */
  error: unknown;
  /** What they have saved since the form began; null if nobody has, or the form goes on from there already. */
  theirs: T | null;
  /** Fills the form with it. */
  takeTheirs: () => void;
  /** Goes on from it with what is in the form, to be saved over it. */
  keepMine: () => void;
}

/** What a form began with, or goes on from: undefined for something new. */
export interface Base<T> {
  base: T | undefined;
  /** Reads the server's refusal. `fill` puts what was saved into the form. */
  conflictIn: (error: unknown, fill: (theirs: T) => void) => Conflict<T>;
}

/** Holds the state that a form changes. When somebody else has changed it first, the form goes on from theirs. */
export function useBase<T extends { version: number }>(row: T | undefined): Base<T> {
  const [base, setBase] = useState(row);
  return {
    base,
    conflictIn: (error, fill) => {
      const stored = error instanceof VersionConflictError ? (error.details.current as T) : null;
      const theirs = stored && stored.version !== base?.version ? stored : null;
      const keepMine = (): void => {
        if (theirs) setBase(theirs);
      };
      return {
        error: stored ? null : error,
        theirs,
        keepMine,
        takeTheirs: () => {
          keepMine();
          if (theirs) fill(theirs);
        },
      };
    },
  };
}

/** The table of modes, free of storage: the engine's explanations, its simulations and the mock fold chains with it. */

/** As much of a policy as the table needs. */
export interface Ruled {
  mode: string;
}

/** What holds for a key at some level, and so for those below it. */
export interface Governing<P extends Ruled> {
  /** The policy whose value holds. */
  policy: P;
  /** What it leaves to those below: `LOCKED`, `INHERITED` or `DELEGATED`. */
  mode: string;
  /** The highest policy that is not DELEGATED; null if all of them are. Nobody below it chooses a mode. */
  ruler: P | null;
}

/** One step down the tree: what governs above a level, joined by the level's own policy. */
export function govern<P extends Ruled>(
  above: Governing<P> | null,
  own: P | null | undefined,
): Governing<P> | null {
  if (!own || above?.mode === "LOCKED") return above;
  if (above?.ruler) return { ...above, policy: own };
  return { policy: own, mode: own.mode, ruler: own.mode === "DELEGATED" ? null : own };
}

/**
 * Why a tenant below may not write this policy; null if it may.
 * @param mode the mode that the write names; undefined leaves it.
 */
export function refusal(
  above: Governing<Ruled> | null,
  mode: string | undefined,
): "PERMISSION_LOCKED" | "PERMISSION_NOT_DELEGATED" | null {
  if (above?.mode === "LOCKED") return "PERMISSION_LOCKED";
  if (above?.mode === "INHERITED" && mode !== undefined && mode !== "INHERITED")
    return "PERMISSION_NOT_DELEGATED";
  return null;
}

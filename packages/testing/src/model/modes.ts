/** What the mode of a policy leaves to those below: of permissions and of policies over attributes alike. */
import type { PermissionMode } from "@stratum-hq/core";
import { broken } from "./verdict.ts";

/** What governs at a level: whose policy, and what it allows below. */
export interface Governing<P> {
  policy: P;
  mode: PermissionMode;
}

/** One step down: what governs after a level that has `own`. */
export function step<P extends { mode: PermissionMode }>(
  above: Governing<P> | undefined,
  own: P | undefined,
): Governing<P> | undefined {
  if (!own) return above;
  if (above?.mode === "LOCKED") return above;
  if (above?.mode === "INHERITED") return { policy: own, mode: "INHERITED" };
  return { policy: own, mode: own.mode };
}

/** Why a write that names `mode`, or none, is refused below a policy of the mode `above`. */
export const unfit = (above: PermissionMode | undefined, mode: PermissionMode | undefined): string[] =>
  broken(
    [above === "LOCKED", "PERMISSION_LOCKED"],
    [above === "INHERITED" && (mode ?? "INHERITED") !== "INHERITED", "PERMISSION_NOT_DELEGATED"],
  );

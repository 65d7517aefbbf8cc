import { StratumError } from "@stratum-hq/core/client";

/** What the server says about one field of a refused form, e.g. `fieldError(error, "subject_id")`; undefined if nothing. */
export function fieldError(error: unknown, field: string): string | undefined {
  if (!(error instanceof StratumError)) return undefined;
  const found = error.details.errors?.find(({ path }) => path.split(".").includes(field));
  return found && `${found.message.charAt(0).toUpperCase()}${found.message.slice(1)}.`.replace(/\.\.$/, ".");
}

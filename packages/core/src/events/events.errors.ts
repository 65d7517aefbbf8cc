import type { ErrorClass } from "../http/errors.ts";

/** Errors of this feature by code; make each class with `defineError`. */
export const eventsErrors = {} as const satisfies Record<string, ErrorClass>;

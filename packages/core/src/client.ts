/** What a client needs at run time, free of zod: routes and error classes. Types of the API come along for nothing. */
import { accessErrors } from "./access/access.errors.ts";
import { accessRoutes } from "./access/access.routes.ts";
import { auditErrors } from "./audit/audit.errors.ts";
import { auditRoutes } from "./audit/audit.routes.ts";
import { configErrors } from "./config/config.errors.ts";
import { configRoutes } from "./config/config.routes.ts";
import { consentErrors } from "./consent/consent.errors.ts";
import { consentRoutes } from "./consent/consent.routes.ts";
import { eventsErrors } from "./events/events.errors.ts";
import { eventsRoutes } from "./events/events.routes.ts";
import { type ErrorClass, httpErrors, StratumError } from "./http/errors.ts";
import { jobsErrors } from "./jobs/jobs.errors.ts";
import { jobsRoutes } from "./jobs/jobs.routes.ts";
import { permissionsErrors } from "./permissions/permissions.errors.ts";
import { permissionsRoutes } from "./permissions/permissions.routes.ts";
import { tenantsErrors } from "./tenants/tenants.errors.ts";
import { tenantsRoutes } from "./tenants/tenants.routes.ts";
import { usageErrors } from "./usage/usage.errors.ts";
import { usageRoutes } from "./usage/usage.routes.ts";
import { webhooksErrors } from "./webhooks/webhooks.errors.ts";
import { webhooksRoutes } from "./webhooks/webhooks.routes.ts";

/** Every operation's place, by name. */
export const routes = {
  ...tenantsRoutes,
  ...configRoutes,
  ...permissionsRoutes,
  ...consentRoutes,
  ...jobsRoutes,
  ...usageRoutes,
  ...auditRoutes,
  ...accessRoutes,
  ...webhooksRoutes,
  ...eventsRoutes,
} as const;

/** Every error class, by code. */
export const errorClasses = {
  ...httpErrors,
  ...tenantsErrors,
  ...configErrors,
  ...permissionsErrors,
  ...consentErrors,
  ...jobsErrors,
  ...usageErrors,
  ...auditErrors,
  ...accessErrors,
  ...webhooksErrors,
  ...eventsErrors,
} as const;
/** Any code that Stratum answers with. */
export type ErrorCode = keyof typeof errorClasses;

/** Turns a problem document back into the error class of its code; an unknown code gives a plain `StratumError`. */
export function reviveError(problem: {
  code?: string;
  status?: number;
  detail?: string;
  request_id?: string;
  errors?: { path: string; message: string }[];
  details?: Record<string, unknown>;
}): StratumError {
  const details = { ...problem.details, ...(problem.errors ? { errors: problem.errors } : {}) };
  const message = problem.detail ?? "The server gave no reason.";
  const known: ErrorClass | undefined = problem.code ? errorClasses[problem.code as ErrorCode] : undefined;
  const error = known
    ? new known(message, details)
    : new StratumError(problem.code ?? "UNKNOWN", problem.status ?? 500, message, details);
  if (problem.request_id) error.request_id = problem.request_id;
  return error;
}

export * from "./access/access.errors.ts";
export * from "./audit/audit.errors.ts";
export * from "./config/config.errors.ts";
export * from "./consent/consent.errors.ts";
export * from "./context/context.ts";
export * from "./events/events.errors.ts";
export * from "./http/errors.ts";
export * from "./http/routes.ts";
export * from "./jobs/jobs.errors.ts";
export * from "./permissions/permissions.errors.ts";
export * from "./tenants/tenants.errors.ts";
export * from "./tenants/tenants.paths.ts";
export * from "./usage/usage.errors.ts";
export * from "./webhooks/signature.ts";
export * from "./webhooks/webhooks.errors.ts";

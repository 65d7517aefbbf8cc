/** Whose request is it? The same rules for every framework. */
import type { IncomingHttpHeaders } from "node:http";
import type { ResolvedTenant } from "@stratum-hq/core";
import {
  ForbiddenError,
  StratumError,
  TenantNotFoundError,
  UnauthorizedError,
  ValidationError,
} from "@stratum-hq/core/client";
import type { StratumClient } from "../client.ts";
import type { TenantContext } from "./context.ts";
import { UnavailableError, unavailable } from "./errors.ts";
import type { Claims, TenancyOptions } from "./options.ts";
import { bearerOf, createVerifier } from "./token.ts";

/** Where a request says that it belongs. */
interface Named extends Pick<TenantContext, "claims" | "impersonated_from"> {
  tenant_id: string;
  named_by: "token" | "header" | "resolver";
}

/**
 * Finds the tenant of a request and all that resolves for it; nothing for one that names none and need not.
 * @throws StratumError for who does not get in; anything else comes from a function in the options.
 */
export type Tenancy<Request> = (
  request: Request,
  headers: IncomingHttpHeaders,
) => Promise<TenantContext | undefined>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Answers of the control plane that are about the tenant. All others are about us. */
const ABOUT_THE_TENANT = new Set(["TENANT_NOT_FOUND", "TENANT_SUSPENDED", "TENANT_ARCHIVED"]);

/** @throws TypeError for options that cannot work. */
export function createTenancy<Request>(
  client: Pick<StratumClient, "resolveTenant">,
  options: TenancyOptions<Request>,
): Tenancy<Request> {
  const { header: name = "x-tenant-id", resolvers = [], authorize, optional = false, onError } = options;
  const { jwtClaim = "tenant_id" } = options;
  const header = name === false ? undefined : name.toLowerCase();
  const verify = createVerifier(options);

  /** What the token says. One that is there and not valid is refused, whatever else names a tenant. */
  async function claimsOf(headers: IncomingHttpHeaders): Promise<Claims | undefined> {
    const token = verify && bearerOf(headers.authorization);
    return token === undefined ? undefined : verify?.(token);
  }
  function tenantOf(claims: Claims | undefined): string | undefined {
    const claim = claims?.[jwtClaim];
    if (claim === undefined || claim === null) return undefined;
    if (typeof claim === "string" && UUID.test(claim)) return claim.toLowerCase();
    throw new UnauthorizedError(`The token's ${jwtClaim} is not the id of a tenant.`);
  }
  function headerOf(headers: IncomingHttpHeaders): string | undefined {
    const id = header && headers[header];
    if (!id || !header) return undefined;
    if (typeof id === "string" && UUID.test(id)) return id.toLowerCase();
    throw invalidHeader(header, "must be one UUID, for example 0199c2f0-7a51-7cc3-9d2e-1f2a3b4c5d6e");
  }
  async function resolved(request: Request): Promise<string | undefined> {
    for (const resolver of resolvers) {
      const id = await resolver(request);
      if (!id) continue;
      if (!UUID.test(id)) throw new TenantNotFoundError(`There is no tenant ${id}.`);
      return id.toLowerCase();
    }
    return undefined;
  }

  async function find(request: Request, headers: IncomingHttpHeaders): Promise<Named | undefined> {
    const claims = await claimsOf(headers);
    const own = tenantOf(claims);
    const asked = headerOf(headers);
    const said = claims && { claims };
    if (own !== undefined && (asked === undefined || asked === own))
      return { tenant_id: own, named_by: "token", ...said };
    if (asked !== undefined) {
      const may = await authorize?.({
        tenant_id: asked,
        request,
        ...said,
        ...(own !== undefined && { own_tenant_id: own }),
      });
      // In the same words whether that tenant exists or not.
      if (!(may ?? own === undefined)) throw new ForbiddenError("The caller may not act in this tenant.");
      return {
        tenant_id: asked,
        named_by: "header",
        ...said,
        ...(own !== undefined && { impersonated_from: own }),
      };
    }
    const tenant_id = await resolved(request);
    return tenant_id === undefined ? undefined : { tenant_id, named_by: "resolver", ...said };
  }

  function nobody(): StratumError {
    if (verify) return new UnauthorizedError("Send a token of a tenant in Authorization: Bearer.");
    if (header) return invalidHeader(header, "is required: the id of the tenant");
    return new ValidationError("The request names no tenant.");
  }

  async function lookUp(tenant_id: string): Promise<ResolvedTenant> {
    try {
      return await client.resolveTenant(tenant_id);
    } catch (cause) {
      if (!(cause instanceof StratumError) || !ABOUT_THE_TENANT.has(cause.code)) throw unavailable(cause);
      throw cause;
    }
  }

  return async (request, headers) => {
    try {
      const named = await find(request, headers);
      if (named) return { ...named, ...(await lookUp(named.tenant_id)) };
      if (optional) return undefined;
      throw nobody();
    } catch (error) {
      if (error instanceof UnavailableError) onError?.(error.cause, request);
      throw error;
    }
  };
}

function invalidHeader(header: string, message: string): ValidationError {
  const path = `headers.${header}`;
  return new ValidationError(`Invalid input: ${path} ${message}.`, { errors: [{ path, message }] });
}

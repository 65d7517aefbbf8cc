import { type StratumClient, usesApiKey } from "@stratum-hq/sdk";

declare const process: { env: { NODE_ENV?: string } };

const WHY =
  "A long-lived API key must not reach a browser: whoever opens the page can read it and act with it. " +
  "Let your server exchange the key for a short-lived UI token (POST /api/v1/ui-tokens) and give TenantProvider " +
  "`getToken`, or a `client` made with `getToken`.";

/** @throws Error if a server's key (`sk_…`) is about to be used in a browser, unless this is a development build. */
export function refuseSecretKey(credential: string | StratumClient): void {
  const secret = typeof credential === "string" ? /^sk_/.test(credential) : usesApiKey(credential);
  if (!secret || typeof document === "undefined") return;
  if (process.env.NODE_ENV === "production" || process.env.NODE_ENV === undefined) throw new Error(WHY);
  console.warn(`${WHY} It is let through because this is a development build.`);
}

import { Stratum } from "@stratum-hq/lib";
import { Pool } from "pg";
import { buildApp } from "./app.ts";

/**
 * The OpenAPI document of the server, as `/api/docs/json` answers it. Needs no database: neither the pool nor the
 * engine is ever asked.
 */
export async function openapiDocument(): Promise<Record<string, unknown>> {
  const app = await buildApp({ stratum: new Stratum({ pool: new Pool() }), config: { tokenSecret: "" } });
  try {
    return { ...app.swagger() };
  } finally {
    await app.close();
  }
}

/**
 * What a new feature starts from: one listing of a tenant's rows, through every layer, in the manner of the features
 * that exist. It compiles and its tests pass, so that from here on every step is a change of something that works.
 */

/** The files of a feature, by path. @param migration number of the next migration, four digits. */
export function templates(word: string, migration: string): Record<string, string> {
  const Word = pascal(word);
  const core = `packages/core/src/${word}`;
  const lib = `packages/lib/src/${word}`;
  const react = `packages/react/src/${word}`;
  return {
    [`${core}/${word}.routes.ts`]: `import type { Routes } from "../http/routes.ts";

export const ${word}Routes = {
  list${Word}: { method: "GET", path: "/tenants/:id/${word}", scope: "read" },
} as const satisfies Routes;
`,
    [`${core}/${word}.schema.ts`]: `import * as z from "zod";
import { Id, Timestamp } from "../http/schema.ts";

/** One of a tenant's ${word}. */
export const ${Word}Item = z
  .object({ id: Id, tenant_id: Id, name: z.string(), created_at: Timestamp })
  .meta({ id: "${Word}Item" });
export type ${Word}Item = z.infer<typeof ${Word}Item>;
`,
    [`${core}/${word}.contract.ts`]: `import * as z from "zod";
import { defineContracts } from "../http/contract.ts";
import { TenantParams } from "../tenants/tenants.schema.ts";
import { ${word}Routes } from "./${word}.routes.ts";
import * as s from "./${word}.schema.ts";

export const ${word}Contracts = defineContracts(${word}Routes, {
  list${Word}: {
    summary: "List the ${word} of a tenant, oldest first",
    params: TenantParams,
    response: z.array(s.${Word}Item),
    errors: ["TENANT_NOT_FOUND", "TENANT_SUSPENDED", "TENANT_ARCHIVED"],
  },
});
`,
    [`${core}/${word}.errors.ts`]: `import type { ErrorClass } from "../http/errors.ts";

/** Errors of this feature by code; make each class with \`defineError\`. */
export const ${word}Errors = {} as const satisfies Record<string, ErrorClass>;
`,
    [`${core}/index.ts`]: ["contract", "errors", "routes", "schema"]
      .map((role) => `export * from "./${word}.${role}.ts";\n`)
      .join(""),

    [`packages/lib/src/migrations/${migration}_${word}.sql`]: `create table stratum.${word} (
  id uuid primary key,
  tenant_id uuid not null references stratum.tenants (id),
  name text not null,
  created_at timestamptz not null default date_trunc('milliseconds', now())
);
create index ${word}_of_tenant on stratum.${word} (tenant_id, created_at, id);
select stratum.protect('stratum.${word}', 'rows');
select stratum.share('stratum.${word}', 'tenant_id');
`,
    [`${lib}/${word}.sql.ts`]: `import type { ${Word}Item } from "@stratum-hq/core";
import { sql, type Transaction } from "@stratum-hq/db-adapters";

/** A tenant's ${word}, oldest first. */
export const select${Word} = (db: Transaction, tenant_id: string): Promise<${Word}Item[]> =>
  db.query<${Word}Item>(sql\`
    select r.id, r.tenant_id, r.name, r.created_at
    from stratum.${word} r
    where r.tenant_id = \${tenant_id}::uuid
    order by r.created_at, r.id\`);
`,
    [`${lib}/${word}.ts`]: `import type { ${Word}Item } from "@stratum-hq/core";
import type { Deps } from "../caller.ts";
import { assertActive, findTenant } from "../tenants/index.ts";
import * as q from "./${word}.sql.ts";

/** Rules: \`docs/${word}.md\`. */
export interface ${Word}Api {
  /** A tenant's ${word}, oldest first. @throws TenantNotFoundError TenantSuspendedError TenantArchivedError */
  list${Word}(id: string): Promise<${Word}Item[]>;
}

export function create${Word}({ db, caller: callerOf }: Deps): ${Word}Api {
  return {
    async list${Word}(id) {
      const caller = callerOf();
      caller.need("read");
      const tenant = await findTenant(db, caller, id);
      assertActive(tenant);
      return q.select${Word}(db, tenant.id);
    },
  };
}
`,
    [`${lib}/index.ts`]: `export { create${Word}, type ${Word}Api } from "./${word}.ts";\n`,
    [`${lib}/${word}.test.ts`]: `import { TenantNotFoundError } from "@stratum-hq/core";
import { plant } from "@stratum-hq/testing";
import { testDatabase } from "@stratum-hq/testing/database";
import type { Pool } from "pg";
import { beforeAll, expect, test } from "vitest";
import { Stratum } from "../stratum.ts";

let stratum: Stratum;
let owner: Pool;
beforeAll(async () => {
  const { app_pool, pool } = await testDatabase();
  owner = pool;
  stratum = new Stratum({ pool: app_pool });
  await stratum.initialize();
});

test("a tenant has its own ${word}, oldest first", async () => {
  const { acme, other } = await plant(stratum, { acme: {}, other: {} });
  for (const [tenant, name, created_at] of [
    [acme, "second", "2026-01-02T00:00:00.000Z"],
    [acme, "first", "2026-01-01T00:00:00.000Z"],
    [other, "elsewhere", "2026-01-01T00:00:00.000Z"],
  ] as const) {
    await owner.query(
      "insert into stratum.${word} (id, tenant_id, name, created_at) values (gen_random_uuid(), $1, $2, $3)",
      [tenant.id, name, created_at],
    );
  }
  expect((await stratum.list${Word}(acme.id)).map(({ name }) => name)).toEqual(["first", "second"]);
});

test("who may not see the tenant does not see its ${word}", async () => {
  const { mine, theirs } = await plant(stratum, { mine: {}, theirs: {} });
  const caller = stratum.as({ tenant_id: mine.id, scopes: ["read"] });
  await expect(caller.list${Word}(theirs.id)).rejects.toThrow(TenantNotFoundError);
});
`,

    [`apps/control-plane/src/${word}/${word}.routes.ts`]: `import { ${word}Contracts } from "@stratum-hq/core";
import type { FastifyInstance } from "fastify";
import { mount } from "../mount.ts";

export const ${word}Routes = (app: FastifyInstance): void =>
  mount(app, "${word}", ${word}Contracts, {
    list${Word}: ({ params, stratum }) => stratum.list${Word}(params.id),
  });
`,
    [`apps/control-plane/src/${word}/${word}.test.ts`]: `import { ${word}Contracts } from "@stratum-hq/core";
import { afterAll, beforeAll } from "vitest";
import { type Forest, plantForest, type TestApp, testApp } from "../test-app.ts";
import { describeStatuses, seen } from "../test-contracts.ts";

let t: TestApp;
let forest: Forest;
beforeAll(async () => {
  t = await testApp();
  forest = await plantForest(t.stratum);
});
afterAll(() => t.app.close());

const list = (id: string) => t.call("list${Word}", { params: { id } });

describeStatuses(${word}Contracts, {
  list${Word}: { success: () => list(forest.acme.id), ...seen(() => forest, list) },
});
`,

    [`packages/sdk/src/msw/${word}/${word}.mock.ts`]: `import type { ${Word}Item, ${word}Contracts } from "@stratum-hq/core";
import type { MockHandlers } from "../handler.ts";
import type { Store } from "../store.ts";

/** The engine's rules, in memory. What is written must be kept in the store: \`reset()\` makes a new one. */
export function ${word}Mock(_store: Store): MockHandlers<typeof ${word}Contracts> {
  return {
    list${Word}({ caller, params }): ${Word}Item[] {
      caller.active(params.id);
      return [];
    },
  };
}
`,
    [`packages/sdk/src/contract-tests/${word}.suite.ts`]: `import { expect, test } from "vitest";
import { nobody, refused, type World } from "./world.ts";

/** Each operation of ${word}, as a caller sees it. */
export function ${word}Suite(given: () => World): void {
  test("a new tenant has no ${word}", async () => {
    const { api, plant } = given();
    expect(await api.list${Word}((await plant()).id)).toEqual([]);
  });

  test("an unknown tenant has none either", async () => {
    await refused(given().api.list${Word}(nobody()), "TENANT_NOT_FOUND");
  });
}
`,

    [`${react}/${word}.queries.ts`]: `import type { ${Word}Item, StratumApi } from "@stratum-hq/core";
import { type DataTag, queryOptions, type UnusedSkipTokenOptions } from "@tanstack/react-query";

/** Key of a tenant's ${word}. Starts with the tenant, so that a switch leaves a partition of the cache. */
export type ${Word}QueryKey = readonly [tenantId: string, feature: "${word}"];
/** Options of the query of a tenant's ${word}. */
export type ${Word}QueryOptions = UnusedSkipTokenOptions<${Word}Item[], Error, ${Word}Item[], ${Word}QueryKey> & {
  queryKey: DataTag<${Word}QueryKey, ${Word}Item[], Error>;
};

/** Query of a tenant's ${word}, oldest first. */
export const ${word}Options = (client: Pick<StratumApi, "list${Word}">, tenantId: string): ${Word}QueryOptions =>
  queryOptions({
    queryKey: [tenantId, "${word}"] as const,
    queryFn: ({ signal }) => client.list${Word}(tenantId, { signal }),
  });
`,
    [`${react}/use${Word}.ts`]: `"use client";
import type { ${Word}Item } from "@stratum-hq/core";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useStratumClient, useTenantId } from "../provider/index.ts";
import { ${word}Options } from "./${word}.queries.ts";

/** A tenant's ${word}, oldest first. Default tenant: that of the nearest scope. */
export function use${Word}(tenantId?: string): UseQueryResult<${Word}Item[]> {
  return useQuery(${word}Options(useStratumClient(), useTenantId(tenantId)));
}
`,
    [`${react}/index.ts`]: `export * from "./${word}.queries.ts";\nexport * from "./use${Word}.ts";\n`,

    [`docs/${word}.md`]: `# ${Word}

\`list${Word}(id)\` gives the ${word} of a tenant, oldest first.
`,
  };
}

/** The word as it stands inside of names: \`regions\` → \`Regions\`. */
export const pascal = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

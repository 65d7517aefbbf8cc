/** Compares all that the engine tells with all that the model tells. */
import type { ActorContext, Page, TenantNode } from "@stratum-hq/core";
import { knownAbac } from "./abac.ts";
import { knownEntry } from "./config.ts";
import { outcome, type ProvenEngine } from "./engine.ts";
import type { Forest, ModelTenant } from "./forest.ts";
import { known, shown } from "./hierarchy.ts";
import { KEYS, type Model, SLUGS } from "./model.ts";
import { knownPermission } from "./permissions.ts";
import { same, sameSet } from "./verdict.ts";

const limit = 200;
const include_archived = true;

/** Effective config and permissions of one tenant, or why it cannot be read. @throws Difference */
export async function compareTenant(engine: ProvenEngine, model: Model, tenant: ModelTenant): Promise<void> {
  const refused = model.forest.standing(tenant)[0];
  const [config, permissions, abac] = [
    await outcome(engine.resolveConfig(tenant.id)),
    await outcome(engine.resolvePermissions(tenant.id)),
    await outcome(engine.resolveAbacPolicies(tenant.id)),
  ];
  same(
    `resolveConfig ${tenant.label}`,
    config.code ?? map(config.answer, knownEntry),
    refused ?? model.config.resolve(tenant, KEYS),
  );
  same(
    `resolvePermissions ${tenant.label}`,
    permissions.code ?? map(permissions.answer, knownPermission),
    refused ?? model.permissions.resolve(tenant, KEYS),
  );
  same(
    `resolveAbacPolicies ${tenant.label}`,
    abac.code ?? abac.answer.map(knownAbac),
    refused ?? model.abac.resolve(tenant),
  );
}

/** A caller that may do everything, but sees only the subtree of `top`. */
export const caller = (top: ModelTenant): ActorContext => ({
  actor_id: top.label,
  actor_type: "api_key",
  tenant_id: top.id,
  scopes: ["admin", "secrets:read"],
});

/** What a caller sees whose view begins at `top`: above it no names, beside it nothing. @throws Difference */
export async function compareView(
  engine: ProvenEngine,
  model: Model,
  top: ModelTenant,
  tenant: ModelTenant,
): Promise<void> {
  const { forest } = model;
  const view = engine.as(caller(top));
  const by = `${tenant.label} by who sees ${top.label}`;
  const refused = forest.sees(top, tenant) ? forest.standing(tenant)[0] : "TENANT_NOT_FOUND";
  const [config, permissions, abac, ancestors] = [
    await outcome(view.resolveConfig(tenant.id)),
    await outcome(view.resolvePermissions(tenant.id)),
    await outcome(view.resolveAbacPolicies(tenant.id)),
    await outcome(view.getAncestors(tenant.id)),
  ];
  same(
    `resolveConfig ${by}`,
    config.code ?? map(config.answer, knownEntry),
    refused ?? model.config.resolve(tenant, KEYS, top),
  );
  same(
    `resolvePermissions ${by}`,
    permissions.code ?? map(permissions.answer, knownPermission),
    refused ?? model.permissions.resolve(tenant, KEYS, top),
  );
  same(
    `resolveAbacPolicies ${by}`,
    abac.code ?? abac.answer.map(knownAbac),
    refused ?? model.abac.resolve(tenant, top),
  );
  const above = forest.chain(tenant).slice(0, -1);
  same(
    `getAncestors ${by}`,
    ancestors.code ?? ids(ancestors.answer),
    refused ?? ids(above.filter((t) => forest.sees(top, t))),
  );
  const roots = await view.listRoots({ include_archived, limit });
  same(`listRoots by who sees ${top.label}`, roots.data.map(sized), [sizes(forest, top)]);
}

/** By slug, by path of slugs, and by what somebody types. @throws Difference */
async function compareFinding(engine: ProvenEngine, forest: Forest): Promise<void> {
  const alive = (list: readonly ModelTenant[]): ModelTenant[] => list.filter((t) => t.status !== "archived");
  for (const slug of SLUGS) {
    for (const under of [undefined, forest.tenants.at(-1), forest.tenants[0]]) {
      const reach = under ? forest.subtree(under) : forest.tenants;
      const found = alive(reach.filter((t) => t.slug === slug));
      const got = await outcome(engine.getTenantBySlug(slug, under ? { under: under.id } : {}));
      const expected =
        found.length > 1
          ? "TENANT_SLUG_AMBIGUOUS"
          : found[0]
            ? (forest.standing(found[0])[0] ?? found[0].id)
            : "TENANT_NOT_FOUND";
      same(`getTenantBySlug ${slug} below ${under?.label ?? "nothing"}`, got.code ?? got.answer.id, expected);
      const hits = await engine.searchTenants({ query: slug, limit, ...(under ? { under: under.id } : {}) });
      same(
        `searchTenants ${slug} below ${under?.label ?? "nothing"}`,
        hits.data.map(({ id, chain }) => [id, ids(chain)]).sort(),
        found.map((t) => [t.id, ids(forest.chain(t).slice(0, -1))]).sort(),
      );
    }
  }
  for (const tenant of forest.tenants) {
    const path = slugPath(forest, tenant);
    const namesakes = forest.tenants.filter((t) => slugPath(forest, t) === path);
    const [found] = alive(namesakes);
    const got = await outcome(engine.getTenantByPath(path));
    same(
      `getTenantByPath ${path}`,
      got.code ?? got.answer.id,
      found ? (forest.standing(found)[0] ?? found.id) : "TENANT_ARCHIVED",
    );
  }
}
const slugPath = (forest: Forest, tenant: ModelTenant): string =>
  forest
    .chain(tenant)
    .map((t) => t.slug)
    .join(".");

/** Every tenant, every list and every effective value. @throws Difference */
export async function compareAll(engine: ProvenEngine, model: Model): Promise<void> {
  const { forest } = model;
  const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
  same(
    "listTenants",
    (await everything((cursor) => engine.listTenants({ include_archived, limit, ...cursor })))
      .sort(byId)
      .map(known),
    [...forest.tenants].sort(byId).map((t) => shown(forest, t)),
  );
  same(
    "listRoots",
    (await everything((cursor) => engine.listRoots({ include_archived, limit, ...cursor }))).map(sized),
    forest.roots.map((t) => sizes(forest, t)),
  );
  await compareFinding(engine, forest);
  for (const tenant of forest.tenants) {
    await compareTenant(engine, model, tenant);
    await comparePlace(engine, model, tenant);
  }
}

async function comparePlace(engine: ProvenEngine, model: Model, tenant: ModelTenant): Promise<void> {
  const { forest } = model;
  const { id, label } = tenant;
  const refused = forest.standing(tenant)[0];
  const below = forest.below(tenant);
  same(
    `listChildren ${label}`,
    (await everything((cursor) => engine.listChildren(id, { include_archived, limit, ...cursor }))).map(
      sized,
    ),
    tenant.children.map((t) => sizes(forest, t)),
  );
  sameSet(`getDescendants ${label}`, ids(await engine.getDescendants(id, include_archived)), ids(below));
  const owned = await outcome(engine.getAbacPolicies(id));
  same(`getAbacPolicies ${label}`, owned.code ?? ids(owned.answer), refused ?? model.abac.owned(tenant));
  const ancestors = await outcome(engine.getAncestors(id));
  same(
    `getAncestors ${label}`,
    ancestors.code ?? ids(ancestors.answer),
    refused ?? ids(forest.chain(tenant).slice(0, -1)),
  );
}

/** A node with the sizes of what is below it that is not archived. */
const sizes = (forest: Forest, tenant: ModelTenant): object => ({
  id: tenant.id,
  child_count: tenant.children.filter((t) => t.status !== "archived").length,
  descendant_count: forest.below(tenant).filter((t) => t.status !== "archived").length,
});
const sized = ({ id, child_count, descendant_count }: TenantNode): object => ({
  id,
  child_count,
  descendant_count,
});
const ids = (list: readonly { id: string }[]): string[] => list.map(({ id }) => id);
const map = <T>(record: Record<string, T>, shape: (value: T) => object): Record<string, object> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, shape(value)]));

async function everything<T>(read: (at: { cursor?: string }) => Promise<Page<T>>): Promise<T[]> {
  const rows: T[] = [];
  for (let page = await read({}); ; page = await read({ cursor: page.next_cursor ?? "" })) {
    rows.push(...page.data);
    if (!page.next_cursor) return rows;
  }
}

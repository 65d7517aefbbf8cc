/** Tenants for tests, made through the engine's public methods. */
import type { CreateTenantInput, Tenant } from "@stratum-hq/core";

/** All that a factory needs of an engine or a client. */
export interface CreatesTenants {
  createTenant(input: CreateTenantInput): Promise<Tenant>;
}

let made = 0;

/** A valid input with a slug that no other call gave: `newTenant({ parent_id })`. */
export function newTenant(fields: Partial<CreateTenantInput> = {}): CreateTenantInput {
  made += 1;
  return { name: `Tenant ${made}`, slug: `tenant_${made}`, ...fields };
}

/** Slugs inside slugs: `{ acme: { north: {}, south: { site: {} } } }`. */
export interface TreeShape {
  readonly [slug: string]: TreeShape;
}
type Slugs<T> = string extends keyof T
  ? string
  : { [K in keyof T & string]: K | Slugs<T[K]> }[keyof T & string];

/**
 * Makes the trees of a shape and returns every tenant by its slug: `const { acme, site } = await plant(stratum, …)`.
 * A tenant's name is its slug. Siblings are made in the order written.
 * @throws if a slug stands in the shape twice: the result could name only one of them.
 */
export async function plant<const T extends TreeShape>(
  stratum: CreatesTenants,
  shape: T,
  parent_id: string | null = null,
): Promise<Record<Slugs<T>, Tenant>> {
  const tenants: Record<string, Tenant> = {};
  const grow = async (level: TreeShape, above: string | null): Promise<void> => {
    for (const [slug, below] of Object.entries(level)) {
      if (tenants[slug]) throw new Error(`The slug ${slug} stands in the shape twice.`);
      const tenant = await stratum.createTenant({ name: slug, slug, parent_id: above });
      tenants[slug] = tenant;
      await grow(below, tenant.id);
    }
  };
  await grow(shape, parent_id);
  return tenants as Record<Slugs<T>, Tenant>;
}

/** A chain of so many levels, root first: `level_0`, `level_1`, … */
export async function plantChain(stratum: CreatesTenants, levels: number): Promise<Tenant[]> {
  const chain: Tenant[] = [];
  for (let level = 0; level < levels; level++) {
    const parent_id = chain.at(-1)?.id ?? null;
    chain.push(await stratum.createTenant({ name: `Level ${level}`, slug: `level_${level}`, parent_id }));
  }
  return chain;
}

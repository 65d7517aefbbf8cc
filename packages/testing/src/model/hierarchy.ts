/** The rules of the hierarchy: what each structural write changes, and which codes refuse it. */
import type { BatchCreatedTenants, PurgeCertificate, Tenant } from "@stratum-hq/core";
import type { Forest, ModelTenant, Status } from "./forest.ts";
import { broken, only, same, type Verdict } from "./verdict.ts";

const MAX_DEPTH = 19;
const FROM: Record<Status, readonly Status[]> = {
  active: ["suspended", "archived"],
  suspended: ["active"],
  archived: ["active", "suspended"],
};

/** A tenant as the engine has to show it. */
export function shown(forest: Forest, tenant: ModelTenant): object {
  const chain = forest.chain(tenant);
  return {
    id: tenant.id,
    parent_id: tenant.parent?.id ?? null,
    ancestry_path: `/${chain
      .slice(0, -1)
      .map((t) => t.id)
      .join("/")}`,
    ancestry_ltree: chain.map((t) => t.slug).join("."),
    depth: chain.length - 1,
    name: tenant.label,
    slug: tenant.slug,
    status: tenant.status,
    sort_order: forest.siblings(tenant.parent).indexOf(tenant),
    version: tenant.version,
  };
}

/** The fields of an engine's answer that the model knows. */
export const known = (tenant: Tenant): object =>
  only(
    tenant,
    "id",
    "parent_id",
    "ancestry_path",
    "ancestry_ltree",
    "depth",
    "name",
    "slug",
    "status",
    "sort_order",
    "version",
  );

/** An entry of a batch: below a tenant, at the top, or below an earlier entry by its place. */
export interface Planned {
  below: ModelTenant | number | null;
  slug: string;
}

export class Hierarchy {
  readonly forest: Forest;

  constructor(forest: Forest) {
    this.forest = forest;
  }

  create(parent: ModelTenant | null, slug: string): Verdict<Tenant> {
    const { forest } = this;
    return {
      refused: [
        ...forest.standing(parent),
        ...broken(
          [parent !== null && forest.depth(parent) + 1 > MAX_DEPTH, "TENANT_DEPTH_EXCEEDED"],
          [forest.taken(parent, slug), "TENANT_ALREADY_EXISTS"],
        ),
      ],
      apply: (answer) => this.#answers(answer, forest.add(answer.id, slug, parent)),
    };
  }

  rename(tenant: ModelTenant, slug: string, expected: number | undefined): Verdict<Tenant> {
    const { forest } = this;
    return {
      refused: [
        ...forest.standing(tenant),
        ...broken(
          [expected !== undefined && expected !== tenant.version, "VERSION_CONFLICT"],
          [forest.taken(tenant.parent, slug, tenant), "TENANT_ALREADY_EXISTS"],
        ),
      ],
      apply: (answer) => {
        tenant.slug = slug;
        tenant.version += 1;
        this.#answers(answer, tenant);
      },
    };
  }

  /** To the last place below `parent`; to where it is already, nothing happens. */
  move(tenant: ModelTenant, parent: ModelTenant | null): Verdict<Tenant> {
    const { forest } = this;
    const stays = tenant.parent === parent;
    const cycle = parent !== null && forest.chain(parent).includes(tenant);
    const deepest = (parent ? forest.depth(parent) + 1 : 0) + forest.height(tenant);
    return {
      refused: [
        ...forest.standing(tenant),
        ...forest.standing(parent),
        ...broken(
          [cycle, "TENANT_CYCLE_DETECTED"],
          [!stays && deepest > MAX_DEPTH, "TENANT_DEPTH_EXCEEDED"],
          [!stays && forest.taken(parent, tenant.slug), "TENANT_ALREADY_EXISTS"],
        ),
      ],
      apply: (answer) => {
        if (!stays) {
          forest.detach(tenant);
          tenant.parent = parent;
          forest.siblings(parent).push(tenant);
          tenant.version += 1;
        }
        this.#answers(answer, tenant);
      },
    };
  }

  /** To another place among its siblings; past the end is the last. */
  reorder(tenant: ModelTenant, position: number): Verdict<Tenant> {
    const { forest } = this;
    return {
      refused: forest.standing(tenant),
      apply: (answer) => {
        const siblings = forest.siblings(tenant.parent);
        const from = siblings.indexOf(tenant);
        const to = Math.min(position, siblings.length - 1);
        siblings.splice(from, 1);
        siblings.splice(to, 0, tenant);
        if (from !== to) tenant.version += 1;
        this.#answers(answer, tenant);
      },
    };
  }

  /** Removes a tenant, with `cascade` all below. `forget` drops what a tenant has, and tells how many rows of each kind. */
  purge(
    tenant: ModelTenant,
    cascade: boolean,
    forget: (tenant: ModelTenant) => Record<string, number>,
  ): Verdict<PurgeCertificate> {
    const { forest } = this;
    const exists = forest.tenants.includes(tenant);
    return {
      refused: broken(
        [!exists, "TENANT_NOT_FOUND"],
        [exists && !cascade && tenant.children.length > 0, "TENANT_HAS_CHILDREN"],
      ),
      apply: (answer) => {
        const gone = forest.subtree(tenant);
        const rows: Record<string, number> = {};
        for (const t of gone)
          for (const [kind, count] of Object.entries(forget(t))) rows[kind] = (rows[kind] ?? 0) + count;
        for (const t of gone) forest.remove(t);
        same(
          "The certificate counts otherwise",
          { tenants: answer.tenants, rows: Object.keys(rows).map((kind) => answer.rows[kind] ?? 0) },
          { tenants: gone.length, rows: Object.values(rows) },
        );
      },
    };
  }

  /** All of a batch or nothing. An entry stands below a tenant, or below an earlier entry by its place. */
  createMany(entries: readonly Planned[]): Verdict<BatchCreatedTenants> {
    const { forest } = this;
    const depths: number[] = [];
    const slugs = entries.map(({ below, slug }, i) => {
      const above = typeof below === "number" ? (depths[below] ?? 0) : below ? forest.depth(below) : -1;
      depths[i] = above + 1;
      return `${typeof below === "number" ? below : (below?.id ?? "")} ${slug}`;
    });
    return {
      refused: [
        ...entries.flatMap(({ below }) => (typeof below === "number" ? [] : forest.standing(below))),
        ...broken(
          [depths.some((depth) => depth > MAX_DEPTH), "TENANT_DEPTH_EXCEEDED"],
          [new Set(slugs).size < slugs.length, "TENANT_ALREADY_EXISTS"],
          [
            entries.some(({ below, slug }) => typeof below !== "number" && forest.taken(below, slug)),
            "TENANT_ALREADY_EXISTS",
          ],
        ),
      ],
      apply: ({ created }) => {
        const made: ModelTenant[] = [];
        for (const [i, { below, slug }] of entries.entries()) {
          const parent = typeof below === "number" ? (made[below] ?? null) : below;
          made.push(forest.add(created[i]?.id ?? "", slug, parent));
        }
        same(
          "The batch answers otherwise",
          created.map(known),
          made.map((tenant) => shown(forest, tenant)),
        );
      },
    };
  }

  /** Suspends, archives or resumes; `cascade` takes along what is below. */
  become(status: Status, tenant: ModelTenant, cascade: boolean): Verdict<Tenant> {
    const { forest } = this;
    if (!forest.tenants.includes(tenant)) return { refused: forest.standing(tenant), apply: () => {} };
    const resumes = status === "active";
    const changed = cascade ? this.#taken(status, tenant) : [tenant];
    const clash = changed.some(
      (t) =>
        t.status === "archived" &&
        forest
          .siblings(t.parent)
          .some((s) => s !== t && s.slug === t.slug && (s.status !== "archived" || changed.includes(s))),
    );
    return {
      refused: broken(
        [!FROM[status].includes(tenant.status), "TENANT_INVALID_STATE"],
        [resumes && tenant.parent !== null && tenant.parent.status !== "active", "TENANT_INVALID_STATE"],
        [resumes && clash, "TENANT_ALREADY_EXISTS"],
        [!resumes && !cascade && tenant.children.some((c) => c.status === "active"), "TENANT_HAS_CHILDREN"],
      ),
      apply: (answer) => {
        for (const t of changed) {
          t.status = status;
          t.version += 1;
        }
        this.#answers(answer, tenant);
      },
    };
  }

  /**
   * What a cascade takes along: archiving all that is not archived, suspending what is active, and resuming what
   * hangs together with the top in the same status.
   */
  #taken(status: Status, tenant: ModelTenant): ModelTenant[] {
    const from = tenant.status;
    if (status === "active") {
      const hanging = (t: ModelTenant): ModelTenant[] => [
        t,
        ...t.children.filter((c) => c.status === from).flatMap(hanging),
      ];
      return hanging(tenant);
    }
    return this.forest
      .subtree(tenant)
      .filter((t) =>
        status === "archived" ? t.status !== "archived" : t.status === "active" || t === tenant,
      );
  }

  #answers(answer: Tenant, tenant: ModelTenant): void {
    same(`The answer shows ${tenant.label} otherwise`, known(answer), shown(this.forest, tenant));
  }
}

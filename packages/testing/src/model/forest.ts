/** The trees of the model: parent pointers and ordered lists of children, from which everything else is told. */

export type Status = "active" | "suspended" | "archived";

export interface ModelTenant {
  id: string;
  /** How a history names it, and its name in the engine: `t1`, `t2`, … */
  label: string;
  slug: string;
  status: Status;
  version: number;
  parent: ModelTenant | null;
  /** In sibling order, archived ones too. */
  children: ModelTenant[];
}

export class Forest {
  readonly roots: ModelTenant[] = [];
  readonly tenants: ModelTenant[] = [];
  /** Those that were there once. Asking for one is asking for something that does not exist. */
  readonly gone: ModelTenant[] = [];
  #labels = 0;

  /** @param ahead of the one after so many more. */
  nextLabel(ahead = 0): string {
    return `t${this.#labels + 1 + ahead}`;
  }

  add(id: string, slug: string, parent: ModelTenant | null): ModelTenant {
    this.#labels += 1;
    const tenant: ModelTenant = {
      id,
      label: `t${this.#labels}`,
      slug,
      status: "active",
      version: 1,
      parent,
      children: [],
    };
    this.siblings(parent).push(tenant);
    this.tenants.push(tenant);
    return tenant;
  }

  /** The ordered list of those below `parent`; the roots for null. */
  siblings(parent: ModelTenant | null): ModelTenant[] {
    return parent ? parent.children : this.roots;
  }

  /** Root first, self last. */
  chain(tenant: ModelTenant): ModelTenant[] {
    return tenant.parent ? [...this.chain(tenant.parent), tenant] : [tenant];
  }

  /** Self first, then everything below. */
  subtree(tenant: ModelTenant): ModelTenant[] {
    return [tenant, ...tenant.children.flatMap((child) => this.subtree(child))];
  }

  below(tenant: ModelTenant): ModelTenant[] {
    return this.subtree(tenant).slice(1);
  }

  depth(tenant: ModelTenant): number {
    return this.chain(tenant).length - 1;
  }

  /** Does a caller whose view begins at `top` see it? Without a top it sees everything. */
  sees(top: ModelTenant | undefined, tenant: ModelTenant): boolean {
    return top === undefined || this.chain(tenant).includes(top);
  }

  /** Levels that the subtree spans below its top. */
  height(tenant: ModelTenant): number {
    return Math.max(0, ...tenant.children.map((child) => 1 + this.height(child)));
  }

  /** It is gone, for ever. */
  remove(tenant: ModelTenant): void {
    this.detach(tenant);
    this.tenants.splice(this.tenants.indexOf(tenant), 1);
    this.gone.push(tenant);
  }

  detach(tenant: ModelTenant): void {
    const list = this.siblings(tenant.parent);
    list.splice(list.indexOf(tenant), 1);
  }

  /** Why nothing may be written to it: it does not exist, or is not active. Empty if it may. */
  standing(tenant: ModelTenant | null): string[] {
    if (tenant === null) return [];
    if (!this.tenants.includes(tenant)) return ["TENANT_NOT_FOUND"];
    if (tenant.status === "active") return [];
    return [tenant.status === "suspended" ? "TENANT_SUSPENDED" : "TENANT_ARCHIVED"];
  }

  /** Does another live sibling below `parent` have this slug? */
  taken(parent: ModelTenant | null, slug: string, except?: ModelTenant): boolean {
    return this.siblings(parent).some((s) => s !== except && s.slug === slug && s.status !== "archived");
  }
}

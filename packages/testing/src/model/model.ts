/** A small engine in memory: the rules of the hierarchy, of config, of permissions and of attributes over one forest. */
import { Abac } from "./abac.ts";
import { Config } from "./config.ts";
import { Forest } from "./forest.ts";
import { Hierarchy } from "./hierarchy.ts";
import { Permissions } from "./permissions.ts";

export class Model {
  readonly forest: Forest = new Forest();
  readonly hierarchy: Hierarchy = new Hierarchy(this.forest);
  readonly config: Config = new Config(this.forest);
  readonly permissions: Permissions = new Permissions(this.forest);
  readonly abac: Abac = new Abac(this.forest);
}

/** Few, so that histories meet on them. */
export const KEYS = ["a", "b", "c"] as const;
export const SLUGS = ["ada", "bob", "cyd", "dan", "eve"] as const;

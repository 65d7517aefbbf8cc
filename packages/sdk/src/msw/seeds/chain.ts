import type { Seed } from "../control-plane.ts";
import type { TenantRow } from "../store.ts";
import { atMinute } from "./time.ts";

/** One tenant on each of `levels` levels; each sets its own level and overrides a shared key. At most 20 are allowed. */
export const chainSeed =
  (levels: number): Seed =>
  (store) => {
    let above: TenantRow | undefined;
    for (let level = 1; level <= levels; level++) {
      const place = {
        slug: `level_${level}`,
        created_at: atMinute(level),
        ...(above && { parent_id: above.id }),
      };
      above = store.addTenant({ name: `Level ${level}`, ...place });
      store.addConfig(above.id, "shared.value", level);
      store.addConfig(above.id, `level_${level}.value`, level);
    }
  };

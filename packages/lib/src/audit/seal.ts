import type { Database } from "@stratum-hq/db-adapters";
import { sealEntries } from "./chain.sql.ts";

/** Entries in one transaction: it keeps locks, and short ones are better. */
const AT_ONCE = 1_000;

/** Makes links for everything that has committed, and gives how many entries it looked at. */
export async function sealAll(db: Database, { wait }: { wait: boolean }): Promise<number> {
  let sealed = 0;
  for (;;) {
    const now = await db.transaction((tx) => sealEntries(tx, AT_ONCE, wait));
    sealed += now;
    if (now < AT_ONCE) return sealed;
  }
}

/** Many sessions that change the same trees at once, for a while. */
import { StratumError, type Tenant } from "@stratum-hq/core";
import type { ProvenEngine } from "./model/engine.ts";

export interface Storm {
  engine: Pick<
    ProvenEngine,
    "createTenant" | "updateTenant" | "moveTenant" | "suspendTenant" | "resumeTenant" | "archiveTenant"
  >;
  sessions: number;
  seconds: number;
  seed: number;
}

/** How often each code was answered (`ok` for a success), and what was thrown that is no answer for a caller. */
export interface Damage {
  outcomes: Record<string, number>;
  faults: unknown[];
}

/** Runs until the time is over, and every session has ended. */
export async function storm({ engine, sessions, seconds, seed }: Storm): Promise<Damage> {
  const damage: Damage = { outcomes: {}, faults: [] };
  const ids: string[] = [];
  const until = Date.now() + seconds * 1000;
  const session = async (random: () => number): Promise<void> => {
    const someone = (): string => ids[Math.floor(random() * ids.length)] ?? "";
    while (Date.now() < until) {
      const dice = random();
      try {
        await write(engine, dice, random, someone, ids);
        damage.outcomes.ok = (damage.outcomes.ok ?? 0) + 1;
      } catch (error) {
        const code = error instanceof StratumError && error.status < 500 ? error.code : "fault";
        damage.outcomes[code] = (damage.outcomes[code] ?? 0) + 1;
        if (code === "fault") damage.faults.push(error);
      }
    }
  };
  for (let root = 0; root < 3; root++)
    ids.push((await engine.createTenant({ name: `Root ${root}`, slug: `root_${root}` })).id);
  await Promise.all(Array.from({ length: sessions }, (_, i) => session(mulberry(seed + i))));
  return damage;
}

/** One write by chance: half of them create or move. Past so many tenants only shapes change. */
async function write(
  engine: Storm["engine"],
  dice: number,
  random: () => number,
  someone: () => string,
  ids: string[],
): Promise<Tenant> {
  const cascade = random() < 0.3;
  const slug = `s${Math.floor(random() * 40)}`;
  if (dice < 0.25 && ids.length < 400) {
    const made = await engine.createTenant({ name: slug, slug, parent_id: someone() });
    ids.push(made.id);
    return made;
  }
  if (dice < 0.6) return engine.moveTenant(someone(), random() < 0.1 ? null : someone());
  if (dice < 0.7) return engine.updateTenant(someone(), { slug });
  if (dice < 0.75) return engine.suspendTenant(someone(), { cascade });
  if (dice < 0.78) return engine.archiveTenant(someone(), { cascade });
  return engine.resumeTenant(someone(), { cascade: true });
}

/** Random numbers that a seed gives again. What the sessions do to each other still differs from run to run. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

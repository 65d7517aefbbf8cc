/** Many sessions that change the same trees at once, for a while. */
import { StratumError } from "@stratum-hq/core";
import type { ProvenEngine } from "./model/engine.ts";

export interface Storm {
  engine: Pick<
    ProvenEngine,
    | "createTenant"
    | "updateTenant"
    | "moveTenant"
    | "reorderTenant"
    | "suspendTenant"
    | "resumeTenant"
    | "archiveTenant"
    | "purgeTenant"
  >;
  sessions: number;
  seconds: number;
  seed: number;
}

/**
 * How often each code was answered (`ok` for a success, `BUSY` for a write that gave up because of the others), and what
 * was thrown that is no answer for a caller.
 */
export interface Damage {
  outcomes: Record<string, number>;
  faults: unknown[];
}

/** What the sessions know of the trees: not more than a client would. */
interface Known {
  /** May have been purged by another session. */
  ids: string[];
  /** What somebody suspended or archived and nobody has woken yet. */
  asleep: string[];
}

/** Runs until the time is over, and every session has ended. */
export async function storm({ engine, sessions, seconds, seed }: Storm): Promise<Damage> {
  const damage: Damage = { outcomes: {}, faults: [] };
  const known: Known = { ids: [], asleep: [] };
  const until = Date.now() + seconds * 1000;
  const session = async (random: () => number): Promise<void> => {
    while (Date.now() < until) {
      const code = await write(engine, random, known).then(
        () => "ok",
        (error: unknown) => {
          if (error instanceof StratumError && (error.status < 500 || error.code === "BUSY"))
            return error.code;
          damage.faults.push(error);
          return "fault";
        },
      );
      damage.outcomes[code] = (damage.outcomes[code] ?? 0) + 1;
    }
  };
  for (let root = 0; root < 3; root++)
    known.ids.push((await engine.createTenant({ name: `Root ${root}`, slug: `root_${root}` })).id);
  await Promise.all(Array.from({ length: sessions }, (_, i) => session(mulberry(seed + i))));
  return damage;
}

const LARGEST = 400;

/** One write by chance. What sleeps is soon woken, so that most writes meet tenants that are active. */
async function write(
  engine: Storm["engine"],
  random: () => number,
  { ids, asleep }: Known,
): Promise<unknown> {
  const roll = (sides: number): number => Math.floor(random() * sides);
  const drop = (list: string[], id: string): void => {
    const at = list.indexOf(id);
    if (at >= 0) list.splice(at, 1);
  };
  const [id, other] = [ids[roll(ids.length)] ?? "", ids[roll(ids.length)] ?? ""];
  const cascade = random() < 0.2;
  const dice = random();
  try {
    if (asleep.length > 0 && dice > 0.7) {
      const [sleeper = ""] = asleep.splice(roll(asleep.length), 1);
      return await engine.resumeTenant(sleeper, { cascade: true });
    }
    if (dice < 0.25 || ids.length < LARGEST / 4) {
      if (ids.length > LARGEST) return await engine.reorderTenant(id, roll(5));
      const slug = `s${roll(1_000)}`;
      return ids.push((await engine.createTenant({ name: slug, slug, parent_id: id })).id);
    }
    if (dice < 0.5) return await engine.moveTenant(id, random() < 0.1 ? null : other);
    if (dice < 0.6) return await engine.updateTenant(id, { slug: `s${roll(1_000)}` });
    if (dice < 0.7) {
      await engine[random() < 0.7 ? "suspendTenant" : "archiveTenant"](id, { cascade });
      return asleep.push(id);
    }
    if (dice < 0.75) {
      await engine.purgeTenant(id, { cascade });
      return drop(ids, id);
    }
    return await engine.reorderTenant(id, roll(5));
  } catch (error) {
    // Gone with one above it.
    if (error instanceof StratumError && error.code === "TENANT_NOT_FOUND")
      for (const list of [ids, asleep]) drop(list, String(error.details?.tenant_id));
    throw error;
  }
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

/** Which policies of a chain count: the table of modes, as it is read. */
import type { Json } from "@stratum-hq/core";
import { MODES, modeOf, type PolicyColumns, placeOf, revocationOf } from "./resolve.sql.ts";

/** A policy as it stands. */
export interface Policy {
  policy_id: string;
  value: Json;
  mode: string;
  revocation_mode: string;
}
/** What counts for a key; the mode is the effective one. */
export interface Judged extends Policy {
  key: string;
  /** Of the policy that counts: its place in the chain, root first, from 1. */
  place: number;
  /** Version of the tenant's own policy, also if another one hides it. */
  own_version: number | null;
  /** Does the own policy set the mode? */
  own_rule: boolean;
  /** The own policy, if it does not count. */
  hidden: Policy | null;
}

/** Places in the columns: of the lowest policy of a key, and of the highest that is not DELEGATED, or -1. */
interface Found {
  nearest: number;
  ruler: number;
  /** Place among the own versions; -1: it is not the tenant's own. */
  own: number;
}
const LOCKED = MODES.indexOf("LOCKED");
const DELEGATED = MODES.indexOf("DELEGATED");
const UUID_LENGTH = 36;

/**
 * The highest policy that is not DELEGATED rules: if LOCKED it wins, if INHERITED the nearest value wins and the mode
 * stays INHERITED; without one the nearest takes over value and mode.
 * @param last place of the tenant itself
 * @returns sorted by key
 */
export function judge(columns: PolicyColumns, last: number): Judged[] {
  const { policy_ids: ids, policy_keys, policy_values, policy_versions } = columns;
  if (ids === null || policy_keys === null || policy_values === null) return [];
  const facts = JSON.parse(`[${columns.policy_facts}]`) as number[];
  const versions = (policy_versions ?? "").split(",");
  const texts = policy_values.split("\n");
  const found = findAll(policy_keys.split(","), facts, last);
  const modeAt = (i: number): number => modeOf(facts[i] as number);
  const idAt = (i: number): string => ids.slice(i * (UUID_LENGTH + 1), i * (UUID_LENGTH + 1) + UUID_LENGTH);
  const winnerOf = ({ nearest, ruler }: Found): number =>
    ruler >= 0 && modeAt(ruler) === LOCKED ? ruler : nearest;

  const sorted = [...found.keys()].sort();
  const counts = sorted.map((key) => winnerOf(found.get(key) as Found));
  // All values that count are read at once: a thousand calls would take four times as long.
  const values = JSON.parse(`[${counts.map((i) => texts[i]).join(",")}]`) as Json[];
  return sorted.map((key, n) => {
    const { nearest, ruler, own } = found.get(key) as Found;
    const winner = counts[n] as number;
    const fact = facts[winner] as number;
    return {
      key,
      policy_id: idAt(winner),
      value: values[n] as Json,
      mode: MODES[ruler < 0 ? DELEGATED : modeAt(ruler)] as string,
      revocation_mode: revocationOf(fact),
      place: placeOf(fact),
      own_version: own < 0 ? null : Number(versions[own]),
      own_rule: own >= 0 && ruler === nearest,
      hidden:
        own < 0 || winner === nearest
          ? null
          : {
              policy_id: idAt(nearest),
              value: JSON.parse(texts[nearest] as string),
              mode: MODES[modeAt(nearest)] as string,
              revocation_mode: revocationOf(facts[nearest] as number),
            },
    };
  });
}

function findAll(keys: readonly string[], facts: readonly number[], last: number): Map<string, Found> {
  const found = new Map<string, Found>();
  let owned = 0;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string;
    const fact = facts[i] as number;
    const place = placeOf(fact);
    const own = place === last ? owned++ : -1;
    const rules = modeOf(fact) !== DELEGATED;
    const of_key = found.get(key);
    if (!of_key) {
      found.set(key, { nearest: i, ruler: rules ? i : -1, own });
      continue;
    }
    if (place > placeOf(facts[of_key.nearest] as number)) {
      of_key.nearest = i;
      of_key.own = own;
    }
    if (rules && (of_key.ruler < 0 || place < placeOf(facts[of_key.ruler] as number))) of_key.ruler = i;
  }
  return found;
}

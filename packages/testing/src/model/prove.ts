/** Plays random histories on the engine and on the model, and shrinks one that differs to the steps that matter. */
import fc from "fast-check";
import { caller, compareAll, compareTenant, compareView } from "./compare.ts";
import { Dice, type Operation } from "./dice.ts";
import { outcome, type ProvenEngine } from "./engine.ts";
import type { ModelTenant } from "./forest.ts";
import { Model } from "./model.ts";
import { type Kind, operations } from "./operations.ts";
import { Difference, same } from "./verdict.ts";

/** How often each kind comes, of all. */
const WEIGHTS: Record<Kind, number> = {
  create: 16,
  rename: 5,
  move: 12,
  suspend: 3,
  resume: 10,
  archive: 2,
  reorder: 5,
  purge: 3,
  createMany: 4,
  setConfig: 16,
  deleteConfig: 5,
  batchSetConfig: 6,
  restoreConfig: 5,
  defineConfigKey: 2,
  deleteConfigDefinition: 3,
  createPermission: 16,
  updatePermission: 8,
  deletePermission: 5,
  createAbacPolicy: 12,
  deleteAbacPolicy: 5,
  evaluateAbac: 8,
};
const LONGEST = 200;
/** After so many operations everything is compared, and at the end of each history. */
const FULLY = 40;

export interface Proof {
  engine: ProvenEngine;
  /** Empties the database of the engine. */
  reset(): Promise<void>;
  /** Default: the model as it is. Another one shows that a fault is found. */
  model?: () => Model;
  /** At least so many. */
  operations: number;
  /** Of the first history; the next one has the next seed. */
  seed: number;
}

/** How often each code was answered; `ok` for what was not refused. */
export type Outcomes = Record<string, number>;

interface Step {
  kind: Kind;
  throws: readonly number[];
}
interface History {
  /** Levels of a chain to start from: few histories would grow a tree to its depth bound by chance. */
  levels: number;
  steps: readonly Step[];
}
/** What came of a history: a line for each step that was played, and what differed. */
interface Played {
  lines: string[];
  outcomes: string[];
  /** The last step that was begun, counted from 1. */
  reached: number;
  fault?: unknown;
}

const kinds = Object.entries(WEIGHTS).map(([kind, weight]) => ({
  arbitrary: fc.constant(kind as Kind),
  weight,
}));
const histories: fc.Arbitrary<History> = fc.record({
  levels: fc.constantFrom(0, 19),
  steps: fc.array(
    fc.record({
      kind: fc.oneof(...kinds),
      throws: fc.noBias(fc.array(fc.nat(1 << 20), { minLength: 12, maxLength: 12 })),
    }),
    { minLength: LONGEST / 4, maxLength: LONGEST, size: "max" },
  ),
});

/**
 * Plays histories until there were enough operations.
 * @throws what differs, with the shortest history found that shows it, and the seed that plays it again.
 */
export async function prove(proof: Proof): Promise<Outcomes> {
  const outcomes: Outcomes = {};
  for (let seed = proof.seed, played = 0; played < proof.operations; seed++) {
    const [history] = fc.sample(histories, { seed, numRuns: 1 }) as [History];
    const run = await play(proof, history);
    if (run.fault) throw await explain(proof, history, run, seed);
    played += run.lines.length;
    for (const code of run.outcomes) outcomes[code] = (outcomes[code] ?? 0) + 1;
  }
  return outcomes;
}

async function play(
  { engine, reset, model: make = () => new Model() }: Proof,
  history: History,
): Promise<Played> {
  const played: Played = { lines: [], outcomes: [], reached: 0 };
  const model = make();
  try {
    await reset();
    await plantLevels(engine, model, history.levels);
    for (const step of history.steps) {
      played.reached += 1;
      await playStep(engine, model, step, played);
    }
    await compareAll(engine, model);
  } catch (fault) {
    played.fault = fault;
  }
  return played;
}

async function playStep(engine: ProvenEngine, model: Model, step: Step, played: Played): Promise<void> {
  const dice = new Dice(step.throws);
  const operation = operations[step.kind](model, dice);
  if (!operation) return;
  const { verdict, subject, text } = operation;
  if (subject && dice.seldom(4)) await asStranger(engine, model, operation, subject, dice);
  played.lines.push(`${text} → fault`);
  const got = await outcome(operation.call(engine));
  played.lines[played.lines.length - 1] = `${text} → ${got.code ?? "ok"}`;
  played.outcomes.push(got.code ?? "ok");
  if (got.code === undefined) {
    same(`${text}: refused by`, [], verdict.refused);
    verdict.apply(got.answer);
  } else if (!verdict.refused.includes(got.code)) {
    same(`${text}: refused by`, got.code, verdict.refused);
  }
  if (subject) {
    await compareTenant(engine, model, subject);
    const below = model.forest.below(subject);
    const one = dice.pick(below);
    if (one) await compareTenant(engine, model, one);
    const top = dice.seldom(3) ? dice.pick(model.forest.tenants) : undefined;
    if (top) await compareView(engine, model, top, dice.seldom(2) ? (one ?? subject) : subject);
  }
  if (played.lines.length % FULLY === 0) await compareAll(engine, model);
}

/** Who does not see the tenant is told that it does not exist, whatever else would be refused; nothing changes. */
async function asStranger(
  engine: ProvenEngine,
  model: Model,
  { text, call, malformed = "VALIDATION_ERROR" }: Operation,
  subject: ModelTenant,
  dice: Dice,
): Promise<void> {
  const top = dice.pick(model.forest.tenants.filter((t) => !model.forest.sees(t, subject)));
  if (!top) return;
  const { code } = await outcome(call(engine.as(caller(top))));
  // Malformed, or about the top: told before anything is looked up.
  if (code !== "TENANT_NOT_FOUND" && code !== "VALIDATION_ERROR" && code !== malformed)
    same(`${text} by who sees only ${top.label}`, code ?? "ok", "TENANT_NOT_FOUND");
}

async function plantLevels(engine: ProvenEngine, model: Model, levels: number): Promise<void> {
  for (let level = 0; level < levels; level++) {
    const parent = model.forest.tenants.at(-1) ?? null;
    const name = model.forest.nextLabel();
    const tenant = await engine.createTenant({ name, slug: "ada", parent_id: parent?.id ?? null });
    model.hierarchy.create(parent, "ada").apply(tenant);
  }
}

/** Drops what is not needed, in ever smaller pieces, as long as there is a difference left. */
async function explain(proof: Proof, history: History, first: Played, seed: number): Promise<Difference> {
  let shortest = { ...history, steps: history.steps.slice(0, first.reached) };
  let run = first;
  const attempt = async (smaller: History): Promise<boolean> => {
    const again = await play(proof, smaller);
    if (!again.fault) return false;
    run = again;
    shortest = { ...smaller, steps: smaller.steps.slice(0, again.reached) };
    return true;
  };
  await attempt({ ...shortest, levels: 0 });
  for (let piece = Math.ceil(shortest.steps.length / 2); piece > 0; piece = Math.floor(piece / 2)) {
    for (let at = 0; at < shortest.steps.length; ) {
      const steps = shortest.steps.filter((_, i) => i < at || i >= at + piece);
      if (!(await attempt({ ...shortest, steps }))) at += piece;
    }
  }
  const message = run.fault instanceof Error ? run.fault.message : String(run.fault);
  const start = shortest.levels > 0 ? [`a chain of ${shortest.levels} levels, t1 …`] : [];
  const told = [...start, ...run.lines].map((line, i) => `  ${i + 1}. ${line}`).join("\n");
  return new Difference(
    `${message}\nafter ${run.lines.length} of ${first.lines.length} steps; play it again with --seed ${seed}:\n${told}`,
    { cause: run.fault },
  );
}

import { expect, test, vi } from "vitest";
import { createSwitching, type SwitchGuard } from "./switching.ts";

/** A switching whose host draws at once, and a guard that answers when it is told to. */
function start() {
  let drawn: string | null = "a";
  const load = vi.fn();
  const abandon = vi.fn();
  const switching = createSwitching({
    drawn: () => drawn,
    commit: (id) => {
      drawn = id;
    },
    load,
    abandon,
  });
  const questions: { to: string | null; signal: AbortSignal; answer: (leave: boolean) => void }[] = [];
  const slow: SwitchGuard = ({ to }, signal) =>
    new Promise((answer) => questions.push({ to, signal, answer }));
  return { switching, questions, slow, load, abandon, drawn: () => drawn };
}

test("without a guard the tenant is there at once", () => {
  const { switching, drawn } = start();
  void switching.switchTenant("b");
  expect(drawn()).toBe("b");
});

test("a guard that says no keeps the tenant, and one that throws does too", async () => {
  const { switching, drawn } = start();
  const release = switching.guard(async () => false);
  expect(await switching.switchTenant("b")).toBe(false);
  release();
  switching.guard(async () => Promise.reject(new Error("no answer")));
  await expect(switching.switchTenant("b")).rejects.toThrow("no answer");
  expect(drawn()).toBe("a");
  expect(switching.pending()).toBeNull();
});

test.each([[[0, 1]], [[1, 0]]])(
  "A, B, C in a row ends in C, whatever is answered first: %s",
  async (order) => {
    const { switching, questions, slow, drawn } = start();
    switching.guard(slow);
    const toB = switching.switchTenant("b");
    const toC = switching.switchTenant("c");
    expect(questions.map(({ to }) => to)).toEqual(["b", "c"]);
    expect(questions[0]?.signal.aborted).toBe(true);
    expect(switching.pending()).toEqual({ from: "a", to: "c" });
    for (const index of order) questions[index]?.answer(true);
    expect([await toB, await toC]).toEqual([false, true]);
    expect(drawn()).toBe("c");
    expect(switching.pending()).toBeNull();
  },
);

test("back to where one is ends a switch that still asks", async () => {
  const { switching, questions, slow, drawn } = start();
  switching.guard(slow);
  const toB = switching.switchTenant("b");
  expect(await switching.switchTenant("a")).toBe(true);
  questions[0]?.answer(true);
  expect(await toB).toBe(false);
  expect(drawn()).toBe("a");
});

test("a tenant that the application shows meanwhile ends the switch", async () => {
  const { switching, slow } = start();
  switching.guard(slow);
  const toB = switching.switchTenant("b");
  switching.arrived("z");
  expect(await toB).toBe(false);
});

test("an application that did not follow is asked again", async () => {
  const commit = vi.fn();
  const switching = createSwitching({ drawn: () => "a", commit, load: () => {}, abandon: () => {} });
  await switching.switchTenant("b");
  await switching.switchTenant("b");
  await switching.switchTenant("a");
  expect(commit.mock.calls).toEqual([["b"], ["b"], ["a"]]);
});

test("the target is loaded while guards are asked, and abandoned when another is wanted", () => {
  const { switching, slow, load, abandon } = start();
  switching.guard(slow);
  void switching.switchTenant("b");
  expect(load.mock.calls).toEqual([["b"]]);
  void switching.switchTenant("c");
  expect(load.mock.calls).toEqual([["b"], ["c"]]);
  expect(abandon.mock.calls).toEqual([["b"]]);
});

test("a pointer on the way over many names loads only the last of them", () => {
  const { switching, abandon } = start();
  for (const id of ["x", "y", "y", "z"]) switching.prefetch(id);
  expect(abandon.mock.calls).toEqual([["x"], ["y"]]);
});

test("what guards a scope also guards what lies around it", async () => {
  const outer = start();
  const inner = createSwitching(
    { drawn: () => "x", commit: () => {}, load: () => {}, abandon: () => {} },
    outer.switching,
  );
  const release = inner.guard(() => false);
  expect(await outer.switching.switchTenant("b")).toBe(false);
  expect(await outer.switching.mayLeave(null)).toBe(false);
  release();
  expect(await outer.switching.mayLeave(null)).toBe(true);
  expect(await outer.switching.switchTenant("b")).toBe(true);
});

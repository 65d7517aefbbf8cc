import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { markStale } from "./stale.ts";

/** A query on screen, whose answers come when they are told to. */
function open() {
  const queries = new QueryClient();
  const answers: ((value: string) => void)[] = [];
  const observer = new QueryObserver(queries, {
    queryKey: ["t", "list"],
    queryFn: () => new Promise<string>((resolve) => answers.push(resolve)),
    retry: false,
  });
  const leave = observer.subscribe(() => undefined);
  return { queries, answers, shown: () => observer.getCurrentResult().data, leave };
}

test("what changed while the first answer was under way is asked for once more, and only once", async () => {
  const { queries, answers, shown, leave } = open();
  void markStale(queries, { queryKey: ["t"] });
  expect(answers).toHaveLength(1);
  answers[0]?.("read before the change");
  await expect.poll(() => answers.length).toBe(2);
  answers[1]?.("read after it");
  await expect.poll(shown).toBe("read after it");
  expect(answers).toHaveLength(2);
  leave();
});

test("an answer that is there is read anew at once, and one that is not wanted is left alone", async () => {
  const { queries, answers, shown, leave } = open();
  answers[0]?.("old");
  await expect.poll(shown).toBe("old");
  void markStale(queries, { queryKey: ["elsewhere"] });
  expect(answers).toHaveLength(1);
  void markStale(queries, { queryKey: ["t"] });
  expect(answers).toHaveLength(2);
  answers[1]?.("new");
  await expect.poll(shown).toBe("new");
  leave();
});

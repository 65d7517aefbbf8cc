import { expect, test, vi } from "vitest";
import { keepSealing } from "./sealing.ts";

test("entries are taken into their chains again and again, also after a failure", async () => {
  const error = new Error("no database");
  const sealAudit = vi.fn().mockRejectedValueOnce(error).mockResolvedValue(1);
  const failed = vi.fn();
  const end = keepSealing({ sealAudit }, failed, 1);
  await expect.poll(() => sealAudit.mock.calls.length).toBeGreaterThan(2);
  expect(failed.mock.calls).toEqual([[error]]);
  await end();
});

test("its end waits for the one that runs, and no other begins", async () => {
  let release = (): void => undefined;
  const sealAudit = vi.fn(
    () =>
      new Promise<number>((resolve) => {
        release = () => resolve(1);
      }),
  );
  const end = keepSealing({ sealAudit }, () => undefined, 1);
  await expect.poll(() => sealAudit.mock.calls.length).toBe(1);
  let ended = false;
  const ending = end().then(() => {
    ended = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(ended).toBe(false);
  release();
  await ending;
  expect(sealAudit).toHaveBeenCalledTimes(1);
});

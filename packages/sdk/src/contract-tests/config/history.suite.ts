import { expect, test } from "vitest";
import { ids, invalid, refused, type World } from "../world.ts";

/** What an entry was, and how it becomes that again. */
export function historySuite(given: () => World): void {
  test("every version is kept, newest first; a deletion is one, and versions never start anew", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    await api.setConfig(id, "k", { value: 1 });
    await api.setConfig(id, "k", { value: null, locked: true });
    await api.deleteConfig(id, "k");
    expect((await api.setConfig(id, "k", { value: 4, expected_version: 0 })).version).toBe(4);
    const { data, has_more } = await api.listConfigHistory(id, "k");
    expect(has_more).toBe(false);
    expect(data.map(({ version, value, locked, deleted }) => [version, value, locked, deleted])).toEqual([
      [4, 4, false, false],
      [3, null, true, true],
      [2, null, true, false],
      [1, 1, false, false],
    ]);
    for (const { created_at, actor_id } of data) {
      expect(created_at).toMatch(/^\d{4}-.*Z$/);
      expect(actor_id).toMatch(/./);
    }
  });

  test("the history is paged", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    for (const value of [1, 2, 3]) await api.setConfig(id, "k", { value });
    const first = await api.listConfigHistory(id, "k", { limit: 2 });
    expect(first.data.map((row) => row.version)).toEqual([3, 2]);
    const rest = await api.listConfigHistory(id, "k", { limit: 2, cursor: first.next_cursor ?? "" });
    expect([rest.data.map((row) => row.version), rest.has_more]).toEqual([[1], false]);
    expect((await api.listConfigHistory(id, "never")).data).toEqual([]);
    await invalid(api.listConfigHistory(id, "k", { cursor: "x" }), "query.cursor");
  });

  test("restoring writes a past value as a new version and keeps the lock", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    await api.setConfig(id, "k", { value: "old" });
    await api.setConfig(id, "k", { value: "new", locked: true });
    expect(await api.restoreConfig(id, "k", { version: 1, expected_version: 2 })).toMatchObject({
      value: "old",
      locked: true,
      version: 3,
    });
    await api.deleteConfig(id, "k");
    expect((await api.restoreConfig(id, "k", { version: 2 })).value).toBe("new");
    await refused(api.restoreConfig(id, "k", { version: 4 }), "CONFIG_NOT_FOUND");
    await refused(api.restoreConfig(id, "k", { version: 99 }), "CONFIG_NOT_FOUND");
    await refused(api.restoreConfig(id, "k", { version: 1 }, { if_match: 1 }), "VERSION_CONFLICT");
  });

  test("a restored secret is what it was, and is never shown on the way", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    const old = await api.setConfig(id, "k", { value: "old secret", sensitive: true });
    await api.setConfig(id, "k", { value: "in clear", sensitive: false });
    const restored = await api.restoreConfig(id, "k", { version: 1 });
    expect(restored).toMatchObject({ value: null, masked: true, fingerprint: old.fingerprint });
    expect((await api.revealConfig(id, "k", { reason: "test" })).value).toBe("old secret");
  });

  test("restoring is a write under a lock like any other", async () => {
    const { api, chain } = given();
    const [root, child] = ids(await chain(2));
    await api.setConfig(child, "k", { value: 1 });
    await api.setConfig(root, "k", { value: 2, locked: true });
    await refused(api.restoreConfig(child, "k", { version: 1 }), "CONFIG_LOCKED");
  });
}

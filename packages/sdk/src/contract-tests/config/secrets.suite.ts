import { expect, test } from "vitest";
import { ids, invalid, refused, type World } from "../world.ts";

const SECRET = "hunter2-canary";
const mask = { value: null, sensitive: true, masked: true };

/** Entries that are stored encrypted and shown masked. */
export function secretsSuite(given: () => World): void {
  test("a sensitive value is masked wherever it is shown, with a fingerprint that follows the value", async () => {
    const { api, chain } = given();
    const [root, child] = ids(await chain(2));
    const written = await api.setConfig(root, "k", { value: SECRET, sensitive: true });
    expect(written).toMatchObject({ ...mask, fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) });
    const [own, inherited] = [await api.resolveConfig(root), await api.resolveConfig(child)];
    expect(own.k).toMatchObject({ ...mask, fingerprint: written.fingerprint });
    expect(inherited.k).toMatchObject({ ...mask, inherited: true, fingerprint: written.fingerprint });
    const again = await api.setConfig(root, "k", { value: SECRET });
    const other = await api.setConfig(root, "k", { value: `${SECRET}!` });
    expect(again.fingerprint).toBe(written.fingerprint);
    expect(other.fingerprint).not.toBe(written.fingerprint);
    const elsewhere = await api.setConfig(root, "other", { value: SECRET, sensitive: true });
    expect(elsewhere.fingerprint).not.toBe(written.fingerprint);
    const history = await api.listConfigHistory(root, "k");
    const conflict = await refused(
      api.setConfig(root, "k", { value: 1, expected_version: 9 }),
      "VERSION_CONFLICT",
    );
    await api.setConfig(child, "k", { value: SECRET });
    await api.setConfig(child, "hidden", { value: SECRET, sensitive: true });
    await api.setConfig(root, "hidden", { value: 1, locked: true });
    const shadowed = await api.resolveConfig(child);
    expect(shadowed.hidden?.shadowed).toMatchObject(mask);
    expect(JSON.stringify([written, own, inherited, history, conflict, shadowed.hidden])).not.toContain(
      SECRET,
    );
    // What the child sets itself is its own affair, and in clear, since nothing says otherwise.
    expect(shadowed.k?.value).toBe(SECRET);
  });

  test("a write that does not name sensitive keeps it; turning it on or off needs the value again", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    await api.setConfig(id, "k", { value: SECRET, sensitive: true });
    expect(await api.setConfig(id, "k", { value: "new" })).toMatchObject(mask);
    expect(await api.setConfig(id, "k", { locked: true })).toMatchObject({ ...mask, locked: true });
    await invalid(api.setConfig(id, "k", { sensitive: false }), "body.value");
    expect(await api.setConfig(id, "k", { value: 1, sensitive: false })).toMatchObject({
      value: 1,
      sensitive: false,
      masked: false,
      fingerprint: null,
    });
    await invalid(api.setConfig(id, "k", { sensitive: true }), "body.value");
  });

  test("revealing needs secrets:read and a reason, and gives the effective value", async () => {
    const { api, as, chain } = given();
    const [root, child] = ids(await chain(2));
    await api.setConfig(root, "k", { value: { token: SECRET }, sensitive: true });
    expect(await api.revealConfig(child, "k", { reason: "support case 7" })).toEqual({
      key: "k",
      value: { token: SECRET },
      source_tenant_id: root,
      version: 1,
    });
    const admin = await as({ tenant_id: root, scopes: ["admin"] });
    const error = await refused(admin.revealConfig(child, "k", { reason: "x" }), "FORBIDDEN");
    expect(error.details.required_scope).toBe("secrets:read");
    await invalid(api.revealConfig(child, "k", { reason: " " }), "body.reason");
    await invalid(api.revealConfig(child, "k", {} as never), "body.reason");
    await refused(api.revealConfig(child, "absent", { reason: "x" }), "CONFIG_NOT_FOUND");
  });

  test("what came by a move to where its key is defined as sensitive is masked in history and preview", async () => {
    const { api, plant } = given();
    const [root, mover] = [await plant(), await plant()];
    await api.setConfig(mover.id, "k", { value: SECRET });
    await api.setConfig(mover.id, "k", { value: "next" });
    await api.defineConfigKey(root.id, "k", { sensitive: true });
    await api.moveTenant(mover.id, { parent_id: root.id });
    const { data } = await api.listConfigHistory(mover.id, "k");
    const concealed = { value: null, sensitive: true, masked: true, fingerprint: null };
    expect(data).toMatchObject([
      { version: 2, ...concealed },
      { version: 1, ...concealed },
    ]);
    const { changes } = await api.previewConfig(mover.id, { entries: [{ key: "k", delete: true }] });
    expect(changes[0]?.examples).toMatchObject([
      { tenant_id: mover.id, before: null, after: null, masked: true },
    ]);
  });

  test("deleting shows an inherited secret masked", async () => {
    const { api, chain } = given();
    const [root, child] = ids(await chain(2));
    await api.setConfig(root, "k", { value: SECRET, sensitive: true });
    await api.setConfig(child, "k", { value: 1 });
    expect((await api.deleteConfig(child, "k")).effective).toMatchObject({ ...mask, source_tenant_id: root });
  });
}

import type { AuditEntry } from "@stratum-hq/core";
import { expect, test } from "vitest";
import { ids, invalid, nobody, refused, textOf, type World } from "./world.ts";

const actions = (rows: readonly AuditEntry[]): string[] => rows.map((row) => row.action);

/** Every operation of the feature `audit`, and that every write leaves its entry. */
export function auditSuite(given: () => World): void {
  test("every write leaves one entry per changed resource; a refused one leaves none", async () => {
    const { api, chain, plant } = given();
    const [root, leaf] = await chain(2);
    const other = await plant();
    await api.updateTenant(leaf.id, { name: "Leaf" });
    await api.moveTenant(leaf.id, { parent_id: other.id });
    await api.moveTenant(leaf.id, { parent_id: root.id });
    await refused(api.moveTenant(root.id, { parent_id: leaf.id }), "TENANT_CYCLE_DETECTED");
    await refused(api.suspendTenant(root.id), "TENANT_HAS_CHILDREN");
    await api.suspendTenant(root.id, { cascade: true });
    await api.resumeTenant(root.id, { cascade: true });
    await api.setConfig(leaf.id, "k", { value: 1 });
    await api.deleteConfig(leaf.id, "k");
    await refused(api.deleteConfig(leaf.id, "k"), "CONFIG_NOT_FOUND");
    const policy = await api.createPermission(leaf.id, { key: "k" });
    await api.updatePermission(leaf.id, policy.id, { value: false });
    await api.deletePermission(leaf.id, policy.id);
    await api.grantConsent(leaf.id, { subject_id: "ann", purpose: "news" });
    await api.revokeConsent(leaf.id, "news", { subject_id: "ann" });
    const key = await api.createApiKey({ name: "x", tenant_id: leaf.id });
    await api.revokeApiKey(key.id);
    await api.revokeApiKey(key.id);
    await api.archiveTenant(leaf.id);
    const { data } = await api.queryAuditLogs({ tenant_id: leaf.id, limit: 200 });
    expect(actions(data).reverse()).toEqual([
      "tenants.created",
      "tenants.updated",
      "tenants.moved",
      "tenants.moved",
      "tenants.suspended",
      "tenants.resumed",
      "config.set",
      "config.deleted",
      "permissions.created",
      "permissions.updated",
      "permissions.deleted",
      "consent.granted",
      "consent.withdrawn",
      "access.key_created",
      "access.key_revoked",
      "tenants.archived",
    ]);
    const of = (action: string) => data.find((row) => row.action === action);
    expect(of("tenants.updated")).toMatchObject({
      before: { version: 1 },
      after: { name: "Leaf", version: 2 },
    });
    expect(of("permissions.updated")).toMatchObject({ before: { value: true }, after: { value: false } });
    expect(of("config.set")).toMatchObject({ resource_type: "config", resource_id: "k", before: null });
    expect(of("access.key_revoked")?.resource_id).toBe(key.id);
    expect(JSON.stringify(data)).not.toContain(key.plaintext_key);
    expect(JSON.stringify(data)).not.toContain('"ann"');
  });

  test("an entry can be got by its id, and says who and by which request", async () => {
    const { api, as, plant } = given();
    const { id } = await plant();
    const writer = await as({ tenant_id: id, scopes: ["write"] });
    await writer.setConfig(id, "k", { value: 1 });
    const [entry] = (await api.queryAuditLogs({ tenant_id: id, action: "config.set" })).data;
    expect(entry).toMatchObject({ actor_type: "api_key", request_id: expect.stringMatching(/\S/) });
    expect(await writer.getAuditEntry(entry?.id ?? "")).toEqual(entry);
    expect((await api.queryAuditLogs({ tenant_id: id, actor_id: entry?.actor_id ?? "" })).data).toEqual([
      entry,
    ]);
    await refused(api.getAuditEntry(nobody()), "AUDIT_ENTRY_NOT_FOUND");
  });

  test("a scoped caller sees the entries of its subtree, and no others", async () => {
    const { api, as, chain } = given();
    const [root, mid, leaf] = ids(await chain(3));
    for (const id of [root, mid, leaf]) await api.setConfig(id, "k", { value: id });
    const mine = await as({ tenant_id: mid, scopes: ["read"] });
    const seen = (await mine.queryAuditLogs({ action: "config.set" })).data;
    expect(seen.map((row) => row.tenant_id)).toEqual([leaf, mid]);
    expect((await mine.queryAuditLogs({ tenant_id: mid, action: "config.set" })).data).toEqual([seen[1]]);
    expect((await mine.queryAuditLogs({ tenant_id: mid, subtree: true, action: "config.set" })).data).toEqual(
      seen,
    );
    const [above] = (await api.queryAuditLogs({ tenant_id: root, action: "config.set" })).data;
    await refused(mine.getAuditEntry(above?.id ?? ""), "AUDIT_ENTRY_NOT_FOUND");
    await refused(mine.queryAuditLogs({ tenant_id: root }), "TENANT_NOT_FOUND");
    await refused(mine.queryAuditLogs({ tenant_id: nobody() }), "TENANT_NOT_FOUND");
  });

  test("a listing is filtered by resource and time, and its pages show the log as at the first", async () => {
    const { api, plant } = given();
    const { id } = await plant();
    for (const key of ["a", "b", "c"]) await api.setConfig(id, key, { value: 1 });
    const list = async (query: object) => (await api.queryAuditLogs({ tenant_id: id, ...query })).data;
    expect((await list({ resource_type: "config" })).map((row) => row.resource_id)).toEqual(["c", "b", "a"]);
    expect((await list({ resource_id: "b" })).length).toBe(1);
    expect(await list({ to: "2001-01-01T00:00:00Z" })).toEqual([]);
    expect((await list({ from: "2001-01-01T00:00:00Z" })).length).toBe(4);
    const query = { tenant_id: id, resource_type: "config", limit: 2 };
    const first = await api.queryAuditLogs(query);
    await api.setConfig(id, "d", { value: 1 });
    const second = await api.queryAuditLogs({ ...query, cursor: first.next_cursor ?? "" });
    expect([...first.data, ...second.data].map((row) => row.resource_id)).toEqual(["c", "b", "a"]);
    expect(second).toMatchObject({ has_more: false, next_cursor: null });
  });

  test("a chain is verified for a tenant, or for the platform by a platform caller", async () => {
    const { api, as, plant } = given();
    const { id } = await plant();
    const first = await api.verifyAudit({ tenant_id: id });
    expect(first).toMatchObject({ tenant_id: id, ok: true, entries: 1, fault: null });
    await api.setConfig(id, "k", { value: 1 });
    await api.suspendTenant(id);
    const second = await api.verifyAudit({ tenant_id: id });
    expect(second).toMatchObject({ ok: true, entries: 3, fault: null });
    expect(await api.verifyAudit()).toMatchObject({ tenant_id: null, ok: true, fault: null });
    await api.resumeTenant(id);
    const mine = await as({ tenant_id: id, scopes: ["read"] });
    expect(await mine.verifyAudit({ tenant_id: id })).toMatchObject({ ok: true, entries: 5 });
    await invalid(mine.verifyAudit(), "query.tenant_id");
    await invalid(api.verifyAudit({ tenant_id: "acme" }), "query.tenant_id");
    await refused(api.verifyAudit({ tenant_id: nobody() }), "TENANT_NOT_FOUND");
    const other = await plant();
    await refused(mine.verifyAudit({ tenant_id: other.id }), "TENANT_NOT_FOUND");
  });

  test("an export gives all that the listing would, as NDJSON or CSV", async () => {
    const { api, as, plant } = given();
    const { id } = await plant();
    for (const key of ["a", "b", "c"]) await api.setConfig(id, key, { value: `"${key}", quoted` });
    const query = { tenant_id: id, resource_type: "config" };
    const { data } = await api.queryAuditLogs(query);
    const lines = (await textOf(await api.exportAuditLogs(query))).split("\n");
    expect(lines.pop()).toBe("");
    expect(lines.map((line) => JSON.parse(line))).toEqual(data);
    await api.recordAuditEvent({ tenant_id: id, action: "invoice.paid", resource_id: "=1+1" });
    const csv = await textOf(await api.exportAuditLogs({ tenant_id: id, format: "csv" }));
    const [head, first, ...rest] = csv.split("\r\n");
    expect(head).toBe(
      "id,created_at,tenant_id,actor_type,actor_id,on_behalf_of,action,resource_type,resource_id,request_id,source_ip,before,after",
    );
    expect(first).toContain(`,"invoice.paid","invoice","'=1+1",`);
    expect(rest).toHaveLength(5);
    expect(rest[0]).toContain('""value"":""\\""c\\"", quoted""');
    expect(await textOf(await api.exportAuditLogs({ ...query, to: "2001-01-01T00:00:00Z" }))).toBe("");
    const mine = await as({ tenant_id: id, scopes: ["read"] });
    const seen = (await textOf(await mine.exportAuditLogs())).trimEnd().split("\n");
    expect(new Set(seen.map((line) => JSON.parse(line).tenant_id))).toEqual(new Set([id]));
    await invalid(api.exportAuditLogs({ format: "xml" } as never), "query.format");
    await invalid(api.exportAuditLogs({ limit: 3 } as never), "query.limit");
    await refused(mine.exportAuditLogs({ tenant_id: (await plant()).id }), "TENANT_NOT_FOUND");
  });

  test("an application records events of its own, with secrets redacted", async () => {
    const { api, as, plant } = given();
    const { id } = await plant();
    const event = { action: "invoice.paid", resource_id: "17" };
    const after = { amount: 5, card: { api_key: "hidden" } };
    const entry = await api.recordAuditEvent({ tenant_id: id, ...event, after });
    expect(entry).toMatchObject({
      ...event,
      tenant_id: id,
      resource_type: "invoice",
      before: null,
      after: { amount: 5, card: { api_key: "[redacted]" } },
    });
    expect(await api.getAuditEntry(entry.id)).toEqual(entry);
    expect((await api.recordAuditEvent(event)).tenant_id).toBeNull();
    const mine = await as({ tenant_id: id, scopes: ["write"] });
    await invalid(mine.recordAuditEvent(event), "body.tenant_id");
    await invalid(
      api.recordAuditEvent({ tenant_id: id, action: "tenants.created", resource_id: "1" }),
      "body.action",
    );
    await invalid(api.recordAuditEvent({ ...event, actor: "me" } as never), "body.actor");
  });

  test("bad filters and cursors are named", async () => {
    const { api } = given();
    await invalid(api.queryAuditLogs({ from: "yesterday" }), "query.from");
    await invalid(api.queryAuditLogs({ action: "everything" }), "query.action");
    await invalid(api.queryAuditLogs({ tenant: nobody() } as never), "query.tenant");
    await invalid(api.queryAuditLogs({ cursor: "nothing" }), "query.cursor");
  });
}

import { describe, expect, test } from "vitest";
import type { StratumClient } from "../client.ts";
import type { ClientMessage } from "../events.ts";
import { heard } from "./calls.ts";
import { invalid, refused, type World } from "./world.ts";

/** Listens until it is stopped. */
interface Ear {
  messages: ClientMessage[];
  /** Types and tenants of the changes so far, as soon as there are so many. */
  changes(count: number): Promise<(string | null)[][]>;
  stop(): Promise<unknown>;
}
async function listenTo(client: StratumClient, last_event_id?: string): Promise<Ear> {
  const ending = new AbortController();
  const messages: ClientMessage[] = [];
  const done = (async () => {
    for await (const message of client.events({ last_event_id, signal: ending.signal }))
      messages.push(message);
  })();
  const stop = async (): Promise<unknown> => {
    ending.abort();
    return done.catch((error: unknown) => error);
  };
  const told = () =>
    messages.flatMap((m) => (m.type === "change" ? [[m.event.type, m.event.tenant_id]] : []));
  const changes = async (count: number): Promise<(string | null)[][]> => {
    await expect.poll(() => told().length, { timeout: 10_000 }).toBeGreaterThanOrEqual(count);
    return told();
  };
  await expect.poll(() => messages.length, { timeout: 10_000 }).toBeGreaterThan(0);
  return { messages, changes, stop };
}

/** The stream of changes, as a caller hears it. */
export function eventsSuite(given: () => World): void {
  test("a change is told as it is committed, without its values", async () => {
    const { api, as, plant } = given();
    const { id } = await plant();
    const ear = await listenTo(await as({ tenant_id: id, scopes: ["read"] }));
    expect(ear.messages).toEqual([{ type: "ready", id: expect.any(String) }]);
    await api.setConfig(id, "branding.title", { value: "a secret word" });
    await ear.changes(1);
    expect(ear.messages.at(-1)).toEqual({
      type: "change",
      id: expect.any(String),
      event: {
        id: expect.any(String),
        type: "config.set",
        tenant_id: id,
        resource_type: "config",
        resource_id: "branding.title",
        occurred_at: expect.stringMatching(/Z$/),
      },
    });
    await ear.stop();
  });

  describe("an id", () => {
    test("is where the stream goes on: nothing is lost, nothing told twice", async () => {
      const { api, as, plant } = given();
      const { id } = await plant();
      const client = await as({ tenant_id: id, scopes: ["read"] });
      let [last] = (await heard(client.events({ follow: false }))).map((m) => m.id);
      for (const key of ["a", "b", "c"]) await api.setConfig(id, key, { value: 1 });
      const keys: string[] = [];
      for (let i = 0; i < 3; i++) {
        const [next] = await heard(client.events({ follow: false, last_event_id: last }));
        if (next?.type === "change") keys.push(next.event.resource_id);
        last = next?.id;
      }
      expect(keys).toEqual(["a", "b", "c"]);
      const rest = await heard(client.events({ follow: false, last_event_id: last }));
      expect(rest.map(({ type }) => type)).toEqual(["ready"]);
    });

    test("is refused by name if the stream never told it", async () => {
      const { api } = given();
      await invalid(heard(api.events({ last_event_id: "a.b", follow: false })), "headers.last-event-id");
    });
  });

  describe("a caller hears", () => {
    test("of its subtree, nothing from beside it, and of what is above only that something may differ", async () => {
      const { api, as, chain, plant } = given();
      const [root, mine, leaf] = await chain(3);
      const beside = await plant({ parent_id: root.id });
      const ear = await listenTo(await as({ tenant_id: mine.id, scopes: ["read"] }));
      await api.setConfig(beside.id, "k", { value: 1 });
      await api.setConfig(root.id, "secret.name", { value: 1 });
      await api.createPermission(root.id, { key: "secret.permission" });
      await api.grantConsent(root.id, { subject_id: "ann", purpose: "news" });
      await api.setConfig(leaf.id, "k", { value: 1 });
      expect(await ear.changes(3)).toEqual([
        ["config.inherited", mine.id],
        ["permissions.inherited", mine.id],
        ["config.set", leaf.id],
      ]);
      expect(JSON.stringify(ear.messages)).not.toMatch(new RegExp(`secret|${root.id}|${beside.id}`));
      await ear.stop();
    });

    test("of what moves in and out", async () => {
      const { api, as, chain, plant } = given();
      const [root, from, child] = await chain(3);
      const to = await plant({ parent_id: root.id });
      const [there, here] = [
        await listenTo(await as({ tenant_id: from.id, scopes: ["read"] })),
        await listenTo(await as({ tenant_id: to.id, scopes: ["read"] })),
      ];
      await api.moveTenant(child.id, { parent_id: to.id });
      await api.updateTenant(child.id, { name: "Moved" });
      await api.moveTenant(child.id, { parent_id: from.id });
      expect(await here.changes(3)).toEqual([
        ["tenants.moved", child.id],
        ["tenants.updated", child.id],
        ["tenants.moved", child.id],
      ]);
      expect(await there.changes(2)).toEqual([
        ["tenants.moved", child.id],
        ["tenants.moved", child.id],
      ]);
      const formers = [there, here].map(({ messages }) =>
        messages.flatMap((m) => (m.type === "change" ? [m.event.former_parent_id] : [])),
      );
      expect(formers).toEqual([
        [from.id, null],
        [null, undefined, to.id],
      ]);
      await Promise.all([there.stop(), here.stop()]);
    });
  });

  test("it ends within a second of the key that it was opened with", async () => {
    const { api, with: withKey, plant } = given();
    const { id } = await plant();
    const { id: key_id, plaintext_key } = await api.createApiKey({
      tenant_id: id,
      name: "x",
      scopes: ["read"],
    });
    const ear = withKey({ apiKey: plaintext_key }).events()[Symbol.asyncIterator]();
    expect((await ear.next()).value).toMatchObject({ type: "ready" });
    const end = (async () => {
      for (let next = await ear.next(); !next.done; next = await ear.next());
    })();
    const revoked = performance.now();
    await api.revokeApiKey(key_id);
    await end;
    expect(performance.now() - revoked).toBeLessThan(5_000);
    await refused(heard(withKey({ apiKey: plaintext_key }).events()), "UNAUTHORIZED");
  });

  test("a stream takes no field that it does not know", async () => {
    const { request } = given();
    const answer = await request("/events?fellow=false");
    expect([answer.status, (await answer.json()).errors[0].path]).toEqual([400, "query.fellow"]);
  });
}

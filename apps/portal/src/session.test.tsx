import { afterEach, expect, test, vi } from "vitest";
import { createSession } from "./session.ts";

afterEach(() => vi.unstubAllGlobals());

test("started twice at once, as React does in development, it is one start and one work", async () => {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (input: string | URL) => {
    asked.push(String(input));
    const token = { token: "t", expires_at: new Date(Date.now() + 300_000).toISOString() };
    return Response.json(
      String(input).endsWith("/portal/token") ? token : { actor_id: "a", tenant_id: null },
    );
  });
  const session = createSession({ persona: null });
  const works = new Set<unknown>();
  session.subscribe(() => {
    const state = session.getState();
    if (state.status === "open") works.add(state.work);
  });
  await Promise.all([session.start(), session.start()]);
  expect(session.getState().status).toBe("open");
  expect(works.size).toBe(1);
  expect(asked).toEqual(["/portal/token"]);
});

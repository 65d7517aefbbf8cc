/** `Idempotency-Key` as the server heeds it. Nothing is ever in flight here: the mock answers in one go. */
import {
  type Contract,
  IdempotencyAnswerLostError,
  IdempotencyKeyReusedError,
  invalid,
  takesIdempotencyKey,
} from "@stratum-hq/core";
import type { MockSession } from "./store.ts";

/** A request that has been read. */
export interface ReadRequest {
  contract: Contract;
  session: MockSession;
  request: Request;
  input: unknown;
}
/** Carries a request out, or answers as it was answered before under its key. */
export type Replay = (read: ReadRequest, carryOut: () => Response) => Response | Promise<Response>;

const KEY = /^[\x21-\x7e]{1,255}$/;

/** Remembers what was answered under which key of which caller. */
export function createReplay(): Replay {
  const answered = new Map<string, { fingerprint: string; answer: Response | null }>();
  return ({ contract, session, request, input }, carryOut) => {
    const key = request.headers.get("idempotency-key");
    if (key === null || !takesIdempotencyKey(contract.method)) return carryOut();
    if (!KEY.test(key)) {
      const message = "must be 1 to 255 visible ASCII characters, such as a UUID";
      throw invalid([{ path: "headers.idempotency-key", message }]);
    }
    const place = [session.actor_type, session.actor_id, session.tenant_id, key].join(" ");
    const fingerprint = JSON.stringify([contract.method, new URL(request.url).pathname, input]);
    const before = answered.get(place);
    if (!before) {
      const answer = carryOut();
      const secret = contract.secret && answer.ok;
      if (answer.status < 500 && answer.status !== 429)
        answered.set(place, { fingerprint, answer: secret ? null : answer.clone() });
      return answer;
    }
    if (before.fingerprint !== fingerprint)
      throw new IdempotencyKeyReusedError("This Idempotency-Key was sent with another request before.");
    if (!before.answer)
      throw new IdempotencyAnswerLostError(
        "It was carried out, but its answer held a secret and is not kept.",
      );
    const again = new Response(before.answer.clone().body, before.answer);
    again.headers.set("idempotency-replayed", "true");
    return again;
  };
}

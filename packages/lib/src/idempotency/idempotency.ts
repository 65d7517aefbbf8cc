/**
 * Requests that may be sent again: the first under a key is carried out, later ones get its answer. After the
 * IETF draft “The Idempotency-Key HTTP Header Field”. Rules: `docs/http.md`.
 */
import { hkdfSync, randomUUID } from "node:crypto";
import {
  type ActorContext,
  IdempotencyAnswerLostError,
  IdempotencyInFlightError,
  IdempotencyKeyReusedError,
} from "@stratum-hq/core";
import type { Database } from "@stratum-hq/db-adapters";
import { decrypt, encrypt } from "../keys/cipher.ts";
import * as q from "./idempotency.sql.ts";

/** An answer that is kept. */
export interface KeptAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}
export interface IdempotentRequest {
  /** The caller; keys of different callers never meet. */
  context: ActorContext;
  /** What the caller named it. */
  key: string;
  /** Digest of all that makes the request: the same key with another one is refused. */
  fingerprint: Buffer;
  /** The tenant that the request is about, if its path names one. The answer is forgotten with it. */
  tenant_id: string | null;
  request_id: string;
}
/** A request that is to be carried out now. Call one of the two when it has been. */
export interface Begun {
  /** @param answer null: done, but the answer is not kept, for it holds a secret. */
  finish(answer: KeptAnswer | null): Promise<void>;
  /** Nothing was changed: the key is free again. */
  release(): Promise<void>;
}

export interface Idempotency {
  /**
   * Begins a request under its key.
   * @returns the answer that an earlier one got, or what to call when this one has been carried out.
   * @throws IdempotencyKeyReusedError if the key stands for another request; IdempotencyInFlightError while the first
   * runs; IdempotencyAnswerLostError if the first was carried out and its answer is not there to give
   */
  begin(request: IdempotentRequest): Promise<KeptAnswer | Begun>;
}

/** @param secret of the API keys; answers are encrypted with a key derived from it. */
export function createIdempotency(db: Database, secret: string): Idempotency {
  const cipherKey = Buffer.from(hkdfSync("sha256", secret, "", "stratum idempotency", 32));
  return {
    async begin({ context, key, fingerprint, tenant_id, request_id }) {
      const owner = [context.actor_type, context.actor_id, context.tenant_id].join(" ");
      const attempt = randomUUID();
      const bound = `${owner}\0${key}`;
      const found = await q.take(db, { owner, key, fingerprint, tenant_id, attempt, request_id });
      if (found === null) {
        return {
          finish: (answer) =>
            q.finish(
              db,
              attempt,
              { owner, key },
              answer && encrypt(cipherKey, Buffer.from(JSON.stringify(answer)), bound),
            ),
          release: () => q.release(db, attempt, { owner, key }),
        };
      }
      if (found && !found.fingerprint.equals(fingerprint)) {
        throw new IdempotencyKeyReusedError(
          "This Idempotency-Key was sent with another request before. Take a new one for each request; send the same one only with the same request.",
        );
      }
      if (found?.answer) return JSON.parse(decrypt(cipherKey, found.answer, bound).toString()) as KeptAnswer;
      if (found && (found.finished || found.abandoned)) {
        throw new IdempotencyAnswerLostError(
          "The first request with this Idempotency-Key was carried out, but its answer is not kept: it held a secret, or the server ended before it could answer. Look at what is there before you send it again under a new key.",
        );
      }
      throw new IdempotencyInFlightError(
        "The first request with this Idempotency-Key still runs. Send this one again in a moment.",
      );
    },
  };
}

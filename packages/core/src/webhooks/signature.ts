/**
 * Signatures of webhook messages, by the Standard Webhooks specification 1.0.0
 * (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md): HMAC-SHA-256 over
 * `id.timestamp.body`, in Base64 behind `v1,`; several signatures stand with a blank between.
 */
import { UnauthorizedError } from "../http/errors.ts";

const PREFIX = "whsec_";
/** Seconds by which a message may be older or newer than the receiver's clock. */
const TOLERANCE_SECONDS = 300;

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => {
  const text = atob(base64);
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
};

async function mac(secret: string, content: string): Promise<string> {
  const bytes = bytesOf(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret);
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const digest = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(content));
  return btoa(String.fromCharCode(...new Uint8Array(digest)));
}

/** The secret's text from its bytes. */
export const webhookSecret = (bytes: Uint8Array): string => PREFIX + btoa(String.fromCharCode(...bytes));

/** The three headers of a message. Signed under every secret that is valid, so that a receiver may have either. */
export async function signWebhook(
  message: { id: string; timestamp: number; body: string },
  secrets: readonly string[],
): Promise<Record<"webhook-id" | "webhook-timestamp" | "webhook-signature", string>> {
  const { id, timestamp, body } = message;
  const signatures = await Promise.all(
    secrets.map(async (secret) => `v1,${await mac(secret, `${id}.${timestamp}.${body}`)}`),
  );
  return {
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signatures.join(" "),
  };
}

/** A message that was verified. */
export interface WebhookMessage {
  /** Of the event, e.g. `config.set`. */
  type: string;
  /** When it happened. */
  timestamp: string;
  data: {
    /** Id of the event; the audit entry of the change has the same. */
    id: string;
    tenant_id: string | null;
    resource_type: string;
    resource_id: string;
    /** Of the request that made the change. */
    request_id: string | null;
  };
}

/**
 * Verifies that a message was sent by the holder of the secret, a short while ago, and gives what it says. A message
 * may come more than once: handle each `data.id` once.
 * @param body as it arrived, byte for byte; not parsed and written anew.
 * @param headers of the request, with names in lower case, or a `Headers`.
 * @param secret `whsec_…`; or several, while one is being exchanged.
 * @param options `tolerance_seconds`: how old or new it may be, default 300. `now`: clock in milliseconds.
 * @throws UnauthorizedError
 */
export async function verifyWebhookSignature(
  body: string,
  headers: Headers | Readonly<Record<string, string | string[] | undefined>>,
  secret: string | readonly string[],
  options: { tolerance_seconds?: number; now?: number } = {},
): Promise<WebhookMessage> {
  const { tolerance_seconds = TOLERANCE_SECONDS, now = Date.now() } = options;
  const header = (name: string): string => {
    const value = headers instanceof Headers ? headers.get(name) : headers[name];
    return typeof value === "string" ? value : "";
  };
  const [id, time, given] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map(header) as [
    string,
    string,
    string,
  ];
  if (!id || !/^\d{1,12}$/.test(time) || !given)
    throw refused("It lacks webhook-id, -timestamp or -signature.");
  if (Math.abs(now / 1000 - Number(time)) > tolerance_seconds) throw refused("It is too old, or too new.");
  const secrets = typeof secret === "string" ? [secret] : secret;
  const expected = await Promise.all(
    secrets.map(async (one) => `v1,${await mac(one, `${id}.${time}.${body}`)}`),
  );
  const signed = given.split(" ").some((one) => expected.some((other) => equal(one, other)));
  if (!signed) throw refused("The signature is not one of this body under this secret.");
  return JSON.parse(body) as WebhookMessage;
}

/** Takes as long for every text of a length. */
function equal(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}

const refused = (why: string): UnauthorizedError =>
  new UnauthorizedError(`The webhook message is refused. ${why}`);

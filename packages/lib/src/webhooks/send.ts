/** One HTTP call to an endpoint. */
import { request as http } from "node:http";
import { request as https } from "node:https";
import { type Guard, hostOf } from "./address.ts";

/** How a call went; `status` is null if there was no answer, `error` if it was accepted. */
export interface Outcome {
  status: number | null;
  error: string | null;
  duration_ms: number;
  /** What the endpoint asked for by `Retry-After`, in seconds. */
  retry_after?: number | undefined;
}

/** Sends a body once. Never throws: what goes wrong is the outcome. Follows no redirect, and reads nothing of the answer's body. */
export async function send(
  address: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  { guard, timeout_ms }: { guard: Guard; timeout_ms: number },
): Promise<Outcome> {
  const begun = performance.now();
  const ended = (outcome: Omit<Outcome, "duration_ms">): Outcome => ({
    ...outcome,
    duration_ms: Math.round(performance.now() - begun),
  });
  const url = new URL(address);
  // A connection to an address looks nothing up, so the guard's lookup would not be asked.
  if (!guard.allows(hostOf(url))) return ended({ status: null, error: explain("EBLOCKED") });
  try {
    return ended(
      await new Promise<Omit<Outcome, "duration_ms">>((resolve, reject) => {
        const call = (url.protocol === "https:" ? https : http)(url, {
          method: "POST",
          headers: { ...headers, "content-length": Buffer.byteLength(body) },
          lookup: guard.lookup,
          agent: false,
          signal: AbortSignal.timeout(timeout_ms),
        });
        call.on("error", reject);
        call.on("response", (answer) => {
          const { statusCode: status = 0 } = answer;
          answer.on("error", () => undefined).destroy();
          const accepted = status >= 200 && status < 300;
          const wait = Number(answer.headers["retry-after"]);
          resolve({
            status,
            error: accepted ? null : refusal(status),
            ...(!accepted && wait > 0 && { retry_after: wait }),
          });
        });
        call.end(body);
      }),
    );
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    return ended({ status: null, error: explain(name === "AbortError" ? "ETIMEDOUT" : code) });
  }
}

const refusal = (status: number): string =>
  status >= 300 && status < 400
    ? `It answered ${status}: redirects are not followed. Give the final address.`
    : `It answered ${status}; only 200–299 counts as accepted.`;

const reasons: Record<string, string> = {
  EBLOCKED: "The address is not public, so it is not dialled.",
  ENOTFOUND: "The name could not be looked up.",
  ENODATA: "The name could not be looked up.",
  EAI_AGAIN: "The name could not be looked up.",
  ECONNREFUSED: "The connection was refused.",
  ECONNRESET: "The connection broke before there was an answer.",
  EPIPE: "The connection broke before there was an answer.",
  ETIMEDOUT: "There was no answer in time.",
  EHOSTUNREACH: "The host cannot be reached.",
  ENETUNREACH: "The host cannot be reached.",
};
/** In a sentence, without addresses: what lies behind a name is not for its owner to learn here. */
function explain(code = "unknown"): string {
  const known = reasons[code];
  if (known) return known;
  if (/CERT|TLS|SSL|SIGNED|ERR_TLS|UNABLE_TO|HOSTNAME/.test(code))
    return `The certificate is not valid (${code}).`;
  return `The call failed (${code}).`;
}

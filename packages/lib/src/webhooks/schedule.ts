/** When a message that was not accepted is sent again. */

const [SECOND, MINUTE, HOUR] = [1, 60, 3600];
/**
 * Waits between attempts, in seconds: eleven attempts over three days and more, as the Standard Webhooks specification
 * advises.
 */
export const WAITS: readonly number[] = [
  5 * SECOND,
  30 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
];
/** A wait is longer or shorter by up to this share, so that what failed together does not come again together. */
const JITTER = 0.2;
/** An endpoint may ask for a longer wait, but not for more than this, in seconds. */
const LONGEST_ASKED = 24 * HOUR;

/**
 * Seconds until the next attempt, or null if that was the last.
 * @param tries how many there were.
 * @param asked by `Retry-After`, in seconds.
 * @param random from 0 to 1.
 */
export function nextWait(tries: number, asked = 0, random: number = Math.random()): number | null {
  const wait = WAITS[tries - 1];
  if (wait === undefined) return null;
  return Math.max(wait * (1 + JITTER * (2 * random - 1)), Math.min(asked, LONGEST_ASKED));
}

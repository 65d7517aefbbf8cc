/**
 * An object of many keys that come from outside. Without a prototype while it is filled: no name means anything special,
 * and the engine does not describe a new shape for every key, which would take four times as long.
 */
export function byKey<T>(entries: Iterable<readonly [key: string, value: T]>): Record<string, T> {
  const result: Record<string, T> = Object.create(null);
  for (const [key, value] of entries) result[key] = value;
  return Object.setPrototypeOf(result, Object.prototype);
}

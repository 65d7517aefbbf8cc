/** Text as it is compared: without case and accents. */
const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Does a text hold every word of the query, each at the start of a word of its own? Where nothing is typed, yes. */
export function matches(text: string, query: string): boolean {
  const held = ` ${plain(text)}`;
  return plain(query)
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => held.includes(` ${word}`) || (!/\p{Script=Latin}/u.test(word) && held.includes(word)));
}

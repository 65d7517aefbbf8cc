/** Proposes a slug from a name: `"Müller & Söhne 24/7"` → `"muller_sohne_24_7"`. Empty if no letter is left to start with. */
export function slugFrom(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "")
    .slice(0, 63)
    .replace(/_+$/, "");
}

/** Most levels of a tree: depth runs 0…19. */
export const MAX_TREE_DEPTH = 20;
/** What a slug looks like: a letter, then up to 62 of letter, digit or underscore, all lower case. */
export const SLUG_REGEX: RegExp = /^[a-z][a-z0-9_]{0,62}$/;

/** Ids of the ancestors, root first: `"/a/b"` → `["a", "b"]`, `"/"` → `[]`. */
export const parseAncestryPath = (path: string): string[] => path.split("/").filter(Boolean);
/** Path of ids, root first: `["a", "b"]` → `"/a/b"`, `[]` → `"/"`. */
export const buildAncestryPath = (ids: readonly string[]): string => `/${ids.join("/")}`;

interface Placed {
  id: string;
  ancestry_path: string;
}
/** Is `a` above `b`? A tenant is not its own ancestor. */
export const isAncestorOf = (a: Placed, b: Placed): boolean =>
  parseAncestryPath(b.ancestry_path).includes(a.id);
/** Is `a` below `b`? A tenant is not its own descendant. */
export const isDescendantOf = (a: Placed, b: Placed): boolean => isAncestorOf(b, a);

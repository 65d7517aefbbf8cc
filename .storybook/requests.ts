import { componentDocs } from "../packages/react/src/testing/docs.ts";

/**
 * Holds the pages to the truth: whatever a story asks of the control plane stands on the page of its component.
 * @throws with the operations that no component of the page names.
 */
export function expectRequestsDocumented(title: string, asked: ReadonlySet<string>): void {
  const here = Object.values(componentDocs).filter(
    ({ page }) => title === page || title.startsWith(`${page}/`),
  );
  // Stories without a page of their own combine components as an application does.
  if (here.length === 0) return;
  const named = new Set(here.flatMap(({ requests = {} }) => Object.keys(requests)));
  const missing = [...asked].filter((operation) => !named.has(operation));
  if (missing.length > 0)
    throw new Error(`The page of ${title} does not tell that it asks ${missing.join(", ")}.`);
}

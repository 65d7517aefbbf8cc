import { componentDocs } from "../packages/react/src/testing/docs.ts";

/**
 * Holds the pages to the truth: whatever a story asks of the control plane stands on the page of its component.
 * @param frame operations that what stands around the component asks.
 * @throws with the operations that no component of the page names.
 */
export function expectRequestsDocumented(
  title: string,
  asked: ReadonlySet<string>,
  frame: readonly string[] = [],
): void {
  const here = Object.values(componentDocs).filter(
    ({ page }) => title === page || title.startsWith(`${page}/`),
  );
  const told = here.flatMap(({ requests = {} }) => Object.keys(requests));
  // Where nothing asks by itself, the stories combine components as an application does.
  if (told.length === 0) return;
  const missing = [...asked].filter((operation) => ![...told, ...frame].includes(operation));
  if (missing.length > 0)
    throw new Error(`The page of ${title} does not tell that it asks ${missing.join(", ")}.`);
}

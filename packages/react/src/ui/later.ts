import { type ComponentType, type LazyExoticComponent, lazy } from "react";

/**
 * A component that is fetched when it is first drawn, so that a page which never needs it does not load it:
 * `const Form = later(async () => (await import("./Form.tsx")).Form)`. Needs a `Suspense` around it.
 */
// biome-ignore lint/suspicious/noExplicitAny: React's own bound for what `lazy` takes; the props are kept
export const later = <C extends ComponentType<any>>(load: () => Promise<C>): LazyExoticComponent<C> =>
  lazy(async () => ({ default: await load() }));

import { type ComponentType, type LazyExoticComponent, lazy } from "react";

/** A component that is fetched when it is first drawn, or when it is asked to. */
// biome-ignore lint/suspicious/noExplicitAny: React's own bound for what `lazy` takes; the props are kept
export type Later<C extends ComponentType<any>> = LazyExoticComponent<C> & {
  /** Fetches it now. Drawn after that it is there at once, and what is typed into it at once is not lost. */
  preload: () => void;
};

/**
 * A component that is fetched when it is first drawn, so that a page which never needs it does not load it:
 * `const Form = later(async () => (await import("./Form.tsx")).Form)`. Needs a `Suspense` around it.
 */
// biome-ignore lint/suspicious/noExplicitAny: as above
export function later<C extends ComponentType<any>>(load: () => Promise<C>): Later<C> {
  type Module = { default: C };
  let loaded: Module | undefined;
  const fetch = async (): Promise<Module> => {
    loaded = { default: await load() };
    return loaded;
  };
  // What is there already is handed over within the call, so that React draws without waiting.
  const handOver = (module: Module): PromiseLike<Module> => ({
    // biome-ignore lint/suspicious/noThenProperty: a promise-like that answers in the same turn is the point
    then: (onFulfilled) => Promise.resolve(onFulfilled?.(module)) as never,
  });
  const Part = lazy(() => (loaded ? (handOver(loaded) as Promise<Module>) : fetch()));
  return Object.assign(Part, { preload: () => void fetch().catch(() => undefined) });
}

/**
 * Where the reader is, on the History API. What is shown follows the address only after everybody who holds unsaved
 * work was asked, also where the browser has moved already: it is sent back while the question stands unanswered.
 */
import { type MouseEvent, useSyncExternalStore } from "react";
import { addressOf, keptOf, type Param, type Params, parseParams, parseRoute } from "./router.ts";

/** What is shown: a path, and what is said beside it. */
export interface Place {
  path: string;
  params: Params;
}
/** Asked before a page is left; resolves to false to stay. */
export type AskToLeave = (tenantId: string | null) => Promise<boolean>;

/** A filter that is typed is written into the address when the typing pauses, in ms: browsers limit how often. */
const PAUSE = 200;

const read = (): Place => ({ path: location.pathname, params: parseParams(location.search) });
/** Place in the browser's list, to know in which direction the reader went. */
const indexNow = (): number => (history.state as { index?: number } | null)?.index ?? 0;

let shown = read();
let shownIndex = indexNow();
let mayLeave: AskToLeave = async () => true;
let asked = 0;
let writing: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function show(place: Place): void {
  shown = place;
  shownIndex = indexNow();
  for (const listener of listeners) listener();
}

/** Asks, unless only what is beside the path changes. A later wish to leave takes the place of an earlier one. */
async function isFree(path: string): Promise<boolean> {
  const mine = ++asked;
  if (path === shown.path) return true;
  const route = parseRoute(path);
  return (await mayLeave(route.page === "tenant" ? route.tenantId : null)) && mine === asked;
}

function write(): void {
  clearTimeout(writing);
  writing = undefined;
  if (location.pathname === shown.path)
    history.replaceState(history.state, "", addressOf(shown.path, shown.params));
}

async function onPopState(): Promise<void> {
  clearTimeout(writing);
  const to = read();
  const mine = asked + 1;
  if (await isFree(to.path)) show(to);
  // Nobody went elsewhere meanwhile: the address goes back to what is still shown.
  else if (mine === asked && shownIndex !== indexNow()) history.go(shownIndex - indexNow());
}

/** Follows the browser's buttons until the returned function is called. */
export function follow(ask: AskToLeave): () => void {
  mayLeave = ask;
  const listen = (): void => void onPopState();
  window.addEventListener("popstate", listen);
  return () => {
    window.removeEventListener("popstate", listen);
    mayLeave = async () => true;
  };
}

/** Goes to a path without asking: somebody asked already. What stays everywhere stays in the address. */
export function go(path: string, params: Params = {}): void {
  if (writing) write();
  asked++;
  const place = { path, params: { ...keptOf(shown.params), ...params } };
  if (addressOf(path, place.params) === addressOf(shown.path, shown.params)) return;
  history.pushState({ index: shownIndex + 1 }, "", addressOf(path, place.params));
  show(place);
}

/** Goes to a path if nobody objects. Resolves to whether it did. */
export async function visit(path: string, params: Params = {}): Promise<boolean> {
  const free = await isFree(path);
  if (free) go(path, params);
  return free;
}

/** Says something else beside the path; null says it no more. The way back leads past it. */
export function setParams(changes: { readonly [name in Param]?: string | null }): void {
  const params = Object.fromEntries(
    Object.entries({ ...shown.params, ...changes }).filter(([, value]) => value),
  );
  show({ ...shown, params });
  clearTimeout(writing);
  writing = setTimeout(write, PAUSE);
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
/** What is shown, kept current. */
export const usePlace = (): Place => useSyncExternalStore(subscribe, () => shown);

/** One of the things said beside the path, and the way to say something else. Empty where nothing is said. */
export function useParam(name: Param): [string, (value: string) => void] {
  return [usePlace().params[name] ?? "", (value) => setParams({ [name]: value })];
}

/** Props of an `<a>` that stays within the page, unless it is asked to open elsewhere. */
export function linkTo(
  path: string,
  params: Params = {},
): { href: string; onClick: (event: MouseEvent) => void } {
  return {
    href: addressOf(path, { ...keptOf(shown.params), ...params }),
    onClick: (event) => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      void visit(path, params);
    },
  };
}

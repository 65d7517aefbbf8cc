/** Finds text that a reader cannot see in full. Not part of the package. */

/** What rounding may take, px. */
const SLACK = 1.5;

const isClipping = (overflow: string): boolean => overflow === "hidden" || overflow === "clip";
const isScrolling = (overflow: string): boolean => overflow === "auto" || overflow === "scroll";
/** A drawing that is moved about in its window. */
const isPanned = (style: CSSStyleDeclaration): boolean => style.cursor.startsWith("grab");
const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

function nameOf(element: Element): string {
  const slot = element.getAttribute("data-slot");
  return slot ? `[${slot}]` : element.classList[0] ? `.${element.classList[0]}` : element.localName;
}

/** Where it stands: the names of the boxes around it. */
function pathOf(element: Element): string {
  const steps: string[] = [];
  for (let at: Element | null = element; at && !at.matches("[data-stratum]"); at = at.parentElement)
    steps.unshift(nameOf(at));
  return steps.slice(-4).join(" ");
}

/** Text for screen readers alone, and what is not drawn. */
function isUnseen(element: Element): boolean {
  if (element.matches("option, option *") || !element.checkVisibility({ visibilityProperty: true }))
    return true;
  for (let box: Element | null = element; box; box = box.parentElement)
    if (getComputedStyle(box).clipPath.startsWith("inset(50%")) return true;
  return false;
}

/** Does the shortened text say all of it elsewhere: in a title, or in a tooltip that shows when it is cut? */
const tellsWhole = (element: Element, text: string): boolean =>
  element.closest("[data-tip]") !== null ||
  (element.closest<HTMLElement>("[title]")?.title.includes(text.trim()) ?? false);

/** Why the text does not fit, or null. Looks at each box around it, up to one that scrolls. */
function faultOf(text: Text, element: HTMLElement): string | null {
  const range = document.createRange();
  range.selectNodeContents(text);
  const rect = range.getBoundingClientRect();
  let inFlow = true;
  let across = true;
  let down = true;
  for (let box: HTMLElement | null = element; box; box = box.parentElement) {
    const style = getComputedStyle(box);
    if (isPanned(style)) break;
    if (style.display === "inline" || style.display === "contents") continue;
    const edge = box.getBoundingClientRect();
    const wide = rect.left < edge.left - SLACK || rect.right > edge.right + SLACK;
    const tall = rect.top < edge.top - SLACK || rect.bottom > edge.bottom + SLACK;
    if (across && wide && isClipping(style.overflowX)) {
      if (style.textOverflow !== "ellipsis") return "is cut off";
      if (!tellsWhole(element, text.data)) return "is shortened, and nothing tells the whole";
      return null;
    }
    if (across && wide && inFlow && !isScrolling(style.overflowX))
      return box === element ? "runs out of its box" : `runs out of ${nameOf(box)}`;
    if (down && tall && isClipping(style.overflowY)) return "is cut off below";
    if (style.position === "absolute") inFlow = false;
    if (isScrolling(style.overflowX)) across = false;
    if (isScrolling(style.overflowY)) down = false;
    if (style.position === "fixed" || box.matches("[data-stratum]")) break;
  }
  return null;
}

/** Up to so many letters stand on one line; only a longer word, an id or an address may be broken. */
const LONGEST = 16;
/** In these no space tells where a word ends. */
const SPACELESS = "\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Thai}";
const WORD = new RegExp(`^[^\\p{N}/${SPACELESS}-]*$`, "u");
const isWord = (token: string): boolean => token.length <= LONGEST && WORD.test(token);

/** The first word that goes on in the next line, or null. */
function brokenWord(text: Text): string | null {
  const range = document.createRange();
  range.selectNodeContents(text);
  if (range.getClientRects().length < 2) return null;
  for (const { 0: token, index } of text.data.matchAll(/\S+/g)) {
    if (!isWord(token)) continue;
    range.setStart(text, index);
    range.setEnd(text, index + token.length);
    const [first, ...others] = range.getClientRects();
    if (first && others.some(({ top }) => top > first.top + first.height / 2)) return token;
  }
  return null;
}

const measure = document.createElement("canvas").getContext("2d");
/** A field's placeholder or the choice of a select, which is no text of the document. */
function fieldFault(field: HTMLInputElement | HTMLSelectElement): string | null {
  const text =
    field instanceof HTMLSelectElement
      ? field.selectedOptions[0]?.text
      : field.value
        ? ""
        : field.placeholder;
  if (!text || !measure || isUnseen(field)) return null;
  const style = getComputedStyle(field);
  measure.font = style.font;
  const room =
    field.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
  if (measure.measureText(text).width <= room + SLACK || tellsWhole(field, text)) return null;
  return `“${short(text)}” is longer than its field  ${pathOf(field)}`;
}

/**
 * A line for each text of the kit's roots that cannot be read in full, or only with a word broken for want of room; a
 * page that scrolls sideways is one, too.
 */
export function cutTexts(): string[] {
  const faults = new Set<string>();
  const page = document.scrollingElement;
  if (page && page.scrollWidth > page.clientWidth + SLACK)
    faults.add(`the page is ${page.scrollWidth - page.clientWidth} px wider than the screen`);
  for (const root of document.querySelectorAll<HTMLElement>("[data-stratum]")) {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let text = walk.nextNode() as Text | null; text; text = walk.nextNode() as Text | null) {
      const element = text.parentElement;
      // Dots, arrows and strokes alone say nothing that could be lost.
      if (!element || !/[\p{L}\p{N}]/u.test(text.data) || isUnseen(element)) continue;
      const fault = faultOf(text, element);
      if (fault) faults.add(`“${short(text.data.trim())}” ${fault}  ${pathOf(element)}`);
      const broken = brokenWord(text);
      if (broken) faults.add(`the word “${broken}” is broken  ${pathOf(element)}`);
    }
    for (const field of root.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input, select")) {
      const fault = fieldFault(field);
      if (fault) faults.add(fault);
    }
  }
  return [...faults];
}

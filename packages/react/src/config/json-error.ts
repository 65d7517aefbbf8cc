const SPACE = /[ \t\n\r]*/y;
const TOKEN =
  /[{}[\],:]|"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;

type Expected = "value" | "item" | "key" | "member" | "colon" | "next" | "done";

/**
 * Offset of the first character that cannot stand where it does in a JSON text; its length if it ends too early.
 * Engines tell the place in different words or not at all, so the editor looks for it itself.
 */
export function jsonErrorAt(text: string): number {
  const open: string[] = [];
  let expected: Expected = "value";
  let at = 0;
  const closed = (): Expected => (open.length > 0 ? "next" : "done");
  for (;;) {
    at = endOf(SPACE, text, at);
    const end = endOf(TOKEN, text, at);
    const token = text.slice(at, end);
    const bracket = token.length === 1 && "{}[],:".includes(token);
    if (token === "" || expected === "done") return at;
    if (expected === "colon") {
      if (token !== ":") return at;
      expected = "value";
    } else if (token === "," && expected === "next") {
      expected = open.at(-1) === "{" ? "key" : "value";
    } else if (
      (token === "}" || token === "]") &&
      (expected === "next" || expected === "item" || expected === "member")
    ) {
      if (open.pop() !== (token === "}" ? "{" : "[")) return at;
      expected = closed();
    } else if (expected === "key" || expected === "member") {
      if (!token.startsWith('"')) return at;
      expected = "colon";
    } else if (expected === "value" || expected === "item") {
      if (token === "{" || token === "[") {
        open.push(token);
        expected = token === "{" ? "member" : "item";
      } else if (bracket) return at;
      else expected = closed();
    } else return at;
    at = end;
  }
}

function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}

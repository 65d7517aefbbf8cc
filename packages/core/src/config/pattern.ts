/**
 * Regular expressions that take time in proportion to the text, whoever wrote them. The engine of JavaScript backtracks:
 * `(a+)+$` on thirty letters stops a server. This one follows all ways at once (Thompson's construction), and so has
 * neither groups that look around nor ones that refer back.
 */

type Test = (character: string) => boolean;
/** A step: take a character, go on at several places, stand at an edge, or be done. */
type Step = { take: Test } | { go: number[] } | { edge: "start" | "end" } | { done: true };
type Node =
  | { take: Test }
  | { edge: "start" | "end" }
  | { all: Node[] }
  | { any: Node[] }
  | { repeat: Node; min: number; max: number };

const MAX_STEPS = 1_000;
const MAX_REPEATS = 1_000;
/** Longest text that is held against a pattern, in characters. */
export const MAX_PATTERN_TEXT = 4_096;

const classes: Record<string, Test> = {
  d: (c) => c >= "0" && c <= "9",
  w: (c) => /^[A-Za-z0-9_]$/.test(c),
  s: (c) => /^\s$/.test(c),
};
const controls: Record<string, string> = { n: "\n", r: "\r", t: "\t", f: "\f", v: "\v" };

/** Reads one pattern. A class of its own, since the place in the text is what all its methods share. */
class Parser {
  readonly #text: string[];
  #at = 0;
  constructor(pattern: string) {
    this.#text = [...pattern];
  }

  parse(): Node {
    const node = this.#alternatives();
    if (this.#at < this.#text.length) throw new SyntaxError("has a ) that closes nothing");
    return node;
  }

  #next(expected: string): boolean {
    if (this.#text[this.#at] !== expected) return false;
    this.#at++;
    return true;
  }
  #take(): string {
    const c = this.#text[this.#at++];
    if (c === undefined) throw new SyntaxError("ends too early");
    return c;
  }

  #alternatives(): Node {
    const any = [this.#sequence()];
    while (this.#next("|")) any.push(this.#sequence());
    return any.length === 1 ? (any[0] as Node) : { any };
  }
  #sequence(): Node {
    const all: Node[] = [];
    while (this.#at < this.#text.length && !"|)".includes(this.#text[this.#at] ?? ""))
      all.push(this.#repeated());
    return { all };
  }
  #repeated(): Node {
    const node = this.#atom();
    const count = this.#count();
    if (!count) return node;
    if ("edge" in node) throw new SyntaxError("repeats ^ or $");
    this.#next("?"); // lazy or greedy: the same, when only a yes or no is asked for
    if (this.#count()) throw new SyntaxError("repeats a repetition; put it in parentheses");
    return { repeat: node, ...count };
  }
  #count(): { min: number; max: number } | undefined {
    if (this.#next("*")) return { min: 0, max: Number.POSITIVE_INFINITY };
    if (this.#next("+")) return { min: 1, max: Number.POSITIVE_INFINITY };
    if (this.#next("?")) return { min: 0, max: 1 };
    const [whole, low, comma, high] =
      /^\{(\d{1,4})(,?)(\d{0,4})\}/.exec(this.#text.slice(this.#at, this.#at + 12).join("")) ?? [];
    if (whole === undefined) return undefined;
    this.#at += whole.length;
    const min = Number(low);
    const max = high ? Number(high) : comma ? Number.POSITIVE_INFINITY : min;
    if (min > max || min > MAX_REPEATS) throw new SyntaxError(`has a count that cannot be: ${whole}`);
    return { min, max };
  }

  #atom(): Node {
    const c = this.#take();
    if (c === "^") return { edge: "start" };
    if (c === "$") return { edge: "end" };
    if (c === ".") return { take: (x) => x !== "\n" && x !== "\r" && x !== "\u2028" && x !== "\u2029" };
    if (c === "[") return { take: this.#set() };
    if (c === "\\") return { take: this.#escape() };
    if ("*+?{}]".includes(c)) throw new SyntaxError(`has a ${c} that must be written \\${c}`);
    if (c !== "(") return { take: (x) => x === c };
    if (this.#next("?") && !this.#next(":")) throw new SyntaxError("has a group other than (…) and (?:…)");
    const inner = this.#alternatives();
    if (!this.#next(")")) throw new SyntaxError("has a ( that is not closed");
    return inner;
  }

  /** What stands behind a backslash: a class, or the character itself. */
  #escape(): Test {
    const c = this.#take();
    const known = classes[c.toLowerCase()];
    if (known && /[dwsDWS]/.test(c)) return c === c.toLowerCase() ? known : (x) => !known(x);
    const literal = this.#literal(c);
    return (x) => x === literal;
  }
  #literal(c: string): string {
    if (c === "u") {
      const hex = this.#text.slice(this.#at, this.#at + 4).join("");
      if (!/^[0-9A-Fa-f]{4}$/.test(hex)) throw new SyntaxError("has a \\u without four hexadecimal digits");
      this.#at += 4;
      return String.fromCharCode(Number.parseInt(hex, 16));
    }
    if (Object.hasOwn(controls, c)) return controls[c] as string;
    if (/[A-Za-z0-9]/.test(c)) throw new SyntaxError(`has \\${c}, which is not known here`);
    return c;
  }

  #set(): Test {
    const not = this.#next("^");
    const tests: Test[] = [];
    while (!this.#next("]")) {
      const from = this.#member();
      if (typeof from !== "string") tests.push(from);
      else if (this.#text[this.#at] !== "-" || this.#text[this.#at + 1] === "]")
        tests.push((x) => x === from);
      else {
        this.#at++;
        const to = this.#member();
        if (typeof to !== "string" || code(to) < code(from))
          throw new SyntaxError("has a range out of order");
        tests.push((x) => code(x) >= code(from) && code(x) <= code(to));
      }
    }
    return (x) => tests.some((test) => test(x)) !== not;
  }
  #member(): string | Test {
    const c = this.#take();
    if (c !== "\\") return c;
    return /[dwsDWS]/.test(this.#text[this.#at] ?? "") ? this.#escape() : this.#literal(this.#take());
  }
}

const code = (c: string): number => c.codePointAt(0) ?? 0;

/** Lays a pattern out as steps, each of which goes on at the next unless it says otherwise. */
function layOut(pattern: string): Step[] {
  const steps: Step[] = [];
  const add = (step: Step): number => {
    if (steps.length >= MAX_STEPS) throw new SyntaxError("is too large: its repetitions multiply");
    return steps.push(step) - 1;
  };
  const write = (node: Node): void => {
    if ("take" in node || "edge" in node) add(node);
    else if ("all" in node) node.all.forEach(write);
    else if ("any" in node) writeAny(node.any);
    else writeRepeat(node);
  };
  const writeAny = (branches: Node[]): void => {
    const fork: number[] = [];
    const ends: number[][] = [];
    add({ go: fork });
    for (const branch of branches) {
      fork.push(steps.length);
      write(branch);
      const end: number[] = [];
      add({ go: end });
      ends.push(end);
    }
    for (const end of ends) end.push(steps.length);
  };
  const writeRepeat = ({ repeat, min, max }: Extract<Node, { repeat: Node }>): void => {
    for (let i = 0; i < min; i++) write(repeat);
    if (max === Number.POSITIVE_INFINITY) {
      const fork: number[] = [];
      const start = add({ go: fork });
      fork.push(steps.length);
      write(repeat);
      add({ go: [start] });
      fork.push(steps.length);
      return;
    }
    const forks: number[][] = [];
    for (let i = min; i < max; i++) {
      const fork: number[] = [];
      add({ go: fork });
      fork.push(steps.length);
      forks.push(fork);
      write(repeat);
    }
    for (const fork of forks) fork.push(steps.length);
  };
  write(new Parser(pattern).parse());
  add({ done: true });
  return steps;
}

/**
 * Makes the test of a pattern, which may match anywhere in a text. A text of more than 4,096 characters never matches.
 * @throws SyntaxError whose message stands behind the field's name: what is wrong with the pattern.
 */
export function compilePattern(pattern: string): (text: string) => boolean {
  const steps = layOut(pattern);
  return (text) => {
    const characters = [...text];
    if (characters.length > MAX_PATTERN_TEXT) return false;
    let here = new Set<number>();
    for (let at = 0; ; at++) {
      const reached = new Set<number>();
      const todo = [0, ...here];
      for (let place = todo.pop(); place !== undefined; place = todo.pop()) {
        if (reached.has(place)) continue;
        reached.add(place);
        const step = steps[place] as Step;
        if ("done" in step) return true;
        if ("go" in step) todo.push(...step.go);
        else if ("edge" in step && at === (step.edge === "start" ? 0 : characters.length))
          todo.push(place + 1);
      }
      const character = characters[at];
      if (character === undefined) return false;
      here = new Set();
      for (const place of reached) {
        const step = steps[place] as Step;
        if ("take" in step && step.take(character)) here.add(place + 1);
      }
    }
  };
}

/** Runs the command, inside this process or as one of its own. For tests only. */
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, vi } from "vitest";
import { run } from "./program.ts";

const main = path.join(import.meta.dirname, "main.ts");
const args = ["--conditions=@stratum-hq/source", "--import", "tsx", main];

/** What a finished command left. */
export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A command that runs. */
export interface Started {
  child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Resolves when the output so far matches. @throws if the command ends before, or after 60 s. */
  says(what: RegExp): Promise<RegExpExecArray>;
  ended: Promise<Finished>;
}

type Environment = Record<string, string>;

/** Starts `stratum …` with nothing of our own environment but what is given; in a process group of its own. */
export function start(
  command: readonly string[],
  env: Environment = {},
  cwd: string = import.meta.dirname,
): Started {
  const child = spawn(process.execPath, [...args, ...command], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const heard = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    heard.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    heard.stderr += text;
  });
  const ended = new Promise<Finished>((resolve) =>
    child.once("close", (code) => resolve({ code, ...heard })),
  );
  const says = async (what: RegExp): Promise<RegExpExecArray> => {
    for (let tries = 0; ; tries++) {
      const match = what.exec(heard.stdout + heard.stderr);
      if (match) return match;
      if (child.exitCode !== null || tries > 1200)
        throw new Error(`It never said ${what}, but:\n${heard.stdout}${heard.stderr}`);
      await sleep(50);
    }
  };
  return { child, stdout: () => heard.stdout, stderr: () => heard.stderr, says, ended };
}

/** Runs `stratum …` as a process, to its end. */
export const startAndEnd = (command: readonly string[], env?: Environment): Promise<Finished> =>
  start(command, env).ended;

/** Runs `stratum …` to its end inside this process, which is faster; with nothing of our environment but what is given. */
export async function stratum(command: readonly string[], env: Environment = {}): Promise<Finished> {
  const before = process.env;
  const heard = { stdout: "", stderr: "" };
  const listen = (name: "stdout" | "stderr") =>
    vi.spyOn(process[name], "write").mockImplementation((text) => {
      heard[name] += text;
      return true;
    });
  const spies = [listen("stdout"), listen("stderr")];
  process.env = { PATH: before.PATH, ...env };
  try {
    const code = await run(command);
    return { code, ...heard };
  } finally {
    process.env = before;
    for (const spy of spies) spy.mockRestore();
  }
}

/** What a command leaves that is refused in one line, without a stack. */
export const refused = (code: number, ...words: string[]): object => ({
  code,
  stdout: "",
  stderr: expect.toSatisfy(
    (text: string) => /^stratum: [^\n]+\n$/.test(text) && words.every((word) => text.includes(word)),
    `one line that says ${words.join(" … ")}`,
  ),
});

/** Does nobody listen there any more? */
export async function isClosed(url: string): Promise<boolean> {
  return fetch(url).then(
    () => false,
    () => true,
  );
}

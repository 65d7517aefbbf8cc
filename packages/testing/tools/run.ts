/** Starts a command of the repository and waits for it. */
import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The top of the repository, wherever the tool was called from. */
export const root: string = fileURLToPath(new URL("../../..", import.meta.url));

export interface RunOptions {
  /** Default: the top of the repository. */
  cwd?: string;
  /** Added to the environment. */
  env?: Record<string, string>;
  /** Let it print to the terminal itself, instead of collecting what it prints. Default false. */
  live?: boolean;
}

/** How a command ended. */
export interface Outcome {
  /** Exit code; 1 if a signal ended it, 127 if it could not be started. */
  code: number;
  /** What it printed on both streams; empty if `live`. */
  output: string;
  /** How long it took, in seconds. */
  seconds: number;
}

// Ctrl-C and `kill` reach the children; this process stays until they have ended, so that nothing is left behind.
const children = new Set<ReturnType<typeof spawn>>();
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {
  for (const child of children) child.kill("SIGTERM");
});

/** Runs a program of the system or of `node_modules/.bin`, without a shell. Never rejects. */
export function run(command: string, args: string[], options: RunOptions = {}): Promise<Outcome> {
  const started = Date.now();
  return new Promise((resolve) => {
    const path = join(root, "node_modules", ".bin") + delimiter + process.env.PATH;
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, PATH: path, ...options.env },
      stdio: options.live ? "inherit" : ["ignore", "pipe", "pipe"],
      // What npm installs as a command is a .cmd file on Windows, which only a shell starts.
      shell: process.platform === "win32",
    });
    children.add(child);
    let output = "";
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    const end = (code: number): void => {
      children.delete(child);
      resolve({ code, output: output.trim(), seconds: (Date.now() - started) / 1000 });
    };
    child.once("error", (error) => {
      output += `${command}: ${error.message}`;
      end(127);
    });
    child.once("close", (code) => end(code ?? 1));
  });
}

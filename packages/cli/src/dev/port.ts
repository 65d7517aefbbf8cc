import { createServer } from "node:net";
import { CliError, EXIT } from "../exit.ts";

const TRIES = 100;

/** The first port from this one on that nobody uses, whether they call this machine 127.0.0.1 or ::1. */
export async function firstFreePort(from: number): Promise<number> {
  const last = Math.min(from + TRIES, 65_535);
  for (let port = from; port <= last; port++) {
    if ((await isFree(port, "127.0.0.1")) && (await isFree(port, "::1"))) return port;
  }
  throw new CliError(`No port from ${from} to ${last} is free. Choose another with --port.`, EXIT.usage);
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(false);
      // A machine without IPv6 has nobody there.
      else if (host === "::1" && (error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT"))
        resolve(true);
      else reject(error);
    });
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/** The server as a program: `node dist/main.js`. Exits with 1 and a sentence when it cannot start. */
import { StratumError } from "@stratum-hq/core";
import closeWithGrace from "close-with-grace";
import { type Config, EnvironmentError, loadConfig } from "./config.ts";
import { start } from "./start.ts";

/** What to tell an operator; nothing for a fault that only its stack explains. */
function inWords(error: unknown, config: Config | undefined): string | undefined {
  if (error instanceof EnvironmentError) return error.message;
  if (error instanceof StratumError) return `${error.message} (${error.code})`;
  const { code } = (error ?? {}) as { code?: string };
  if (code === "EADDRINUSE")
    return `Port ${config?.port} of ${config?.host} is in use. Set PORT to another one.`;
  if (code === "EACCES")
    return `Port ${config?.port} may not be opened by this user. Set PORT to one above 1023.`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return `HOST ${config?.host} is no address of this machine.`;
  return undefined;
}

let config: Config | undefined;
try {
  config = loadConfig();
  const { app, close } = await start(config);
  closeWithGrace({ delay: config.shutdownTimeoutMs, logger: app.log }, async ({ signal, err }) => {
    if (err) app.log.fatal({ err }, "closing after a fault");
    else app.log.info(`closing on ${signal ?? "request"}`);
    await close();
  });
} catch (error) {
  console.error(inWords(error, config) ?? error);
  process.exit(1);
}

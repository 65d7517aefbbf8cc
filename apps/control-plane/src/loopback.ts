import { isIPv4 } from "node:net";

/** Does the name or address mean this very machine? Ports and IPv6 brackets are left out of account. */
export function isLoopback(host: string): boolean {
  const name = host
    .toLowerCase()
    .replace(/^\[(.*)\](:\d+)?$/, "$1")
    .replace(/^([^:]*):\d+$/, "$1");
  const address = name.replace(/^::ffff:/, "");
  return name === "localhost" || name === "::1" || (isIPv4(address) && address.startsWith("127."));
}

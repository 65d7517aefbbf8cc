/**
 * Which addresses may be dialled. The public internet only, by the IANA registries of special-purpose addresses
 * (https://www.iana.org/assignments/iana-ipv4-special-registry, …/iana-ipv6-special-registry), and what the operator allows.
 */
import { lookup as systemLookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { WebhookUrlValidationError } from "@stratum-hq/core";

const NOT_PUBLIC_V4 = [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"],
  ...["192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24"],
  ...["192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"],
  ...["224.0.0.0/4", "240.0.0.0/4"],
  // Azure's host, which answers machines there with their secrets.
  "168.63.129.16/32",
];
/** Only 2000::/3 is global unicast (RFC 4291), and of that not: IETF protocols with Teredo, documentation, 6to4, AS112. */
const NOT_PUBLIC_V6 = ["2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"];
/** Names that no public resolver answers, or that mean the machine itself (RFC 6761, 6762, 8375, 9476). */
const NOT_PUBLIC_NAME =
  /(^|\.)(localhost|local|internal|home\.arpa|alt|onion|test|intranet|lan|corp|private)$/;

const kind = (address: string): "ipv4" | "ipv6" => (isIP(address) === 4 ? "ipv4" : "ipv6");
function networks(list: readonly string[]): BlockList {
  const found = new BlockList();
  for (const network of list) {
    const [address = "", bits] = network.split("/");
    if (bits === undefined) found.addAddress(address, kind(address));
    else found.addSubnet(address, Number(bits), kind(address));
  }
  return found;
}
const notPublic = networks([...NOT_PUBLIC_V4, ...NOT_PUBLIC_V6]);
const globalUnicast = networks(["2000::/3"]);
/** ISATAP (RFC 5214) puts any IPv4 address behind `5efe`. */
const ISATAP = /:5efe:/;

/** Can everyone on the internet reach this address? */
export function isPublic(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !notPublic.check(address, "ipv4");
  if (version !== 6 || address.includes("%") || ISATAP.test(address.toLowerCase())) return false;
  return globalUnicast.check(address, "ipv6") && !notPublic.check(address, "ipv6");
}

/** Why an address is not dialled. Its code is `EBLOCKED`. */
const blocked = (): NodeJS.ErrnoException =>
  Object.assign(new Error("The address is not public."), { code: "EBLOCKED" });

/** Judges addresses before they are stored and each time that they are dialled. */
export interface Guard {
  /** @throws WebhookUrlValidationError saying what is wrong with it; the name is not looked up yet. */
  check(url: string): void;
  /** Is this host, if it is an address rather than a name, one that may be dialled? */
  allows(host: string): boolean;
  /** For the connection: looks the name up once and dials exactly what was judged. */
  lookup: LookupFunction;
}

export interface GuardOptions {
  /** Networks that may be dialled although they are not public, e.g. `10.1.0.0/16`; by http too. Default none. */
  allow_networks?: readonly string[] | undefined;
  /** Looks names up. Default: that of the operating system. */
  lookup?: typeof systemLookup | undefined;
}

export function createGuard({ allow_networks = [], lookup = systemLookup }: GuardOptions = {}): Guard {
  const allowed = networks(allow_networks);
  const isAllowed = (address: string): boolean => isIP(address) > 0 && allowed.check(address, kind(address));
  const permits = (address: string): boolean => isAllowed(address) || isPublic(address);

  return {
    check(text) {
      const url = URL.canParse(text) ? new URL(text) : undefined;
      const scheme = url?.protocol;
      if (!url || (scheme !== "https:" && scheme !== "http:"))
        throw bad("malformed", "must be an address such as https://example.com/hooks");
      if (url.username || url.password)
        throw bad("credentials", "must hold no user name or password; verify the signature instead");
      const host = hostOf(url);
      const inside = isAllowed(host === "localhost" ? "127.0.0.1" : host);
      if (inside) return;
      if (scheme !== "https:") throw bad("not_https", "must begin with https://");
      const isName = isIP(host) === 0;
      if (isName ? !host.includes(".") || NOT_PUBLIC_NAME.test(host) : !isPublic(host))
        throw bad("not_public", "must be reachable from the public internet; this one is private or special");
    },
    allows: (host) => isIP(host) === 0 || permits(host),
    lookup(hostname, options, callback) {
      lookup(hostname, { ...options, all: true }, (error, found) => {
        if (error) return callback(error, []);
        const [first] = found;
        if (!first || !found.every(({ address }) => permits(address))) return callback(blocked(), []);
        if (options.all) return callback(null, found);
        return callback(null, first.address, first.family);
      });
    },
  };
}

/** The host of an address as it is dialled: without a dot at its end, and without the brackets of IPv6. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$|\.$/g, "");

const bad = (reason: string, message: string): WebhookUrlValidationError =>
  new WebhookUrlValidationError(`body.url ${message}.`, { reason, errors: [{ path: "body.url", message }] });

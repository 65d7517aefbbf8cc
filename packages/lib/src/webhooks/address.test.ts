/** What may be dialled: addresses in every disguise, names that resolve to them, and names that change their mind. */
import { createSocket, type Socket } from "node:dgram";
import { type LookupAddress, Resolver } from "node:dns";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Answer, decode, encode } from "dns-packet";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createGuard, type GuardOptions, isPublic } from "./address.ts";
import { send } from "./send.ts";

/** Every address stands for its range; the ranges are those of the IANA registries. */
const notPublic = [
  // This host, private, shared, loopback, link-local and the metadata services in it.
  ...["0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "100.127.255.255"],
  ...["127.0.0.1", "127.1.2.3", "127.255.255.254", "169.254.0.1", "169.254.169.254", "169.254.170.2"],
  ...["172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.255.255", "168.63.129.16"],
  // Protocol assignments, documentation, AS112, 6to4 relays, benchmarks, multicast, reserved, broadcast.
  ...["192.0.0.1", "192.0.0.170", "192.0.0.192", "192.0.2.1", "192.31.196.1", "192.52.193.1", "192.88.99.1"],
  ...[
    "192.175.48.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
  ],
  ...["240.0.0.1", "255.255.255.254", "255.255.255.255"],
  // IPv6: unspecified, loopback, unique local with the metadata service, link-local, site-local, multicast, discard.
  ...[
    "::",
    "::1",
    "fc00::1",
    "fd00::1",
    "fd00:ec2::254",
    "fdff:ffff::1",
    "fe80::1",
    "fe80::1%eth0",
    "febf::1",
  ],
  ...["fec0::1", "ff02::1", "ff0e::1", "100::1", "100:0:0:1::1", "5f00::1", "4000::1", "8000::1", "e000::1"],
  // IPv4 in IPv6: mapped, compatible, translated, NAT64 well-known and local, 6to4, Teredo, ISATAP.
  ...["::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:8.8.8.8"],
  ...["::127.0.0.1", "::7f00:1", "::a00:1", "::ffff:0:127.0.0.1", "::ffff:0:7f00:1"],
  ...["64:ff9b::127.0.0.1", "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "64:ff9b:1:ffff::a00:1"],
  ...["2002:7f00:1::", "2002:a00:1::1", "2002:a9fe:a9fe::", "2002:c0a8:1::1", "2002:808:808::1"],
  ...[
    "2001::1",
    "2001:0:7f00:1::1",
    "2001:0:5ef5:79fb::1",
    "2001:2::1",
    "2001:10::1",
    "2001:20::1",
    "2001:30::1",
  ],
  ...["2001:db8::1", "2001:db8:ffff::1", "3fff::1", "3fff:fff::1", "2620:4f:8000::1"],
  ...["2606:4700::5efe:7f00:1", "2606:4700::200:5efe:a00:1", "2606:4700::5EFE:192.168.0.1"],
  // No addresses at all.
  ...["", "localhost", "1.2.3", "1.2.3.4.5", "256.1.1.1", "0x7f.0.0.1", "017700000001", "::g", "1::2::3"],
];
const everyones = [
  ...["1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1", "126.255.255.255"],
  ...[
    "128.0.0.1",
    "169.253.255.255",
    "169.255.0.1",
    "172.15.255.255",
    "172.32.0.1",
    "192.0.1.1",
    "192.167.255.255",
  ],
  ...["192.169.0.1", "198.17.255.255", "198.20.0.1", "223.255.255.255", "168.63.129.17"],
  ...["2001:4860:4860::8888", "2606:4700:4700::1111", "2a00:1450::1", "2001:200::1", "2620:4f:7fff::1"],
];
describe("an address is", () => {
  test.each(notPublic)("not dialled: %s", (address) => expect(isPublic(address)).toBe(false));
  test.each(everyones)("dialled: %s", (address) => expect(isPublic(address)).toBe(true));
});

/** Spellings that a URL may have for what is not public. */
const disguised = [
  ...[
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "0177.0.0.1",
    "0x7f.0.0.1",
    "0x7f000001",
    "2130706433",
    "017700000001",
  ],
  ...[
    "127.0.0.1.",
    "127。0。0。1",
    "①②⑦.0.0.1",
    "%31%32%37.0.0.1",
    "0",
    "0x0",
    "00",
    "10.1",
    "0xa.1",
    "012.1",
  ],
  ...["169.254.169.254", "0xa9fea9fe", "2852039166", "0251.0376.0251.0376", "3232235777", "0xc0.0xa8.1.1"],
  ...["[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]"],
  ...["[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]", "[fd00:ec2::254]", "[2001:db8::1]"],
  ...[
    "localhost",
    "LOCALHOST",
    "localhost.",
    "a.localhost",
    "printer.local",
    "db.internal",
    "router.home.arpa",
  ],
  ...["metadata", "intranet", "kubernetes", "metadata.google.internal", "x.onion", "x.test"],
];
describe("an address of a webhook is refused", () => {
  const guard = createGuard();
  test.each(disguised)("in the disguise https://%s/", (host) => {
    expect(() => guard.check(`https://${host}/`)).toThrow(/must be reachable from the public internet/);
  });
  test.each([
    ["http://example.com/", "not_https"],
    ["ftp://example.com/", "malformed"],
    ["file:///etc/passwd", "malformed"],
    ["gopher://example.com/", "malformed"],
    ["javascript:alert(1)", "malformed"],
    ["https://", "malformed"],
    ["https://[::1", "malformed"],
    ["https://127.0.0.256/", "malformed"],
    ["example.com", "malformed"],
    ["https://me:pass@example.com/", "credentials"],
    ["https://example.com@10.0.0.1/", "credentials"],
  ])("%s: %s", (url, reason) => {
    expect(() => guard.check(url)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ reason }) }),
    );
  });
  test.each([
    "https://example.com/",
    "https://example.com:8443/a?b=c",
    "https://8.8.8.8/",
    "https://EXAMPLE.com./",
  ])("but not %s", (url) => expect(() => guard.check(url)).not.toThrow());
  test("but not in networks that the operator allows, there by http too", () => {
    const inside = createGuard({ allow_networks: ["10.1.0.0/16", "127.0.0.1"] });
    for (const url of [
      "http://10.1.2.3/",
      "https://10.1.2.3/",
      "http://localhost:3000/",
      "http://127.0.0.1:1/",
    ])
      inside.check(url);
    for (const url of ["http://10.2.0.1/", "https://10.2.0.1/", "http://example.com/"])
      expect(() => inside.check(url), url).toThrow();
  });
});

describe("what is dialled", () => {
  let target: Server;
  let port: number;
  let hits: string[] = [];
  let dns: Socket;
  /** What the name server says, answer by answer; the last is repeated. */
  let says: string[][] = [];
  let asked = 0;
  let lookup: NonNullable<GuardOptions["lookup"]>;

  beforeAll(async () => {
    target = createServer((request, response) => {
      hits.push(request.url ?? "");
      if (request.url === "/away") response.writeHead(302, { location: `http://127.0.0.1:${port}/reached` });
      response.end();
    });
    await new Promise<void>((done) => target.listen(0, "127.0.0.1", done));
    ({ port } = target.address() as AddressInfo);
    dns = createSocket("udp4").on("message", (message, from) => {
      const { id = 0, questions = [] } = decode(message);
      const name = questions[0]?.name ?? "";
      const addresses = says[Math.min(asked++, says.length - 1)] ?? [];
      const answers = addresses.map((data): Answer => ({ type: "A", name, ttl: 0, data }));
      dns.send(encode({ type: "response", id, flags: 0x180, questions, answers }), from.port, from.address);
    });
    await new Promise<void>((done) => dns.bind(0, "127.0.0.1", done));
    const resolver = new Resolver();
    resolver.setServers([`127.0.0.1:${dns.address().port}`]);
    const ask = (
      name: string,
      _options: unknown,
      callback: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void,
    ) =>
      resolver.resolve4(name, (error, found = []) =>
        callback(
          error,
          found.map((address) => ({ address, family: 4 })),
        ),
      );
    lookup = ask as unknown as typeof lookup;
  });
  afterAll(() => {
    dns.close();
    target.close();
  });
  beforeEach(() => {
    hits = [];
    asked = 0;
  });
  const dial = (host: string, allow_networks: string[] = [], path = "/") =>
    send(
      `http://${host}:${port}${path}`,
      "{}",
      {},
      { guard: createGuard({ lookup, allow_networks }), timeout_ms: 2_000 },
    );
  const refused = { status: null, error: "The address is not public, so it is not dialled." };

  test("is an address that a name was found to have, judged when it is dialled", async () => {
    says = [["127.0.0.1"]];
    expect(await dial("hooks.example.com", ["127.0.0.0/8"])).toMatchObject({ status: 200, error: null });
    expect(hits).toHaveLength(1);
    expect(await dial("hooks.example.com")).toMatchObject(refused);
    expect(hits).toHaveLength(1);
  });

  test("is nothing, if one of several addresses is not public", async () => {
    says = [["8.8.8.8", "127.0.0.1"]];
    expect(await dial("hooks.example.com")).toMatchObject(refused);
    expect(hits).toEqual([]);
  });

  test("is what was judged: a name that answers otherwise the second time is asked once only", async () => {
    says = [["192.0.2.1"], ["127.0.0.1"]];
    expect(await dial("rebinding.example.com")).toMatchObject(refused);
    expect([asked, hits]).toEqual([1, []]);
    expect(await dial("rebinding.example.com"), "and is judged anew at the next attempt").toMatchObject(
      refused,
    );
    expect([asked, hits]).toEqual([2, []]);
  });

  test.each(["127.0.0.1", "[::ffff:127.0.0.1]", "[::1]", "2130706433", "localhost"])(
    "is not %s, although it needs no name server",
    async (host) => {
      says = [["127.0.0.1"]];
      expect(await dial(host)).toMatchObject(refused);
      expect(hits).toEqual([]);
    },
  );

  test("is never what a redirect points to", async () => {
    says = [["127.0.0.1"]];
    const outcome = await dial("hooks.example.com", ["127.0.0.0/8"], "/away");
    expect(outcome).toMatchObject({
      status: 302,
      error: expect.stringContaining("redirects are not followed"),
    });
    expect(hits).toEqual(["/away"]);
  });

  test("is told apart in what goes wrong, without addresses", async () => {
    says = [[]];
    expect(await dial("nowhere.example.com")).toMatchObject({ error: "The name could not be looked up." });
    says = [["127.0.0.1"]];
    const closed = await send(
      "http://hooks.example.com:1/",
      "{}",
      {},
      {
        guard: createGuard({ lookup, allow_networks: ["127.0.0.0/8"] }),
        timeout_ms: 2_000,
      },
    );
    expect(closed).toMatchObject({ status: null, error: "The connection was refused." });
  });
});

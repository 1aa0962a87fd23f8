import { App, type AppOptions, type Context } from "@typeway/runtime";
import t from "tap";
import { context, endpoint } from "./endpoint.js";
import { onBoth } from "./transports.js";

/** Every request of these tests comes from 127.0.0.1. */
const trusting = ["127.0.0.1", "10.0.0.0/8", "fd00::/8"];
const direct = { client: "127.0.0.1:0", url: "http://shop.test" };

function shop(options: AppOptions): App {
  const app = new App({ log: () => undefined, ...options });
  const show = ({ client, url }: Context) => ({ client: `${client.host}:${client.port}`, url: url.origin });
  app.get("/", show, endpoint(show, [context()]));
  return app;
}

interface Chain {
  readonly said: string;
  readonly options?: AppOptions;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly seen: { readonly client?: string; readonly url?: string };
}

const by = (...addresses: readonly string[]) => addresses.map((value) => ["x-forwarded-for", value] as const);
const rfc = (...elements: readonly string[]) => elements.map((value) => ["forwarded", value] as const);
const off: AppOptions = {};
const far: AppOptions = { trustProxy: ["10.0.0.0/8"] };
const standard: AppOptions = { trustProxy: trusting, forwardingHeaders: "forwarded" };
const mapped: AppOptions = { trustProxy: ["::ffff:127.0.0.0/104"] };

const chains: readonly Chain[] = [
  {
    said: "nothing is believed by default",
    options: off,
    headers: [
      ...by("6.6.6.6"),
      ["x-forwarded-proto", "https"],
      ["x-forwarded-host", "evil.test"],
      ...rfc("for=6.6.6.6;proto=https"),
    ],
    seen: {},
  },
  {
    said: "nor from an address that is not trusted",
    options: far,
    headers: [...by("10.1.1.1"), ["x-forwarded-proto", "https"]],
    seen: {},
  },
  { said: "one proxy names its client", headers: by("203.0.113.7"), seen: { client: "203.0.113.7:0" } },
  {
    said: "what the client wrote itself stands left of it",
    headers: by("127.0.0.1, 10.0.0.1, 203.0.113.7"),
    seen: { client: "203.0.113.7:0" },
  },
  { said: "two proxies", headers: by("203.0.113.7, 10.2.3.4"), seen: { client: "203.0.113.7:0" } },
  { said: "two proxies and a lie", headers: by("1.1.1.1, 203.0.113.7, 10.2.3.4"), seen: { client: "203.0.113.7:0" } },
  { said: "a field for each", headers: by("1.1.1.1", "203.0.113.7", "10.2.3.4"), seen: { client: "203.0.113.7:0" } },
  {
    said: "everybody is trusted: the first who is known",
    headers: by("10.9.9.9, 10.2.3.4"),
    seen: { client: "10.9.9.9:0" },
  },
  {
    said: "what is no address ends the search",
    headers: by("203.0.113.7, unknown, 10.2.3.4"),
    seen: { client: "10.2.3.4:0" },
  },
  { said: "an octal form is no address", headers: by("203.0.113.7, 012.2.3.4"), seen: {} },
  { said: "empty items are none", headers: by("203.0.113.7, , 10.2.3.4,"), seen: { client: "203.0.113.7:0" } },
  { said: "with a port", headers: by("203.0.113.7:4711"), seen: { client: "203.0.113.7:4711" } },
  {
    said: "IPv6, with and without brackets",
    headers: by("[2001:DB8::7]:4711, fd00::1"),
    seen: { client: "2001:db8::7:4711" },
  },
  {
    said: "IPv4 in IPv6 is the same address",
    headers: by("203.0.113.7, ::ffff:10.2.3.4"),
    seen: { client: "203.0.113.7:0" },
  },
  { said: "a zone is its own machine's", headers: by("fe80::7%br-lan.2, fd00::1%x"), seen: { client: "fe80::7:0" } },
  { said: "a network in that form", options: mapped, headers: by("203.0.113.7"), seen: { client: "203.0.113.7:0" } },
  {
    said: "scheme and host",
    headers: [
      ["x-forwarded-proto", "HTTPS"],
      ["x-forwarded-host", "api.shop.test:8443"],
    ],
    seen: { url: "https://api.shop.test:8443" },
  },
  {
    said: "the nearest proxy's word counts",
    headers: [
      ["x-forwarded-proto", "https, http"],
      ["x-forwarded-host", "evil.test, api.shop.test"],
    ],
    seen: { url: "http://api.shop.test" },
  },
  {
    said: "no other scheme, and no host that is none",
    headers: [
      ["x-forwarded-proto", "javascript"],
      ["x-forwarded-host", "a/b@evil.test"],
    ],
    seen: {},
  },
  { said: "the other family is not read", headers: rfc("for=203.0.113.7;proto=https;host=api.shop.test"), seen: {} },
  {
    said: "nor in the other direction",
    options: standard,
    headers: [...by("203.0.113.7"), ["x-forwarded-proto", "https"]],
    seen: {},
  },
  {
    said: "RFC 7239",
    options: standard,
    headers: rfc('For="[2001:db8::7]:4711" ; Proto=https;host="api.shop.test"'),
    seen: { client: "2001:db8::7:4711", url: "https://api.shop.test" },
  },
  {
    said: "RFC 7239, two proxies: the outer one knows how the client came",
    options: standard,
    headers: rfc(
      "for=1.1.1.1;proto=http;host=evil.test, for=203.0.113.7;proto=https;host=api.shop.test",
      "for=10.2.3.4;proto=http",
    ),
    seen: { client: "203.0.113.7:0", url: "https://api.shop.test" },
  },
  {
    said: "RFC 7239, hidden",
    options: standard,
    headers: rfc("for=203.0.113.7, for=_secret;by=unknown;proto=https"),
    seen: { url: "https://shop.test" },
  },
  {
    said: "RFC 7239, a quote the client left open",
    options: standard,
    headers: rfc('for="1.1.1.1, for=203.0.113.7'),
    seen: { client: "203.0.113.7:0" },
  },
];

for (const { said, options = { trustProxy: trusting }, headers, seen } of chains)
  t.test(`51 trustProxy: ${said}`, async (t) => {
    const app = shop(options);
    const request = new Request("http://shop.test/", { headers: headers.map(([name, value]) => [name, value]) });
    t.strictSame(await (await app.fetch(request)).json(), { ...direct, ...seen });
    await app.close();
  });

t.test("51 trustProxy: headers as long as they may be name nobody new", async (t) => {
  const long = 15_000;
  const texts = [
    ",".repeat(long),
    "10.0.0.1,".repeat(long / 9),
    `for=a${" ".repeat(long)}b`,
    `for="${"\\".repeat(long)}`,
    "[".repeat(long),
  ];
  for (const forwardingHeaders of ["forwarded", "x-forwarded"] as const) {
    const app = shop({ trustProxy: trusting, forwardingHeaders });
    for (const text of texts) {
      const name = forwardingHeaders === "forwarded" ? "forwarded" : "x-forwarded-for";
      const answer = await app.fetch(new Request("http://shop.test/", { headers: { [name]: text } }));
      t.match(await answer.json(), { client: /^(?:127|10)\.0\.0\.1:0$/, url: direct.url }, `${text.slice(0, 10)}…`);
    }
    await app.close();
  }
});

onBoth("51 trustProxy: a mounted application sees what the outer one does, and urlFor agrees", async (t, serve) => {
  const below = new App();
  const show = (context: Context) => ({ client: context.client.host, url: context.urlFor("show").href });
  below.get("/where", show, endpoint(show, [context()]));
  const app = shop({ trustProxy: trusting }).mount("/sub", below);
  const visit = await serve(app);
  const headers = {
    "x-forwarded-for": "203.0.113.7",
    "x-forwarded-proto": "https",
    "x-forwarded-host": "api.shop.test",
  };
  const reply = await visit("/sub/where", { headers });
  t.strictSame(await reply.json(), { client: "203.0.113.7", url: "https://api.shop.test/sub/where" });
});

t.test("51 trustProxy: everybody is refused at start, and so is what is no address", async (t) => {
  const make = (trustProxy: unknown) => () => new App({ trustProxy } as AppOptions);
  const rows: readonly (readonly [unknown, RegExp])[] = [
    [true, /trustProxy must list the addresses and networks of your proxies, as \["10.0.0.0\/8"\]: whoever/],
    [1, /must list/],
    ["10.0.0.1", /must list/],
    [["0.0.0.0/0"], /trustProxy has "0.0.0.0\/0", which is everybody/],
    [["::/0"], /which is everybody/],
    [["localhost"], /has "localhost", which is no IP address and no network/],
    [["10.0.0.0/33"], /no IP address/],
    [["10.0.0.0/8/8"], /no IP address/],
    [["10.0.0/8"], /no IP address/],
    [["10.0.0.0/"], /no IP address/],
    [["fe80::1%br-lan"], /has "fe80::1%br-lan", which is no IP address/],
    [[7], /has 7, which is no IP address/],
  ];
  for (const [value, message] of rows)
    t.throws(make(value), { code: "TYPEWAY_OPTION_INVALID", message }, String(value));
  const headers = { trustProxy: [], forwardingHeaders: "via" } as unknown as AppOptions;
  t.throws(() => new App(headers), { code: "TYPEWAY_OPTION_INVALID", message: /forwardingHeaders must be/ });
});

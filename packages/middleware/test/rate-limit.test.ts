import { type RateLimitOptions, rateLimit } from "@typeway/middleware";
import t from "tap";
import { onBoth, Site } from "./site.js";

const site = (options: Partial<RateLimitOptions> = {}) =>
  new Site({ trustProxy: ["127.0.0.1"] })
    .use(rateLimit({ limit: 2, window: 60, ...options }))
    .on("GET /", () => "served");

const from = (address: string): RequestInit => ({ headers: { "x-forwarded-for": address } });

onBoth("rateLimit: too many are 429, and every answer says what is left", async (t, serve) => {
  const visit = await serve(site());
  const ask = async (path = "/") => {
    const { status, headers } = await visit(path, from("203.0.113.7"));
    return [status, headers.get("ratelimit-policy"), headers.get("ratelimit"), headers.get("retry-after")];
  };
  const policy = '"default";q=2;w=60';
  t.strictSame(await ask(), [200, policy, '"default";r=1;t=60', null]);
  t.strictSame(await ask("/nowhere"), [404, policy, '"default";r=0;t=60', null], "404 counts");
  t.strictSame(await ask(), [429, policy, '"default";r=0;t=60', "60"]);
  const refused = await visit("/", from("203.0.113.7"));
  t.strictSame(await refused.json(), { detail: "Too Many Requests" });
  t.equal((await visit("/", from("203.0.113.8"))).status, 200, "others are not concerned");
});

onBoth("rateLimit: who has a network of IPv6 is one client", async (t, serve) => {
  const visit = await serve(site({ limit: 1 }));
  const ask = async (address: string) => (await visit("/", from(address))).status;
  t.equal(await ask("2001:db8:0:1::1"), 200);
  t.equal(await ask("2001:db8:0:1:ffff::2"), 429);
  t.equal(await ask("2001:db8:0:2::1"), 200);
  t.equal(await ask("fe80::1%br-lan.2"), 200, "a link of this machine");
  t.equal(await ask("::ffff:203.0.113.7"), 200);
  t.equal(await ask("203.0.113.7"), 429);
});

onBoth("rateLimit: who is counted is the application's decision", async (t, serve) => {
  const key = async ({ headers }: { headers: Headers }) => headers.get("x-key") ?? undefined;
  const visit = await serve(site({ limit: 1, key }));
  const ask = async (headers: Record<string, string>) => {
    const answer = await visit("/", { headers });
    return [answer.status, answer.headers.has("ratelimit")];
  };
  t.strictSame(await ask({ "x-key": "a" }), [200, true]);
  t.strictSame(await ask({ "x-key": "a" }), [429, true]);
  t.strictSame(await ask({ "x-key": "b" }), [200, true]);
  t.strictSame(await ask({}), [200, false]);
  t.strictSame(await ask({}), [200, false]);
});

onBoth("rateLimit: several limits each say their own", async (t, serve) => {
  const app = site({ limit: 5, name: "minute" }).use(rateLimit({ limit: 1, window: 3600, name: "hour" }));
  const visit = await serve(app);
  await visit("/");
  const { status, headers } = await visit("/");
  t.equal(status, 429);
  t.equal(headers.get("ratelimit-policy"), '"minute";q=5;w=60, "hour";q=1;w=3600');
  t.match(headers.get("ratelimit"), /^"minute";r=3;t=\d+, "hour";r=0;t=\d+$/);
});

t.test("rateLimit: begins anew when its window is over", async (t) => {
  const app = site({ limit: 1, window: 1 });
  const ask = async () => (await app.fetch(new Request("http://shop.test/"))).status;
  t.strictSame([await ask(), await ask()], [200, 429]);
  let status = 429;
  while (status === 429) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    status = await ask();
  }
  t.equal(status, 200);
});

t.test("rateLimit: a limit that limits nothing is refused at start", async (t) => {
  for (const options of [
    { limit: 0 },
    { limit: 1.5 },
    { window: 0 },
    { window: 2_147_484 },
    { window: Number.NaN },
    { name: 'a"b' },
    { name: "" },
  ])
    t.throws(() => site(options), { code: "TYPEWAY_OPTION_INVALID", message: /rateLimit\./ }, JSON.stringify(options));
});

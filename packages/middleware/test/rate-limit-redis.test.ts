import { rateLimit } from "@typeway/middleware";
import { Redis } from "ioredis";
import { createClient } from "redis";
import t, { type Test } from "tap";
import { openRedis } from "./redis.js";
import { Site } from "./site.js";

interface Client {
  readonly redis: object;
  command(...words: readonly string[]): Promise<unknown>;
  close(): Promise<unknown>;
}

/** Connected clients of both packages. */
const packages: Readonly<Record<string, (url: string) => Promise<Client>>> = {
  ioredis: async (url) => {
    const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 1, retryStrategy: () => null });
    redis.on("error", () => undefined);
    await redis.connect();
    return { redis, command: (name = "", ...rest) => redis.call(name, ...rest), close: async () => redis.disconnect() };
  },
  redis: async (url) => {
    const redis = createClient({ url, socket: { reconnectStrategy: false } });
    redis.on("error", () => undefined);
    await redis.connect();
    const close = async () => {
      if (redis.isOpen) redis.destroy();
    };
    return { redis, command: (...words) => redis.sendCommand(words), close };
  },
};

const notRun = (t: Test): void => {
  t.comment("NOT RUN with Redis: redis-server is not installed, and TYPEWAY_TEST_REDIS does not name a server.");
  t.pass("nothing to test with");
};

/** A process of its own, as far as counting goes. */
function processOf(t: Test, redis: object, name: string) {
  const app = new Site().use(rateLimit({ limit: 3, window: 60, redis, name })).on("GET /", () => "served");
  t.teardown(() => app.close());
  return async () => {
    const { status, headers } = await app.fetch(new Request("http://shop.test/"));
    return [status, headers.get("ratelimit")?.replace(/t=\d+$/, "t=…")];
  };
}

for (const [name, connect] of Object.entries(packages))
  t.test(`rateLimit with Redis, by ${name}: processes count together`, async (t) => {
    await using server = await openRedis();
    if (server === undefined) return notRun(t);
    const client = await connect(server.url);
    t.teardown(() => client.close());
    const limit = `${name}-${process.pid}`;
    const [first, second] = [processOf(t, client.redis, limit), processOf(t, client.redis, limit)];
    const left = (count: number) => `"${limit}";r=${count};t=…`;
    t.strictSame(await first(), [200, left(2)]);
    t.strictSame(await second(), [200, left(1)]);
    t.strictSame(await first(), [200, left(0)]);
    t.strictSame(await second(), [429, left(0)]);
    const keys = await client.command("KEYS", `typeway:rate:${limit}:*`);
    t.match(keys, [new RegExp(`^typeway:rate:${limit}:[\\w-]{43}$`)]);
    const lifetime = Number(await client.command("TTL", String(Array.isArray(keys) ? keys[0] : "")));
    t.ok(lifetime > 0 && lifetime <= 60, "forgotten after the window");
  });

for (const [name, connect] of Object.entries(packages))
  t.test(`rateLimit with Redis, by ${name}: counts alone while Redis is away`, async (t) => {
    await using server = await openRedis({ own: true });
    if (server === undefined) return notRun(t);
    const client = await connect(server.url);
    t.teardown(() => client.close());
    const ask = processOf(t, client.redis, name);
    t.match(await ask(), [200]);
    await server.stop();
    t.match([await ask(), await ask(), await ask(), await ask()], [[200], [200], [200], [429]]);
  });

import { createHash } from "node:crypto";
import { isIP } from "node:net";
import type { RefusalDoc } from "@typeway/contract";
import { type Context, HttpError, type Middleware } from "@typeway/runtime";
import ipaddr from "ipaddr.js";
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { checkCount, invalid } from "./invalid.js";

export interface RateLimitOptions {
  /** Requests in one window. */
  readonly limit: number;
  /** In seconds; begins with the first request. */
  readonly window: number;
  /** Who is counted; `undefined`: not counted and not limited. @default the client's address, of IPv6 the first 64 bits */
  readonly key?: (context: Context) => string | undefined | Promise<string | undefined>;
  /**
   * A connected client of the package `ioredis` or `redis`, which all processes share. While it does not answer, each
   * process counts by itself.
   * @default none: each process counts by itself
   */
  readonly redis?: object;
  /** Tells limits apart, in Redis and in the header fields. @default "default" */
  readonly name?: string;
}

/**
 * Answers 429 with `Retry-After` to who asks too often. Every answer says what is left, by `RateLimit` and
 * `RateLimit-Policy`.
 * @throws {TypewayError} for a limit that limits nothing
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
 */
export function rateLimit(options: RateLimitOptions): Middleware {
  const { limit, window, key = addressOf, name = "default" } = options;
  checkCount("rateLimit.limit", limit, 1);
  checkCount("rateLimit.window", window, 1);
  if (window > longestWindow) throw invalid("rateLimit.window", `must be at most ${longestWindow} seconds`);
  if (!/^[\w.-]{1,64}$/.test(name)) throw invalid("rateLimit.name", "must be letters, digits, '.', '_' and '-'");
  const limiter = limiterOf(options, name);
  const policy = `"${name}";q=${limit};w=${window}`;
  const limiting: Middleware = async (context, next) => {
    const counted = await key(context);
    if (counted === undefined) return next();
    const { result, isOver } = await consume(limiter, hashOf(counted));
    const seconds = Math.max(Math.ceil(result.msBeforeNext / 1000), 1);
    const { headers } = context.response;
    headers.append("ratelimit-policy", policy);
    headers.append("ratelimit", `"${name}";r=${result.remainingPoints};t=${seconds}`);
    if (isOver) throw new HttpError(429, undefined, { headers: { "retry-after": seconds } });
    return next();
  };
  return Object.assign(limiting, { refusals: [tooMany] });
}

const tooMany: RefusalDoc = {
  status: 429,
  headers: {
    "Retry-After": {
      description: "Seconds to wait (RFC 9110 §10.2.3).",
      required: true,
      schema: { type: "integer", minimum: 1 },
    },
  },
};

/** In seconds: longer timers than 2^31-1 ms end at once. */
const longestWindow = 2_147_483;

function limiterOf({ limit, window, redis }: RateLimitOptions, name: string): RateLimiterAbstract {
  const alone = new RateLimiterMemory({ points: limit, duration: window });
  if (redis === undefined) return alone;
  return new RateLimiterRedis({
    storeClient: redis,
    // The two packages take the same commands in different forms.
    useRedisPackage: "isOpen" in redis,
    points: limit,
    duration: window,
    keyPrefix: `typeway:rate:${name}`,
    rejectIfRedisNotReady: true,
    insuranceLimiter: alone,
  });
}

/** @throws what keeps the store from counting */
async function consume(limiter: RateLimiterAbstract, key: string) {
  try {
    return { result: await limiter.consume(key), isOver: false };
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return { result: refusal, isOver: true };
    throw refusal;
  }
}

/** Keys may be secrets, and as long as a client likes. */
const hashOf = (key: string): string => createHash("sha256").update(key).digest("base64url");

/** Whoever has an address of IPv6 has 2^64 of them. */
function addressOf({ client }: Context): string {
  if (isIP(client.host) === 0) return client.host;
  const address = ipaddr.process(client.host.replace(/%.*$/, ""));
  return address.kind() === "ipv4" ? address.toString() : address.toByteArray().slice(0, 8).join(".");
}

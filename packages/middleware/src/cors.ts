import { type Middleware, reply } from "@typeway/runtime";
import { checkCount, invalid } from "./invalid.js";
import { vary } from "./vary.js";

export interface CorsOptions {
  /**
   * Who may read answers: origins as browsers send them (`https://app.example`), a pattern that fits a whole origin, or
   * `"*"` for every page there is, without its cookies. The origin `null` never may.
   */
  readonly origins: readonly string[] | "*" | RegExp;
  /** What other than GET, HEAD and POST is allowed; `"*"`: whatever is asked for. @default those three */
  readonly methods?: readonly string[] | "*";
  /**
   * Header fields of requests besides `Accept`, `Accept-Language`, `Content-Language` and `Content-Type`; `"*"`: whatever is
   * asked for.
   * @default []
   */
  readonly headers?: readonly string[] | "*";
  /** Header fields of answers that pages may read besides those they always may. @default [] */
  readonly exposedHeaders?: readonly string[];
  /** Cookies and `Authorization` may be sent along, and the answers read. @default false */
  readonly credentials?: boolean;
  /** How long a browser may keep what it was told by a preflight, in seconds. @default 600 */
  readonly maxAge?: number;
}

export const corsDefaults = {
  methods: ["GET", "HEAD", "POST"],
  headers: [],
  exposedHeaders: [],
  credentials: false,
  maxAge: 600,
} as const satisfies Omit<Required<CorsOptions>, "origins">;

/** What pages may always send; `Content-Type` only with values that forms can have, unless it is allowed. */
const usualHeaders = ["accept", "accept-language", "content-language", "content-type"];
const usualMethods = ["GET", "HEAD", "POST"];

/**
 * Lets pages of other origins read answers. Preflights are answered here, with 204, whatever the route; requests of origins
 * that may not read are served as if they had not come from a page, as only browsers can be kept from reading.
 * @throws {TypewayError} for origins that no browser sends, and for credentials together with every origin
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function cors(options: CorsOptions): Middleware {
  const chosen = { ...corsDefaults, ...options };
  checkCount("cors.maxAge", chosen.maxAge);
  const isAllowed = allowing(chosen.origins, chosen.credentials);
  const exposed = chosen.exposedHeaders.map((name) => checkToken("cors.exposedHeaders", name)).join(", ");
  const preflight = preflightFields(chosen);
  const { credentials } = chosen;

  const mark = (headers: Headers, origin: string | null): boolean => {
    vary(headers, "Origin");
    for (const name of ownFields) headers.delete(name);
    if (!isAllowed(origin)) return false;
    headers.set("access-control-allow-origin", chosen.origins === "*" ? "*" : (origin ?? ""));
    if (credentials) headers.set("access-control-allow-credentials", "true");
    return true;
  };

  return async (context, next) => {
    const origin = context.headers.get("origin");
    const { headers } = context.response;
    if (context.method === "OPTIONS" && origin !== null && context.headers.has("access-control-request-method")) {
      vary(headers, "Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers");
      if (mark(headers, origin)) for (const [name, value] of preflight(context.headers)) headers.set(name, value);
      return reply(204);
    }
    // Before, so that it stays should another middleware fail; and after, as answers may bring their own.
    mark(headers, origin);
    await next();
    const answered = context.response.headers;
    if (mark(answered, origin) && exposed !== "") answered.set("access-control-expose-headers", exposed);
  };
}

const ownFields = ["access-control-allow-origin", "access-control-allow-credentials", "access-control-expose-headers"];

type IsAllowed = (origin: string | null) => boolean;

function allowing(origins: CorsOptions["origins"], credentials: boolean): IsAllowed {
  if (origins === "*") {
    if (credentials) throw invalid("cors", everybody);
    return () => true;
  }
  if (origins instanceof RegExp) {
    const whole = new RegExp(`^(?:${origins.source})$`, origins.flags.replace(/[gmy]/g, ""));
    const fits: IsAllowed = (origin) => origin !== null && origin !== "null" && whole.test(origin);
    // No site has such a name (RFC 2606 §2): who fits by it fits by any.
    if (credentials && (fits("https://a1.invalid") || fits("http://a1.invalid"))) throw invalid("cors", everybody);
    return fits;
  }
  const known = new Set(origins.map(checkOrigin));
  if (known.size === 0) throw invalid("cors.origins", "names nobody; leave `cors` out for that");
  return (origin) => origin !== null && known.has(origin);
}

const everybody =
  "would let every page there is act and read as its visitor: with `credentials` list the origins that may";

/** As browsers write it. @see RFC 6454 §6.2 */
function checkOrigin(origin: string): string {
  const say = (reason: string) => invalid("cors.origins", `has ${JSON.stringify(origin)}: ${reason}`);
  if (origin === "null") throw say("sandboxed pages of everybody have this origin");
  if (origin.includes("*")) throw say('patterns are written as a RegExp, and everybody as origins: "*"');
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@\\]+$/.test(origin))
    throw say("an origin is a scheme and a host in lower case, with a port but without a path, as https://app.example");
  const web = /^https?:/.test(origin) && URL.canParse(origin) ? new URL(origin).origin : origin;
  if (web !== origin) throw say(`browsers write ${web}`);
  return origin;
}

function checkToken(option: string, name: string): string {
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw invalid(option, `has ${JSON.stringify(name)}, which is no name`);
  return name;
}

/** @see https://fetch.spec.whatwg.org/#cors-preflight-fetch */
function preflightFields({ methods, headers, maxAge }: Omit<Required<CorsOptions>, "origins">) {
  const listed = (option: string, names: readonly string[]) => [
    ...new Set(names.map((name) => checkToken(option, name))),
  ];
  // Written out: with credentials browsers take `*` for a name.
  const allowedMethods = methods === "*" ? undefined : listed("cors.methods", [...usualMethods, ...methods]).join(", ");
  const allowedHeaders =
    headers === "*"
      ? undefined
      : listed("cors.headers", [...usualHeaders, ...headers.map((name) => name.toLowerCase())]).join(", ");
  return (request: Headers): [name: string, value: string][] => [
    ["access-control-allow-methods", allowedMethods ?? asked(request, "access-control-request-method")],
    ["access-control-allow-headers", allowedHeaders ?? asked(request, "access-control-request-headers")],
    ["access-control-max-age", String(maxAge)],
  ];
}

/** What was asked for, when it is a list of names. */
function asked(request: Headers, field: string): string {
  const value = request.get(field) ?? "";
  return /^[\w!#$%&'*+.^`|~, -]*$/.test(value) ? value : "";
}

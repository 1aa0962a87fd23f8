import type { Middleware } from "@typeway/runtime";
import { checkCount, invalid } from "./invalid.js";

/** Each header is sent unless it is `false`, and never instead of one the answer has already. */
export interface SecurityHeadersOptions {
  /** Directives by name: `{ "default-src": ["'self'"] }`. */
  readonly contentSecurityPolicy?: Readonly<Record<string, readonly string[]>> | false;
  /** `Strict-Transport-Security`, over https only; `maxAge` in seconds. @default a year, with subdomains */
  readonly strictTransportSecurity?: StrictTransportSecurity | false;
  /** `X-Frame-Options`. @default "SAMEORIGIN" */
  readonly frameOptions?: "DENY" | "SAMEORIGIN" | false;
  /** @default "no-referrer" */
  readonly referrerPolicy?: ReferrerPolicy | false;
  /** @default "same-origin" */
  readonly crossOriginOpenerPolicy?: "same-origin" | "same-origin-allow-popups" | "unsafe-none" | false;
  /** @default "same-origin" */
  readonly crossOriginResourcePolicy?: "same-origin" | "same-site" | "cross-origin" | false;
  /** Features and who may use them: `{ camera: [], geolocation: ["self"] }`. @default false */
  readonly permissionsPolicy?: Readonly<Record<string, readonly string[]>> | false;
}

export interface StrictTransportSecurity {
  readonly maxAge: number;
  readonly includeSubDomains?: boolean;
  readonly preload?: boolean;
}

export type ReferrerPolicy =
  | "no-referrer"
  | "no-referrer-when-downgrade"
  | "origin"
  | "origin-when-cross-origin"
  | "same-origin"
  | "strict-origin"
  | "strict-origin-when-cross-origin"
  | "unsafe-url";

export const securityHeaderDefaults = {
  contentSecurityPolicy: {
    "default-src": ["'self'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'self'"],
    "object-src": ["'none'"],
    "script-src-attr": ["'none'"],
  },
  strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: true },
  frameOptions: "SAMEORIGIN",
  referrerPolicy: "no-referrer",
  crossOriginOpenerPolicy: "same-origin",
  crossOriginResourcePolicy: "same-origin",
  permissionsPolicy: false,
} as const satisfies Required<SecurityHeadersOptions>;

/**
 * Headers that make browsers more careful with pages of this site. Answers that have their own, as errors and the pages of
 * the documentation do, keep them.
 * @throws {TypewayError} for a policy that cannot be written
 */
export function securityHeaders(options: SecurityHeadersOptions = {}): Middleware {
  const chosen = { ...securityHeaderDefaults, ...options };
  const always = fieldsOf(chosen);
  const transport = transportOf(chosen.strictTransportSecurity);
  return async (context, next) => {
    await next();
    const { headers } = context.response;
    for (const [name, value] of always) if (!headers.has(name)) headers.set(name, value);
    if (transport !== undefined && context.url.protocol === "https:" && !headers.has(transportField))
      headers.set(transportField, transport);
  };
}

const transportField = "strict-transport-security";

function fieldsOf(options: Required<SecurityHeadersOptions>): readonly (readonly [string, string])[] {
  const { contentSecurityPolicy, permissionsPolicy } = options;
  const fields: readonly (readonly [string, string | false])[] = [
    ["content-security-policy", contentSecurityPolicy && policyOf(contentSecurityPolicy)],
    ["permissions-policy", permissionsPolicy && permissionsOf(permissionsPolicy)],
    ["x-frame-options", options.frameOptions],
    ["referrer-policy", options.referrerPolicy],
    ["cross-origin-opener-policy", options.crossOriginOpenerPolicy],
    ["cross-origin-resource-policy", options.crossOriginResourcePolicy],
    ["origin-agent-cluster", "?1"],
    ["x-dns-prefetch-control", "off"],
    ["x-permitted-cross-domain-policies", "none"],
  ];
  return fields.flatMap(([name, value]) => (value === false ? [] : [[name, value]]));
}

function policyOf(directives: Readonly<Record<string, readonly string[]>>): string {
  const written = Object.entries(directives).map(([name, sources]) => [name, ...sources]);
  const wrong = written.flat().find((word) => !/^[^\s;,]+$/.test(word));
  if (wrong !== undefined)
    throw invalid("securityHeaders.contentSecurityPolicy", `has ${JSON.stringify(wrong)}; write one source per item`);
  return written.map((words) => words.join(" ")).join("; ");
}

function permissionsOf(features: Readonly<Record<string, readonly string[]>>): string {
  const entry = ([name, allowed]: readonly [string, readonly string[]]) => {
    const wrong = [name, ...allowed].find((word) => !/^[^\s;,"()]+$/.test(word));
    if (wrong !== undefined) throw invalid("securityHeaders.permissionsPolicy", `has ${JSON.stringify(wrong)}`);
    if (allowed.includes("*")) return `${name}=*`;
    return `${name}=(${allowed.map((one) => (one === "self" || one === "src" ? one : `"${one}"`)).join(" ")})`;
  };
  return Object.entries(features).map(entry).join(", ");
}

function transportOf(options: StrictTransportSecurity | false): string | undefined {
  if (options === false) return undefined;
  const { maxAge, includeSubDomains = false, preload = false } = options;
  checkCount("securityHeaders.strictTransportSecurity.maxAge", maxAge);
  return `max-age=${maxAge}${includeSubDomains ? "; includeSubDomains" : ""}${preload ? "; preload" : ""}`;
}

import type { SecurityScheme } from "@typeway/contract";
import { decodeCookie, readCookieTexts } from "../context.js";
import type { CredentialTarget } from "../dependencies/plan.js";
import { fieldValues, isNamed } from "../exchange/exchange.js";
import type { Run } from "../run.js";
import { readBasic, type UserAndPassword } from "./basic.js";
import { notAuthenticated, type TokenError } from "./challenge.js";
import { queryValues } from "./query-values.js";

/**
 * Takes the credentials of the whole tree from the head of the request.
 * @throws {HttpError} 401 or 403 at the first that is required and absent, or there and unusable
 */
export function takeCredentials(run: Run, targets: readonly CredentialTarget[]): void {
  run.credentials = targets.map((target) => takeCredential(run, target));
}

/** By the first scheme of which one was sent. An unusable one counts only where no other scheme has a usable one. */
function takeCredential(run: Run, { schemes, required, scopes }: CredentialTarget): unknown {
  let unusable: Unusable | undefined;
  for (const scheme of schemes) {
    const found = find(run, scheme);
    if (found === undefined) continue;
    if (found.kind === "usable") return found.value;
    unusable ??= found;
  }
  if (!required && unusable === undefined) return undefined;
  throw notAuthenticated(schemes, scopes, unusable?.error);
}

interface Usable {
  readonly kind: "usable";
  readonly value: string | UserAndPassword;
}

interface Unusable {
  readonly kind: "unusable";
  readonly error?: TokenError;
}

/** Nothing was sent by this scheme: `undefined`. */
type Found = Usable | Unusable | undefined;

const unusable: Unusable = { kind: "unusable" };

function find(run: Run, scheme: SecurityScheme): Found {
  if (scheme.type === "apiKey") return findKey(run, scheme);
  if (scheme.type === "http" && scheme.scheme === "basic") {
    const sent = findAuthorization(run, "basic");
    if (sent?.kind !== "usable" || typeof sent.value !== "string") return sent;
    const value = readBasic(sent.value);
    return value === undefined ? unusable : { kind: "usable", value };
  }
  const sent = findAuthorization(run, "bearer");
  if (sent?.kind !== "usable") return sent;
  return typeof sent.value === "string" && token.test(sent.value) ? sent : { kind: "unusable", error: "invalid_token" };
}

/** In UTF-16 units. RFC 6750 §2.1 says `b64token`; opaque tokens of other visible characters are in use. */
const token = /^[\x21-\x7e]{1,8192}$/;

/** What follows the name of the scheme, which is compared without regard to case (RFC 9110 §11.1). */
function findAuthorization(run: Run, wanted: string): Found {
  const { rawHeaders } = run.exchange;
  let fields = 0;
  let found: string | undefined;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (!isNamed(rawHeaders[i], "authorization")) continue;
    fields += 1;
    const field = (rawHeaders[i + 1] ?? "").trim();
    if (isOfScheme(field, wanted)) found ??= field;
  }
  if (found === undefined) return undefined;
  // Which of several is meant, every program on the way may see differently.
  if (fields > 1) return { kind: "unusable", error: "invalid_request" };
  const value = found.slice(wanted.length).trim();
  return value === "" ? undefined : { kind: "usable", value };
}

function isOfScheme(field: string, wanted: string): boolean {
  const end = field.indexOf(" ");
  return isNamed(end === -1 ? field : field.slice(0, end), wanted);
}

/** One sent twice is none; so is an empty one. */
function findKey(run: Run, { in: place, name }: SecurityScheme & { readonly type: "apiKey" }): Found {
  const sent = keysIn(run, place, name);
  if (sent.length > 1) return unusable;
  const [value = ""] = sent;
  return value === "" ? undefined : { kind: "usable", value };
}

function keysIn(run: Run, place: "header" | "query" | "cookie", name: string): readonly string[] {
  switch (place) {
    case "header":
      return fieldValues(run.exchange.rawHeaders, name.toLowerCase()).map((field) => field.trim());
    case "query":
      return queryValues(run.target, name);
    case "cookie": {
      const text = readCookieTexts(run.exchange.rawHeaders).get(name);
      return text === undefined ? [] : [decodeCookie(text)];
    }
  }
}

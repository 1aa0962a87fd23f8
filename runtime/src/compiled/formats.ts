/**
 * Checks of the formats of strings. Each takes time linear in the length of the text: none backtracks.
 * Where JSON Schema leaves a choice they agree with ajv-formats in its full mode.
 */
import { isDate, isDateTime, isDuration, isTime } from "./dates.js";
import { longestUnbounded } from "./strings.js";
import { Wording } from "./wording.js";

const hexadecimal = /^[0-9a-f]+$/i;
const label = /^[0-9a-z](?:[0-9a-z-]*[0-9a-z])?$/i;
const uuid = /^(?:urn:uuid:)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const octet = /^(?:0|[1-9]\d{0,2})$/;
const base64 = /^[A-Za-z0-9+/]*={0,2}$/;

const isLabel = (text: string): boolean => label.test(text);

/** No part can end where the one before could have gone on, so that a text that fails is not tried in other ways. */
const email =
  /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@[\dA-Za-z]+(?:-+[\dA-Za-z]+)*(?:\.[\dA-Za-z]+(?:-+[\dA-Za-z]+)*)+$/;

/** `local@domain` of ASCII, the local part unquoted, the domain of two labels or more. */
export const isEmail = (text: string): boolean =>
  // To look for one character takes a fraction of what it takes to start an expression.
  text.includes("@") && text.length <= longestUnbounded && email.test(text);

/** RFC 1123: labels of at most 63 characters, 253 in all; one dot may follow. */
export function isHostname(text: string): boolean {
  const name = text.endsWith(".") ? text.slice(0, -1) : text;
  return name.length <= 253 && name.split(".").every((part) => part.length <= 63 && isLabel(part));
}

/** RFC 9562 in any case, also as `urn:uuid:…`. */
export const isUuid = (text: string): boolean => uuid.test(text);

/** Four decimal numbers up to 255 without leading zeros. */
export function isIpv4(text: string): boolean {
  if (text.length > 15) return false;
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => octet.test(part) && Number(part) <= 255);
}

/** RFC 4291 §2.2: eight groups, of which `::` stands for one or more, the last two possibly as an IPv4 address. */
export function isIpv6(text: string): boolean {
  if (text.length > 45) return false;
  const halves = text.split("::");
  if (halves.length > 2) return false;
  const [head = "", tail] = halves;
  const before = countGroups(head, tail === undefined);
  if (tail === undefined) return before === 8;
  return before + countGroups(tail, true) <= 7;
}

/** NaN where a group is malformed. */
function countGroups(text: string, mayEndInIpv4: boolean): number {
  if (text === "") return 0;
  const groups = text.split(":");
  const last = groups.at(-1) ?? "";
  const endsInIpv4 = mayEndInIpv4 && isIpv4(last);
  if (endsInIpv4) groups.pop();
  const good = groups.every((group) => group.length <= 4 && hexadecimal.test(group));
  return good ? groups.length + (endsInIpv4 ? 2 : 0) : Number.NaN;
}

/** RFC 4648 §4 with padding. */
export const isByte = (text: string): boolean => text.length % 4 === 0 && base64.test(text);

/** What `new RegExp(text)` takes. */
export function isRegex(text: string): boolean {
  if (text.length > longestUnbounded) return false;
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

/** RFC 6901. */
export function isJsonPointer(text: string): boolean {
  if ((text !== "" && text[0] !== "/") || text.length > longestUnbounded) return false;
  for (let at = text.indexOf("~"); at >= 0; at = text.indexOf("~", at + 1)) {
    if (text[at + 1] !== "0" && text[at + 1] !== "1") return false;
  }
  return true;
}

const scheme = /^[a-z][a-z0-9+.-]*$/i;
const pathCharacters = /^(?:[\w.~!$&'()*+,;=:@/-]|%[0-9a-f]{2})*$/i;
const queryCharacters = /^(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})*$/i;
const userCharacters = /^(?:[\w.~!$&'()*+,;=:-]|%[0-9a-f]{2})*$/i;
const nameCharacters = /^(?:[\w.~!$&'()*+,;=-]|%[0-9a-f]{2})*$/i;
const port = /^(?::\d*)?$/;
const futureAddress = /^v[0-9a-f]+\.[\w.~!$&'()*+,;=:-]+$/i;

/** RFC 3986 `URI`: with a scheme, and something behind it. */
export function isUri(text: string): boolean {
  const colon = text.indexOf(":");
  if (colon < 1 || !scheme.test(text.slice(0, colon))) return false;
  const rest = text.slice(colon + 1);
  return rest !== "" && rest[0] !== "?" && rest[0] !== "#" && isReference(rest);
}

/** RFC 3986 `URI-reference`: absolute or relative. */
export function isUriReference(text: string): boolean {
  const colon = text.indexOf(":");
  return isReference(colon > 0 && scheme.test(text.slice(0, colon)) ? text.slice(colon + 1) : text);
}

/** Everything behind the scheme. */
function isReference(text: string): boolean {
  if (text.length > longestUnbounded) return false;
  const [beforeFragment, fragment] = cut(text, "#");
  const [hierarchy, query] = cut(beforeFragment, "?");
  if (!queryCharacters.test(fragment) || !queryCharacters.test(query)) return false;
  if (!hierarchy.startsWith("//")) return pathCharacters.test(hierarchy);
  const slash = hierarchy.indexOf("/", 2);
  const authority = slash < 0 ? hierarchy.slice(2) : hierarchy.slice(2, slash);
  return isAuthority(authority) && (slash < 0 || pathCharacters.test(hierarchy.slice(slash)));
}

function isAuthority(text: string): boolean {
  const at = text.lastIndexOf("@");
  if (at >= 0 && !userCharacters.test(text.slice(0, at))) return false;
  const host = text.slice(at + 1);
  if (host[0] !== "[") {
    const colon = host.indexOf(":");
    const end = colon < 0 ? host.length : colon;
    return nameCharacters.test(host.slice(0, end)) && port.test(host.slice(end));
  }
  const end = host.indexOf("]");
  const address = host.slice(1, end);
  return end > 0 && (isIpv6(address) || futureAddress.test(address)) && port.test(host.slice(end + 1));
}

function cut(text: string, mark: string): [before: string, after: string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

export interface FormatRule {
  readonly is: (text: string) => boolean;
  readonly refusal: Wording;
}

/** @param reason what is wrong, for issues whose code does not say it */
const rule = (is: (text: string) => boolean, reason: string): FormatRule => ({
  is,
  refusal: new Wording("value_error", { reason }),
});

/** @param type the issue's code, pydantic's own for this format @param error what is wrong, for the issue's `ctx` */
const codedRule = (is: (text: string) => boolean, type: string, error: string): FormatRule => ({
  is,
  refusal: new Wording(type, { error }),
});

const addressRule = (is: (text: string) => boolean): FormatRule => ({ is, refusal: new Wording("ip_any_address") });

/** The formats that are checked; any other is documentation. */
export const formats: Readonly<Record<string, FormatRule>> = Object.assign(Object.create(null) as object, {
  "date-time": codedRule(isDateTime, "datetime_from_date_parsing", "not an RFC 3339 date and time"),
  date: codedRule(isDate, "date_from_datetime_parsing", "not a calendar date"),
  time: codedRule(isTime, "time_parsing", "not an RFC 3339 time with an offset"),
  duration: codedRule(isDuration, "time_delta_parsing", "not an ISO 8601 duration"),
  uuid: codedRule(isUuid, "uuid_parsing", "not a UUID"),
  uri: codedRule(isUri, "url_parsing", "not an absolute URI"),
  "uri-reference": codedRule(isUriReference, "url_parsing", "not a URI reference"),
  email: rule(isEmail, "not an email address"),
  hostname: rule(isHostname, "not a host name"),
  ipv4: addressRule(isIpv4),
  ipv6: addressRule(isIpv6),
  byte: rule(isByte, "not base64"),
  regex: rule(isRegex, "not a regular expression"),
  "json-pointer": rule(isJsonPointer, "not a JSON pointer"),
} satisfies Record<string, FormatRule>);

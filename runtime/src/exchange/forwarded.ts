import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import type { Client } from "./exchange.js";

/** What one proxy says about whoever was connected to it. */
export interface Hop {
  /** `undefined` when it says nothing that is an address. */
  readonly client: Client | undefined;
  readonly scheme?: string | undefined;
  readonly host?: string | undefined;
}

/** The values of each field, as sent. */
export interface ForwardedFields {
  readonly addresses: readonly string[];
  readonly schemes: readonly string[];
  readonly hosts: readonly string[];
}

/**
 * What `X-Forwarded-*` say, the nearest proxy's word first. Only the right-most scheme and host count: the fields may have
 * different lengths, and only that entry is known to be the nearest proxy's.
 */
export function* readForwardedFor({ addresses, schemes, hosts }: ForwardedFields): Generator<Hop> {
  const said = { scheme: entriesOf(schemes)[0]?.toLowerCase(), host: entriesOf(hosts)[0] };
  const [nearest = "", ...others] = entriesOf(addresses);
  yield { client: clientOf(nearest), ...said };
  for (const entry of others) yield { client: clientOf(entry) };
}

/** What `Forwarded` says, the nearest proxy's word first. @see RFC 7239 §4 */
export function* readForwarded(fields: readonly string[]): Generator<Hop> {
  for (const entry of entriesOf(fields)) yield hopOf(entry);
}

/**
 * From the right, by the commas alone: a quote that the client opened must not swallow what a proxy added, and nothing
 * that is said here needs a comma inside quotes.
 */
const entriesOf = (fields: readonly string[]): string[] =>
  fields
    .flatMap((field) => field.split(","))
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "")
    .reverse();

function hopOf(entry: string): Hop {
  const said = new Map<string, string>();
  for (const pair of entry.split(";")) {
    const [, name, value] = /^([\w!#$%&'*+.^`|~-]+)=(.*)$/.exec(pair.trim()) ?? [];
    if (name === undefined || value === undefined) continue;
    if (!said.has(name.toLowerCase())) said.set(name.toLowerCase(), withoutQuotes(value));
  }
  return { client: clientOf(said.get("for") ?? ""), scheme: said.get("proto")?.toLowerCase(), host: said.get("host") };
}

const withoutQuotes = (value: string): string =>
  /^".*"$/.test(value) ? value.slice(1, -1).replace(/\\(.)/g, "$1") : value;

/** `10.0.0.1`, `10.0.0.1:80`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:80`; not `unknown` and not `_hidden`. */
function clientOf(text: string): Client | undefined {
  const whole = addressOf(text);
  if (whole !== undefined) return { host: whole.toString(), port: 0 };
  const [, inBrackets, plain, port = "0"] = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const host = inBrackets ?? plain ?? "";
  const isAddress = inBrackets === undefined ? isIP(host) === 4 : isIP(host) === 6;
  const address = isAddress ? addressOf(host) : undefined;
  return address && { host: address.toString(), port: Number(port) };
}

/**
 * What an IP address is, of IPv4 written as IPv6 the IPv4 address. A zone (`fe80::1%br-lan`) means something to its own
 * machine alone, and is left out (RFC 4007 §6).
 */
export function addressOf(text: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  return isIP(text) === 0 ? undefined : ipaddr.process(text.replace(/%.*$/, ""));
}

import type { IncomingMessage } from "node:http";
import { HttpError } from "../errors/http-error.js";
import { type FlatHeaders, fieldValue, fieldValues } from "../exchange/exchange.js";

/** Whether a client wants to speak the WebSocket protocol, and not some other it may name in `Upgrade`. */
export const asksForWebSocket = (rawHeaders: FlatHeaders): boolean =>
  fieldValues(rawHeaders, "upgrade").join(", ").trim().toLowerCase() === "websocket";

/** @see RFC 6455 §4.2.1 */
export function isHandshake(request: IncomingMessage): boolean {
  const { method, httpVersionMajor: major, httpVersionMinor: minor, rawHeaders } = request;
  const keys = fieldValues(rawHeaders, "sec-websocket-key");
  const isKey = keys.length === 1 && /^[A-Za-z0-9+/]{22}==$/.test(keys[0] ?? "");
  return method === "GET" && major === 1 && minor >= 1 && asksForWebSocket(rawHeaders) && isKey;
}

/**
 * The only version there is since 2011.
 * @throws {HttpError} 426, which names it
 */
export function checkVersion(headers: FlatHeaders): void {
  if (fieldValue(headers, "sec-websocket-version")?.trim() === "13") return;
  const fields = { "sec-websocket-version": "13", upgrade: "websocket" };
  throw new HttpError(426, "WebSocket version 13 is required", { headers: fields });
}

/**
 * Browsers let any page open a socket to any server, with the server's cookies, and say by `Origin` which page it was.
 * Programs send none.
 * @param host the server's own, as the client knows it
 * @param allowed other origins than the server's own
 * @throws {HttpError} 403
 */
export function checkOrigin(headers: FlatHeaders, host: string, allowed: readonly string[] | "*"): void {
  const [origin, ...others] = fieldValues(headers, "origin");
  if (origin === undefined || allowed === "*") return;
  if (
    others.length === 0 &&
    (isOwn(origin, host) || allowed.some((each) => each.toLowerCase() === origin.toLowerCase()))
  )
    return;
  throw new HttpError(403, "This origin may not open a WebSocket");
}

/** By host and port alone: behind a proxy the scheme is not known. */
function isOwn(origin: string, host: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host: asking } = new URL(origin);
  const own = `${protocol}//${host}`;
  return asking !== "" && URL.canParse(own) && new URL(own).host === asking;
}

import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { FlatHeaders } from "../exchange/exchange.js";

/** What asks for another protocol, or belongs to the asking. */
const ofUpgrade = new Set(["upgrade", "http2-settings"]);

/**
 * Lets a request for a protocol that is not spoken here (`h2c`) be answered as if it had not asked: the connection can be
 * given back to the server, with the request in front of what the client sent after it.
 * @see RFC 9110 §7.8: a server may ignore the field
 */
export function ignoreUpgrade(request: IncomingMessage, socket: Duplex, first: Buffer): Duplex {
  const { method, url, httpVersion, rawHeaders } = request;
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  const kept = withoutUpgrade(rawHeaders);
  for (let i = 0; i < kept.length; i += 2) lines.push(`${kept[i]}:${kept[i + 1]}`);
  // As Latin-1, as node:http has read them, and no longer than they came.
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), first]));
  return socket;
}

/** What is left of a request's fields when it does not ask for another protocol. */
export function withoutUpgrade(rawHeaders: FlatHeaders): string[] {
  const fields: string[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const [name = "", value = ""] = [rawHeaders[i], rawHeaders[i + 1]];
    if (name.toLowerCase() === "connection") {
      const kept = otherTokens(value);
      if (kept !== "") fields.push(name, kept);
    } else if (!ofUpgrade.has(name.toLowerCase())) fields.push(name, value);
  }
  return fields;
}

const otherTokens = (connection: string): string =>
  connection
    .split(",")
    .map((token) => token.trim())
    .filter((token) => !ofUpgrade.has(token.toLowerCase()))
    .join(", ");

import { jsonFields } from "../answers/head-fields.js";
import { phraseOf } from "../errors/http-error.js";
import type { Exchange } from "../exchange/exchange.js";

/** Answers a request that never becomes a run: one node:http should not have let through, or one that comes too early. */
export function refuse(exchange: Exchange, status: number): void {
  const json = JSON.stringify({ detail: phraseOf(status) });
  exchange.send(status, jsonFields(Buffer.byteLength(json)), json);
}

import { jsonFields } from "../answers/head-fields.js";
import { mediaTypeOf, writeError } from "../errors/error-format.js";
import { phraseOf } from "../errors/http-error.js";
import type { Exchange } from "../exchange/exchange.js";
import type { ErrorFormat } from "../options.js";

/** Answers a request that never becomes a run: one node:http should not have let through, or one that comes too early. */
export function refuse(exchange: Exchange, status: number, format: ErrorFormat): void {
  const json = writeError(format, { status, detail: phraseOf(status) }, undefined);
  exchange.send(status, jsonFields(Buffer.byteLength(json), mediaTypeOf(format)), json);
}

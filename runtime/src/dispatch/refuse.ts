import { jsonFields } from "../answers/head-fields.js";
import { mediaTypeOf, writeError } from "../errors/error-format.js";
import { errorHeaders } from "../errors/error-headers.js";
import { phraseOf } from "../errors/http-error.js";
import type { Exchange } from "../exchange/exchange.js";
import type { ErrorFormat } from "../options.js";

/** Answers a request that never becomes a run: one node:http should not have let through, or one that comes too early. */
export function refuse(exchange: Exchange, status: number, format: ErrorFormat): void {
  const json = writeError(format, { status, detail: phraseOf(status) }, undefined);
  const fields = jsonFields(Buffer.byteLength(json), mediaTypeOf(format)).concat(...Object.entries(errorHeaders));
  exchange.send(status, fields, json);
}

import { isBodiless } from "@typeway/contract";
import { errorHeaders } from "../errors/error-headers.js";
import type { Run } from "../run.js";
import { addFields, emptyFields, errorFields, jsonFields } from "./head-fields.js";
import type { ReplyHeaders } from "./header-fields.js";

/**
 * Sends JSON text. Where nothing was added to the head it is written as it is.
 * @returns a promise when middleware holds the answer back
 */
export function sendJson(
  run: Run,
  status: number,
  json: string,
  headers?: ReplyHeaders,
  cookies?: readonly string[],
): Promise<void> | undefined {
  if (isBodiless(status)) return sendEmpty(run, status, headers, cookies);
  const { exchange } = run;
  if (exchange.sendJson !== undefined && isUsual(run, headers, cookies)) return exchange.sendJson(status, json);
  return exchange.send(status, complete(jsonFields(Buffer.byteLength(json)), run, headers, cookies), json);
}

/** As {@link sendJson}, with the headers of every error and no others of its own. */
export function sendError(run: Run, status: number, json: string): Promise<void> | undefined {
  if (!isUsual(run)) return sendJson(run, status, json, errorHeaders);
  return run.exchange.send(status, errorFields(Buffer.byteLength(json)), json);
}

/** As {@link sendJson}, without a body. */
export function sendEmpty(
  run: Run,
  status: number,
  headers?: ReplyHeaders,
  cookies?: readonly string[],
): Promise<void> | undefined {
  return run.exchange.send(status, complete(emptyFields(status), run, headers, cookies), undefined);
}

const isUsual = (run: Run, headers?: ReplyHeaders, cookies?: readonly string[]): boolean =>
  headers === undefined && cookies === undefined && run.touchedHead === undefined && run.knownId === undefined;

const complete = (fields: string[], run: Run, headers?: ReplyHeaders, cookies?: readonly string[]): string[] =>
  isUsual(run, headers, cookies) ? fields : addFields(fields, run, headers, cookies);

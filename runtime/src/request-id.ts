import { randomUUID } from "node:crypto";
import { type FlatHeaders, fieldValue } from "./exchange/exchange.js";

export const requestIdHeader = "x-request-id";

/** What a proxy may call a request: short, and harmless in headers, logs and shells. */
const sane = /^[\w.~:+/=-]{1,128}$/;

/** The caller's own id when it sent a sane one, else a new one. */
export function requestIdOf(headers: FlatHeaders): string {
  const sent = fieldValue(headers, requestIdHeader);
  return sent !== undefined && sane.test(sent) ? sent : randomUUID();
}

import { randomUUID } from "node:crypto";
import { TypewayError } from "./errors/typeway-error.js";
import { type FlatHeaders, fieldValue } from "./exchange/exchange.js";

export const requestIdHeader = "x-request-id";

/** What a proxy may call a request: short, and harmless in headers, logs and shells. */
const sane = /^[\w.~:+/=-]{1,128}$/;

/** @throws {TypewayError} for what a caller may not choose either */
export function checkedId(id: string): string {
  if (sane.test(id)) return id;
  const reason = "must be 1 to 128 of the characters A-Z a-z 0-9 . _ ~ : + / = -";
  throw new TypewayError("TYPEWAY_OPTION_INVALID", { option: "A request id", reason });
}

/** The caller's own id when it sent a sane one, else a new one. */
export function requestIdOf(headers: FlatHeaders): string {
  const sent = fieldValue(headers, requestIdHeader);
  return sent !== undefined && sane.test(sent) ? sent : randomUUID();
}

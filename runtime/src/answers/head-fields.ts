import { errorHeaders } from "../errors/error-headers.js";
import { requestIdHeader } from "../request-id.js";
import type { Run } from "../run.js";
import { headerTexts, type ReplyHeaders } from "./header-fields.js";

/** The fields of an answer with a JSON body. */
export const jsonFields = (length: number, mediaType = "application/json"): string[] => [
  "content-type",
  mediaType,
  "x-content-type-options",
  "nosniff",
  "content-length",
  String(length),
];

/** Those of an error that has no others of its own; in the order in which {@link addFields} would add them. */
export const errorFields = (length: number): string[] => [...jsonFields(length), ...constantErrorFields];

const constantErrorFields: readonly string[] = Object.entries(errorHeaders).flat();

/** The fields of an answer without a body. RFC 9110 §8.6: 204 has no length. */
export const emptyFields = (status: number): string[] =>
  status === 204 || status === 304
    ? ["x-content-type-options", "nosniff"]
    : ["x-content-type-options", "nosniff", "content-length", "0"];

/**
 * Adds an answer's own fields, then those set on `context.response`, then the request id when it is known. Later ones
 * do not replace earlier ones, except that a default gives way to a field of the same name; cookies add up.
 */
export function addFields(
  fields: string[],
  run: Run,
  own: ReplyHeaders | undefined,
  cookies: readonly string[] | undefined,
): string[] {
  if (own !== undefined) for (const name in own) setField(fields, name, own[name]);
  if (cookies !== undefined) for (const cookie of cookies) fields.push("set-cookie", cookie);
  const set = run.touchedHead?.touchedHeaders?.fields ?? [];
  for (let i = 0; i < set.length; i += 2) {
    const name = set[i] ?? "";
    if (name === "set-cookie") fields.push(name, set[i + 1] ?? "");
    else if (own === undefined || !hasField(own, name)) setField(fields, name, set[i + 1]);
  }
  if (run.knownId !== undefined) setField(fields, requestIdHeader, run.knownId);
  return fields;
}

const hasField = (own: ReplyHeaders, name: string): boolean =>
  Object.keys(own).some((each) => each.toLowerCase() === name);

function setField(fields: string[], name: string, value: ReplyHeaders[string]): void {
  if (value === undefined) return;
  const lower = name.toLowerCase();
  // How long the body is, is known here and nowhere else.
  if (lower === "content-length" || lower === "transfer-encoding") return;
  for (let i = 0; i < fields.length; i += 2) if (fields[i] === lower && lower !== "set-cookie") fields.splice(i, 2);
  if (typeof value === "string") fields.push(lower, value);
  else for (const text of headerTexts(name, value)) fields.push(lower, text);
}

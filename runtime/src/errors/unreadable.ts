import type { Location } from "@typeway/contract";
import { ValidationError } from "./validation-error.js";

const sentences = {
  bad_percent_encoding: "The text is not percent-encoded UTF-8",
  json_invalid: "The body is not valid JSON",
  json_too_deep: "The body is nested too deeply",
  bytes_invalid_encoding: "The body is not valid UTF-8",
} as const;

/** The most of a client's text that goes back to it. In UTF-16 units. */
const longestEcho = 100;

/** Bytes that cannot be read as what they claim to be: 400, in the shape of the 422. */
export function unreadable(
  type: keyof typeof sentences,
  loc: Location,
  input: string | null,
  cause: unknown,
  more: { readonly ctx?: Readonly<Record<string, unknown>>; readonly body?: unknown } = {},
): ValidationError {
  const echo = input === null ? null : input.slice(0, longestEcho);
  const issue = { type, loc, msg: sentences[type], input: echo, ...(more.ctx !== undefined && { ctx: more.ctx }) };
  return new ValidationError([issue], more.body, 400, { cause });
}

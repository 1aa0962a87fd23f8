import type { Location } from "@typeway/contract";
import { echo } from "../compiled/echo.js";
import { refusal, type ValidationError } from "./validation-error.js";

const sentences = {
  bad_percent_encoding: "The text is not percent-encoded UTF-8",
  json_invalid: "The body is not valid JSON",
  json_too_deep: "The body is nested too deeply",
  bytes_invalid_encoding: "The body is not valid UTF-8",
} as const;

/** Bytes that cannot be read as what they claim to be: 400, in the shape of the 422. */
export function unreadable(
  type: keyof typeof sentences,
  loc: Location,
  input: string | null,
  cause: unknown,
  more: { readonly ctx?: Readonly<Record<string, unknown>>; readonly body?: unknown } = {},
): ValidationError {
  const issue = {
    type,
    loc,
    msg: sentences[type],
    input: echo(input),
    ...(more.ctx !== undefined && { ctx: more.ctx }),
  };
  return refusal([issue], more.body, 400, cause === undefined ? {} : { cause });
}

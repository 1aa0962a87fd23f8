import type { Encoder } from "@typeway/contract";
import type { Run } from "../run.js";
import type { Answering } from "./answering.js";
import { encode } from "./encode.js";
import type { HeaderValue, ReplyHeaders } from "./header-fields.js";

/**
 * The headers of an answer, where those with a codec have the text that it makes of their value.
 * @param status the answer's own, which the code for its headers is found by
 * @throws {TypewayError} TYPEWAY_ANSWER_MISMATCH as for the value of an answer
 */
export function writtenHeaders(run: Run, status: number, headers: ReplyHeaders, how: Answering): ReplyHeaders {
  const table = how.answers?.headers;
  if (table === undefined) return headers;
  const encoders = Object.hasOwn(table, status) ? table[status] : table.default;
  if (encoders === undefined) return headers;
  const written: Record<string, ReplyHeaders[string]> = { ...headers };
  for (const [name, encoder] of Object.entries(encoders)) {
    const value = headers[name];
    if (value !== undefined) written[name] = textsOf(run, encoder, value, name, how);
  }
  return written;
}

/** JSON text is what an encoder writes; of a header it is a scalar or a list of them, and null for none. */
function textsOf(run: Run, encoder: Encoder, value: unknown, name: string, how: Answering): ReplyHeaders[string] {
  const json = encode(run, encoder, value, how.check, how.handler, ["response", "headers", name]);
  return (JSON.parse(json) as HeaderValue | readonly HeaderValue[] | null) ?? undefined;
}

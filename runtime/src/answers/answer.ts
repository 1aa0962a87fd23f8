import { isBodiless } from "@typeway/contract";
import { TypewayError } from "../errors/typeway-error.js";
import type { Run } from "../run.js";
import type { Answering } from "./answering.js";
import { chunkSource } from "./chunks.js";
import { writtenHeaders } from "./coded-headers.js";
import { encode, routeOf } from "./encode.js";
import { addFields } from "./head-fields.js";
import { sendEmpty, sendJson } from "./json-answer.js";
import { RawAnswer } from "./raw.js";
import { Reply } from "./reply.js";

/**
 * Sends what a handler returned.
 * @returns a promise only when it is streamed, or held back for middleware
 * @throws {TypewayError} for a value that the handler's type does not declare; nothing has been sent then
 */
export function sendAnswer(run: Run, value: unknown, how: Answering): Promise<void> | undefined {
  if (typeof value === "object" && value !== null) {
    if (value instanceof Reply) return sendReply(run, value, how);
    if (value instanceof RawAnswer) return sendRaw(run, value, how);
    if (isResponse(value)) return sendResponse(run, value);
  }
  const chosen = run.touchedHead?.chosen;
  const { answers } = how;
  if (value === undefined && (answers === undefined || answers.empty)) return sendEmpty(run, chosen ?? how.emptyStatus);
  return sendJson(run, chosen ?? how.status, write(run, value, how));
}

/** By its tag: a Response of another copy of undici is one too, and naming the class makes Node load it. */
export function isResponse(value: object): value is Response {
  const { [Symbol.toStringTag]: tag }: { readonly [Symbol.toStringTag]?: unknown } = value;
  return tag === "Response";
}

function write(run: Run, value: unknown, how: Answering): string {
  const { answers, check, handler } = how;
  if (answers === undefined) return JSON.stringify(value) ?? "null";
  if (answers.plain === undefined) throw undeclared(run, how, value === undefined ? "undefined" : "a plain value");
  return encode(run, answers.plain, value, check, handler);
}

const undeclared = (run: Run, { handler }: Answering, what: string) =>
  new TypewayError("TYPEWAY_ANSWER_UNDECLARED", { handler, route: routeOf(run), what });

function sendReply(run: Run, reply: Reply<number, unknown, {}>, how: Answering): Promise<void> | undefined {
  const { status, value, setCookie } = reply;
  const json = writeReply(run, status, value, how);
  const headers = writtenHeaders(run, status, reply.headers, how);
  const cookies = setCookie.length === 0 ? undefined : setCookie;
  if (json === undefined) return sendEmpty(run, status, headers, cookies);
  return sendJson(run, status, json, headers, cookies);
}

function writeReply(run: Run, status: number, value: unknown, how: Answering): string | undefined {
  const { answers, check, handler } = how;
  if (answers === undefined) return JSON.stringify(value);
  const { replies, otherReplies } = answers;
  const encoder = replies !== undefined && Object.hasOwn(replies, status) ? replies[status] : otherReplies;
  if (encoder === undefined) throw undeclared(run, how, `reply(${status})`);
  if (encoder !== null) return encode(run, encoder, value, check, handler);
  if (value !== undefined) throw undeclared(run, how, `a value with reply(${status})`);
  return undefined;
}

function sendRaw(run: Run, raw: RawAnswer, how: Answering): Promise<void> | undefined {
  const { content, type, setCookie } = raw;
  const headers = writtenHeaders(run, raw.status, raw.headers, how);
  const status = raw.status === 200 ? (run.touchedHead?.chosen ?? how.status) : raw.status;
  const streamed = typeof content !== "string" && !(content instanceof Uint8Array);
  if (isBodiless(status)) {
    const pending = sendEmpty(run, status, headers, setCookie);
    if (!streamed) return pending;
    const stopped = chunkSource(content).stop();
    return pending === undefined ? stopped : stopped.then(() => pending);
  }
  const fields = ["content-type", type, "x-content-type-options", "nosniff"];
  addFields(fields, run, headers, setCookie);
  if (streamed) return run.exchange.sendStream(status, fields, chunkSource(content));
  const length = typeof content === "string" ? Buffer.byteLength(content) : content.byteLength;
  fields.push("content-length", String(length));
  return run.exchange.send(status, fields, content);
}

/** As it is; only what says nothing about the body is added. */
function sendResponse(run: Run, response: Response): Promise<void> | undefined {
  const fields = ["x-content-type-options", "nosniff"];
  const own: Record<string, string> = {};
  for (const [name, value] of response.headers) if (name !== "set-cookie") own[name] = value;
  addFields(fields, run, own, response.headers.getSetCookie());
  const { body, status } = response;
  // RFC 9110 §8.6: only these two may tell the length of a body that does not follow.
  const truthful = body !== null || run.exchange.method === "HEAD" || status === 304;
  const length = truthful ? response.headers.get("content-length") : null;
  if (length !== null) fields.push("content-length", length);
  if (body !== null) return run.exchange.sendStream(status, fields, chunkSource(body));
  if (length === null && status !== 204 && status !== 304) fields.push("content-length", "0");
  return run.exchange.send(status, fields, undefined);
}

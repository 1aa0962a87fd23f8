import { FAIL, type MessageDecoder, type MessageEncoder, type SocketCodec } from "@typeway/contract";
import { encode } from "../answers/encode.js";
import { IssueList } from "../compiled/issue-list.js";
import { isStackOverflow } from "../errors/stack-overflow.js";
import { TypewayError } from "../errors/typeway-error.js";
import { ValidationError } from "../errors/validation-error.js";
import { WebSocketError } from "../errors/web-socket-error.js";
import { nestingIssue, statusOfNesting } from "../nesting.js";
import type { Run } from "../run.js";
import type { Message } from "./connection.js";

/** Of a `WebSocket` without type arguments. */
export const textCodec: SocketCodec = { receive: { medium: "text" }, send: { medium: "text" } };

/**
 * Reads a message as the type of its socket says.
 * @throws {WebSocketError} 1003 for the other kind of frame
 * @throws {ValidationError} 400 for what is no JSON, 422 for what is not of the type
 */
export function readMessage({ medium, nesting, decode, explain }: MessageDecoder, message: Message): unknown {
  if (medium === "bytes") {
    if (typeof message === "string") throw new WebSocketError(1003, "Messages are sent in binary frames");
    return message;
  }
  if (typeof message !== "string") throw new WebSocketError(1003, "Messages are sent in text frames");
  const value = medium === "json" ? parseJson(message) : message;
  const found = nesting === undefined ? undefined : nestingIssue(value, nesting, ["message"]);
  if (found !== undefined) throw new ValidationError([found], undefined, statusOfNesting(found));
  if (decode === undefined) return value;
  try {
    const decoded = decode(value);
    if (decoded !== FAIL) return decoded;
  } catch (error) {
    // Generated code walks a value by recursion; only nesting can exhaust the stack.
    if (isStackOverflow(error)) throw unreadable("json_too_deep", "The message is nested too deeply", error);
    throw error;
  }
  const refused = new IssueList();
  explain?.(value, ["message"], refused);
  throw new ValidationError(refused.issues, value, refused.has("forbidden_key") ? 400 : 422);
}

/**
 * Writes a message as the type of its socket says.
 * @throws {TypewayError} when it is not of that type and responses are asserted
 */
export function writeMessage({ medium, encoder }: MessageEncoder, message: unknown, run: Run): string | Uint8Array {
  const { handler = "", check = "assert" } = run.route?.answering ?? {};
  if (medium === "json")
    return encoder === undefined ? JSON.stringify(message) : encode(run, encoder, message, check, handler);
  if (medium === "text" && typeof message === "string") return message;
  if (medium === "bytes" && message instanceof Uint8Array) return message;
  throw new TypewayError("TYPEWAY_MESSAGE_MISMATCH", { handler, what: kindOf(message) });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Without V8's error as cause: it quotes the text, and logs write causes.
    throw unreadable("json_invalid", "The message is not valid JSON");
  }
}

const unreadable = (type: string, msg: string, cause?: unknown) =>
  new ValidationError(
    [{ type, loc: ["message"], msg, input: null }],
    undefined,
    400,
    cause === undefined ? {} : { cause },
  );

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return value instanceof Uint8Array ? "bytes" : `a value of type ${typeof value}`;
}

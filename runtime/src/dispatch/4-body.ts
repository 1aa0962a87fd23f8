import { isAscii, isUtf8 } from "node:buffer";
import contentType from "fast-content-type-parse";
import { HIDDEN } from "../compiled/echo.js";
import type { BodyPlan } from "../dependencies/plan.js";
import type { Following } from "../dependencies/resolve.js";
import { HttpError } from "../errors/http-error.js";
import { isStackOverflow } from "../errors/stack-overflow.js";
import { unreadable } from "../errors/unreadable.js";
import { type BodyReceiver, fieldValues } from "../exchange/exchange.js";
import type { Route } from "../routing/route.js";
import type { Run } from "../run.js";
import { readForm } from "./form-texts.js";
import { findJsonFault } from "./json-fault.js";

/**
 * Reads and parses the body a route wants, then goes on.
 * @throws {HttpError} 415 before anything is read
 */
export function readBody(run: Run, route: Route, plan: BodyPlan, next: Following): void {
  checkMedia(run, route, plan);
  run.exchange.readBody(route.bodyLimit, new Arrival(run, route, plan, next));
}

class Arrival implements BodyReceiver {
  readonly #run: Run;
  readonly #route: Route;
  readonly #plan: BodyPlan;
  readonly #next: Following;

  constructor(run: Run, route: Route, plan: BodyPlan, next: Following) {
    this.#run = run;
    this.#route = route;
    this.#plan = plan;
    this.#next = next;
  }

  bodyArrived(bytes: Uint8Array): void {
    const run = this.#run;
    try {
      run.keepBytes(bytes);
      run.body = readingOf(run, bytes, this.#plan);
    } catch (error) {
      this.#next.fail(run, error);
      return;
    }
    this.#next.proceed(run, this.#route);
  }

  bodyFailed(error: unknown): void {
    this.#run.keepFailure(error);
    this.#next.fail(this.#run, error);
  }
}

/** Nothing tells an empty body from none: clients send `Content-Length: 0` for both. */
function readingOf(run: Run, bytes: Uint8Array, { raw, form, secret }: BodyPlan): unknown {
  if (bytes.byteLength === 0) return undefined;
  if (raw === "bytes") return bytes;
  const { text, mark } = textOf(bytes);
  if (form !== undefined) return readForm(run, form, text);
  return raw === "text" ? text : parseJson(text, mark, secret);
}

/** The two forms nearly every client sends, known without parsing. */
const usual = new Set(["application/json", "application/json; charset=utf-8", "application/json;charset=utf-8"]);

/**
 * One reading of the type, by which everything after goes.
 * @see RFC 9110 §8.3, §8.4
 */
function checkMedia(run: Run, route: Route, { mediaTypes, raw }: BodyPlan): void {
  const { rawHeaders } = run.exchange;
  const types = fieldValues(rawHeaders, "content-type");
  const codings = fieldValues(rawHeaders, "content-encoding");
  if (codings.some((coding) => coding.trim().toLowerCase() !== "identity"))
    throw new HttpError(415, "The body must not be compressed", { headers: { "accept-encoding": "identity" } });
  const [type] = types;
  if (type === undefined) {
    if (route.strictContentType) throw unsupported(mediaTypes);
    return;
  }
  if (types.length > 1) throw unsupported(mediaTypes);
  if (usual.has(type) && mediaTypes.includes("application/json")) return;
  const parsed = contentType.safeParse(type);
  const charset = parsed.parameters["charset"];
  if (charset !== undefined && raw !== "bytes" && charset.toLowerCase() !== "utf-8")
    throw new HttpError(415, "The body must be UTF-8");
  if (!mediaTypes.some((wanted) => isOfType(parsed.type, wanted))) throw unsupported(mediaTypes);
}

function isOfType(sent: string, wanted: string): boolean {
  if (sent === wanted) return true;
  if (wanted === "application/json") return /^application\/[^/]+\+json$/.test(sent);
  return wanted.endsWith("/*") && (wanted === "*/*" ? sent !== "" : sent.startsWith(wanted.slice(0, -1)));
}

const unsupported = (mediaTypes: readonly string[]) =>
  new HttpError(415, `The body must be ${mediaTypes.join(" or ")}`);

/** @throws {ValidationError} 400 for what is not UTF-8 */
function textOf(bytes: Uint8Array): { readonly text: string; readonly mark: number } {
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Most bodies are: copying them is faster than decoding, and what is ASCII needs no second look.
  if (isAscii(bytes)) return { text: buffer.toString("latin1"), mark: 0 };
  if (!isUtf8(bytes))
    throw unreadable("bytes_invalid_encoding", ["body"], null, undefined, { ctx: { encoding: "utf-8" } });
  // RFC 8259 §8.1: a byte order mark may be ignored.
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return { text: buffer.toString("utf8", mark), mark };
}

/**
 * @param mark so many bytes stand before the text
 * @param secret nothing of the text is shown
 * @throws {ValidationError} 400 with the byte offset of the first mistake
 */
function parseJson(text: string, mark: number, secret: boolean): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (isStackOverflow(error)) throw unreadable("json_too_deep", ["body"], null, error);
    const { offset, expected } = findJsonFault(text);
    const byte = mark + Buffer.byteLength(text.slice(0, offset));
    const ctx = { error: `Expected ${expected}` };
    // Without V8's error as cause: it quotes the text, and logs write causes.
    const found = secret ? HIDDEN : text.slice(offset, offset + 1) || null;
    throw unreadable("json_invalid", ["body", byte], found, undefined, {
      ctx,
      body: text,
    });
  }
}

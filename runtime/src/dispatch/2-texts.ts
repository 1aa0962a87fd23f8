import type { Text } from "@typeway/contract";
import { parseCookies } from "../context.js";
import type { CallPlan, NamedTarget, Target } from "../dependencies/plan.js";
import { HttpError } from "../errors/http-error.js";
import { unreadable } from "../errors/unreadable.js";
import { isNamed } from "../exchange/exchange.js";
import { limits } from "../exchange/limits.js";
import type { Run } from "../run.js";

/**
 * Collects the texts that the route's slots ask for; what no slot asks for is neither decoded nor kept.
 * @throws {ValidationError} 400 for a query that is not percent-encoded UTF-8
 * @throws {HttpError} 414 for a path parameter that is too long; 400 for too many query keys
 */
export function readTexts(run: Run, plan: CallPlan): void {
  const texts = blankTexts(plan);
  run.texts = texts;
  for (const target of plan.path) put(texts, target, pathText(run, target.value));
  if (plan.query.length > 0) readQuery(run.target, plan.query, texts);
  for (const target of plan.headers) readHeader(run, target, texts);
  if (plan.cookies.length > 0) {
    const cookies = parseCookies(run.exchange.rawHeaders);
    for (const target of plan.cookies) put(texts, target, cookies.get(target.name));
  }
}

/** By loops: this runs for every request. */
function blankTexts({ readers }: CallPlan): Text[][] {
  const texts: Text[][] = [];
  for (const { compiled } of readers) {
    const own: Text[] = [];
    for (let slot = 0; slot < compiled.slots.length; slot++) own.push(undefined);
    texts.push(own);
  }
  return texts;
}

function pathText(run: Run, value: number): string | undefined {
  const text = run.pathValues[value];
  const isRest = run.route?.pattern.segments.at(-1)?.kind === "rest" && value === run.pathValues.length - 1;
  if (text !== undefined && text.length > limits.pathParameter && !isRest) throw new HttpError(414);
  return text;
}

function put(texts: readonly Text[][], { reader, slot }: Target, text: Text): void {
  const own = texts[reader];
  if (own !== undefined) own[slot] = text;
}

/** A second occurrence makes a list, which only slots for many accept. */
function add(texts: readonly Text[][], { reader, slot }: Target, text: string): void {
  const own = texts[reader];
  if (own === undefined) return;
  const before = own[slot];
  if (before === undefined) own[slot] = text;
  else own[slot] = typeof before === "string" ? [before, text] : [...before, text];
}

function readHeader(run: Run, target: NamedTarget, texts: readonly Text[][]): void {
  const { rawHeaders } = run.exchange;
  for (let i = 0; i < rawHeaders.length; i += 2)
    if (isNamed(rawHeaders[i], target.name)) add(texts, target, rawHeaders[i + 1] ?? "");
}

/** One pass over the query; a key is compared in place and its value decoded only when a slot wants it. */
function readQuery(target: string, wanted: readonly NamedTarget[], texts: readonly Text[][]): void {
  let start = target.indexOf("?") + 1;
  if (start === 0) return;
  const plain = !target.includes("%", start) && !target.includes("+", start);
  for (let keys = 0; start < target.length; ) {
    let end = target.indexOf("&", start);
    if (end === -1) end = target.length;
    if (end > start) {
      keys += 1;
      if (keys > limits.queryKeys) throw new HttpError(400, "Too many query keys");
      const equals = target.indexOf("=", start);
      const keyEnd = equals === -1 || equals > end ? end : equals;
      readPair(target, start, keyEnd, end, plain, wanted, texts);
    }
    start = end + 1;
  }
}

function readPair(
  target: string,
  start: number,
  keyEnd: number,
  end: number,
  plain: boolean,
  wanted: readonly NamedTarget[],
  texts: readonly Text[][],
): void {
  const key = plain ? undefined : decodeQuery(target.slice(start, keyEnd), []);
  for (const each of wanted) {
    const { name } = each;
    const fits = key === undefined ? name.length === keyEnd - start && target.startsWith(name, start) : key === name;
    if (!fits) continue;
    const text = target.slice(keyEnd + 1, end);
    add(texts, each, plain ? text : decodeQuery(text, [name]));
  }
}

/** Only in a query is `+` a space. */
function decodeQuery(text: string, at: readonly string[]): string {
  if (!text.includes("%")) return text.includes("+") ? text.replaceAll("+", " ") : text;
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch (cause) {
    throw unreadable("bad_percent_encoding", ["query", ...at], text, cause);
  }
}

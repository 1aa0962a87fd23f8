import type { Text } from "@typeway/contract";
import { decodeCookie, readCookieTexts } from "../context.js";
import type { CallPlan, NamedTarget, PathTarget } from "../dependencies/plan.js";
import { HttpError } from "../errors/http-error.js";
import { isNamed } from "../exchange/exchange.js";
import { limits } from "../exchange/limits.js";
import type { Run } from "../run.js";
import { readQuery } from "./query-texts.js";
import { addItems, addText, putText } from "./slot-texts.js";
import { undeclaredCookie } from "./undeclared.js";

/**
 * Collects the texts that the route's slots ask for; what no slot asks for is neither decoded nor kept.
 * @throws {ValidationError} 400 for a query that is not percent-encoded UTF-8
 * @throws {HttpError} 414 for a path parameter that is too long; 400 for too many query keys
 */
export function readTexts(run: Run, plan: CallPlan): void {
  if (!plan.readsTexts) {
    run.texts = plan.blank.texts;
    return;
  }
  const texts = blankTexts(plan);
  run.texts = texts;
  for (const target of plan.path) {
    const text = pathText(run, target.value);
    if (target.comma) addItems(texts, target, pathItems(run, target, text));
    else putText(texts, target, text);
  }
  if (plan.query.length > 0 || plan.closedLevels.size > 0) readQuery(run, plan, texts);
  for (const target of plan.headers) readHeader(run, target, texts);
  if (plan.cookies.length > 0 || plan.closedCookies) readCookies(run, plan, texts);
}

/** What reads no texts shares a list, which nothing is put into. */
function blankTexts({ readers, blank }: CallPlan): Text[][] {
  const texts = blank.texts.slice();
  for (let reader = 0; reader < readers.length; reader++) {
    const own = readers[reader]?.blank;
    if (own !== undefined && own.length > 0) texts[reader] = own.slice();
  }
  return texts;
}

function pathText(run: Run, value: number): string | undefined {
  const text = run.pathValues[value];
  if (text !== undefined && text.length > limits.pathParameter && !isRest(run, value)) throw new HttpError(414);
  return text;
}

const isRest = ({ route, pathValues }: Run, value: number): boolean =>
  route?.pattern.segments.at(-1)?.kind === "rest" && value === pathValues.length - 1;

/** Of a whole segment, split before its items are decoded: an encoded comma is part of its item. */
function pathItems({ path, route }: Run, { value }: PathTarget, text = ""): string[] {
  const { segments = [], names = [] } = route?.pattern ?? {};
  const segment = segments.findIndex((each) => each.kind === "param" && each.name === names[value]);
  if (segment === -1) return text.split(",");
  const sent = path.split("/", segment + 2)[segment + 1] ?? "";
  return sent.split(",").map((item) => decodeURIComponent(item));
}

function readHeader(run: Run, target: NamedTarget, texts: readonly Text[][]): void {
  const { rawHeaders } = run.exchange;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    if (!isNamed(rawHeaders[i], target.name)) continue;
    const value = rawHeaders[i + 1] ?? "";
    if (target.comma) addItems(texts, target, listItems(value));
    else addText(texts, target, value);
  }
}

/** RFC 9110 §5.6.1: white space around items and empty items mean nothing. */
const listItems = (value: string): string[] =>
  value
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");

function readCookies(run: Run, plan: CallPlan, texts: readonly Text[][]): void {
  const cookies = readCookieTexts(run.exchange.rawHeaders);
  for (const target of plan.cookies) {
    const text = cookies.get(target.name);
    if (text === undefined) continue;
    if (target.comma) addItems(texts, target, text === "" ? [] : text.split(",").map(decodeCookie));
    else putText(texts, target, decodeCookie(text));
  }
  if (!plan.closedCookies) return;
  const declared = new Set([...plan.keys.cookie, ...plan.cookies.map(({ name }) => name)]);
  for (const [name, text] of cookies) {
    if (declared.has(name)) continue;
    run.undeclared ??= [];
    run.undeclared.push(undeclaredCookie(name, decodeCookie(text), plan));
  }
}

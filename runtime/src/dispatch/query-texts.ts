import type { Location, Text } from "@typeway/contract";
import type { CallPlan, NamedTarget } from "../dependencies/plan.js";
import { HttpError } from "../errors/http-error.js";
import { limits } from "../exchange/limits.js";
import type { Run } from "../run.js";
import { addItems, addText } from "./slot-texts.js";
import { undeclaredQuery } from "./undeclared.js";
import { decodeUrlencoded, isPlain } from "./urlencoded.js";

/**
 * One pass over the query; a key is compared in place and its value decoded only when a slot wants it. What nothing of a
 * closed route wants is noted on the way.
 * @throws {ValidationError} 400 for a query that is not percent-encoded UTF-8
 * @throws {HttpError} 400 for too many keys
 */
export function readQuery(run: Run, plan: CallPlan, texts: readonly Text[][]): void {
  const { target } = run;
  let start = target.indexOf("?") + 1;
  if (start === 0) return;
  for (let keys = 0; start < target.length; ) {
    let end = target.indexOf("&", start);
    if (end === -1) end = target.length;
    if (end > start) {
      keys += 1;
      if (keys > limits.queryKeys) throw new HttpError(400, "Too many query keys");
      const equals = target.indexOf("=", start);
      readPair(run, plan, texts, start, equals === -1 || equals > end ? end : equals, end);
    }
    start = end + 1;
  }
}

function readPair(
  run: Run,
  plan: CallPlan,
  texts: readonly Text[][],
  start: number,
  keyEnd: number,
  end: number,
): void {
  const { target } = run;
  let isWanted = false;
  for (const each of plan.query) {
    const { name } = each;
    if (name.length !== keyEnd - start || !each.plain || !target.startsWith(name, start)) continue;
    isWanted = true;
    putPair(each, texts, target.slice(keyEnd + 1, end));
  }
  if (!isWanted) readOther(run, plan, texts, target.slice(start, keyEnd), target.slice(keyEnd + 1, end));
}

/** A pair whose key is encoded, or which nothing wants. */
function readOther(run: Run, plan: CallPlan, texts: readonly Text[][], key: string, value: string): void {
  const name = decodeUrlencoded(key, inQuery, plan);
  let isWanted = false;
  for (const each of plan.query) {
    if (name === key || each.name !== name) continue;
    isWanted = true;
    putPair(each, texts, value);
  }
  if (isWanted || plan.closedLevels.size === 0 || plan.keys.query.has(name)) return;
  const level = plan.deepLevels.find((each) => name.startsWith(each)) ?? "";
  if (!plan.closedLevels.has(level)) return;
  run.undeclared ??= [];
  run.undeclared.push(undeclaredQuery(name, level, decodeUrlencoded(value, ["query", name], plan), plan));
}

const inQuery: Location = ["query"];

/** A list is split before its items are decoded: an encoded comma is part of its item. */
function putPair(target: NamedTarget, texts: readonly Text[][], sent: string): void {
  if (!target.comma) addText(texts, target, decodedValue(sent, target));
  else if (sent === "") addItems(texts, target, []);
  else
    addItems(
      texts,
      target,
      sent.split(",").map((item) => decodedValue(item, target)),
    );
}

const decodedValue = (sent: string, target: NamedTarget): string =>
  isPlain(sent) ? sent : decodeUrlencoded(sent, ["query", target.name], target);

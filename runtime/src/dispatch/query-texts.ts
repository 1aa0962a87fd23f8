import type { Text } from "@typeway/contract";
import type { CallPlan, NamedTarget } from "../dependencies/plan.js";
import { HttpError } from "../errors/http-error.js";
import { limits } from "../exchange/limits.js";
import type { Run } from "../run.js";
import { addItems, addText } from "./slot-texts.js";
import { undeclaredQuery } from "./undeclared.js";
import { decodeUrlencoded } from "./urlencoded.js";

/** The query while it is read. */
interface QueryReading {
  readonly run: Run;
  readonly plan: CallPlan;
  readonly texts: readonly Text[][];
  readonly target: string;
  /** Nothing in it is encoded. */
  readonly plain: boolean;
}

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
  const plain = !target.includes("%", start) && !target.includes("+", start);
  const reading = { run, plan, texts, target, plain };
  for (let keys = 0; start < target.length; ) {
    let end = target.indexOf("&", start);
    if (end === -1) end = target.length;
    if (end > start) {
      keys += 1;
      if (keys > limits.queryKeys) throw new HttpError(400, "Too many query keys");
      const equals = target.indexOf("=", start);
      readPair(reading, start, equals === -1 || equals > end ? end : equals, end);
    }
    start = end + 1;
  }
}

function readPair({ run, plan, texts, target, plain }: QueryReading, start: number, keyEnd: number, end: number): void {
  const key = plain ? undefined : decodeUrlencoded(target.slice(start, keyEnd), ["query"], plan);
  let isWanted = false;
  for (const each of plan.query) {
    const { name } = each;
    const fits = key === undefined ? name.length === keyEnd - start && target.startsWith(name, start) : key === name;
    if (!fits) continue;
    isWanted = true;
    putPair(each, texts, target.slice(keyEnd + 1, end), plain);
  }
  if (isWanted || plan.closedLevels.size === 0) return;
  const name = key ?? target.slice(start, keyEnd);
  if (plan.keys.query.has(name)) return;
  const level = plan.deepLevels.find((each) => name.startsWith(each)) ?? "";
  if (!plan.closedLevels.has(level)) return;
  run.undeclared ??= [];
  run.undeclared.push(
    undeclaredQuery(name, level, decodeUrlencoded(target.slice(keyEnd + 1, end), ["query", name], plan), plan),
  );
}

/** A list is split before its items are decoded: an encoded comma is part of its item. */
function putPair(target: NamedTarget, texts: readonly Text[][], sent: string, plain: boolean): void {
  if (!target.comma) addText(texts, target, plain ? sent : decodeUrlencoded(sent, ["query", target.name], target));
  else if (sent === "") addItems(texts, target, []);
  else
    addItems(
      texts,
      target,
      plain ? sent.split(",") : sent.split(",").map((item) => decodeUrlencoded(item, ["query", target.name], target)),
    );
}

import type { BodyPlan, CallablePlan, ParamPlan } from "../../ir/plan.js";
import type { WireType } from "../../ir/wire-type.js";
import { hiding } from "./access.js";
import { decodingOf } from "./decode.js";
import { textDecodingOf } from "./decode-text.js";
import type { Decoding } from "./decoding.js";
import { explanationOf, wordsOf } from "./explain.js";
import type { Lines } from "./lines.js";
import { Locals } from "./locals.js";
import { placeAt, probeOf } from "./place.js";
import { bareOf, splitNull } from "./shape.js";
import type { Sheet } from "./sheet.js";
import { decodeInto, explainSlot, fillWith, slotAt } from "./slot.js";
import { decodeSpread, explainSpread } from "./spread.js";
import { wordOf } from "./type-name.js";

/** What the runtime fills in. */
type LeftOpen = Extract<ParamPlan, { kind: "context" | "credential" | "dependency" }>;

const isLeftOpen = (param: ParamPlan): param is LeftOpen =>
  param.kind === "context" || param.kind === "credential" || param.kind === "dependency";

/** The body of `decode(text, bodies)`: straight-line code that ends in the arguments. */
export function decodeParams(sheet: Sheet, plan: CallablePlan, hint: string): Lines {
  const locals = new Locals(sheet, "text", "bodies");
  const lines: string[] = [];
  const values = plan.params.map((param) => {
    if (isLeftOpen(param)) return "undefined";
    const local = locals.nameFor(param.name);
    lines.push(...decodeParam(sheet, plan, param, local, locals, hint + wordOf(param.name)));
    return local;
  });
  return [...lines, `return [${values.join(", ")}];`];
}

function decodeParam(
  sheet: Sheet,
  plan: CallablePlan,
  param: Exclude<ParamPlan, LeftOpen>,
  local: string,
  locals: Locals,
  hint: string,
): Lines {
  if (param.kind === "spread") return decodeSpread(sheet, plan, param, local, locals, hint);
  if (param.kind === "text") {
    const { type, required } = slotAt(plan, param.slot);
    const source = `text[${param.slot}]`;
    const isFilled = param.fill !== undefined;
    const decoding = (value: string): Decoding => textDecodingOf(sheet, type, value, hint);
    const lines = decodeInto(sheet, decoding, source, local, required, isFilled);
    return isFilled ? [...lines, ...fillWith(sheet, type, param.fill, local, hint)] : lines;
  }
  const { type, required, raw } = bodyAt(plan, param.body);
  const decoding = (value: string): Decoding =>
    raw === "bytes" ? rawDecodingOf(sheet, type, value) : decodingOf(sheet, type, value, hint);
  const isFilled = param.fill !== undefined;
  const lines = decodeInto(sheet, decoding, `bodies[${param.body}]`, local, required, isFilled);
  return isFilled ? [...lines, ...fillWith(sheet, type, param.fill, local, hint)] : lines;
}

/** The runtime hands over the bytes themselves. */
const rawDecodingOf = (sheet: Sheet, type: WireType, value: string): Decoding => ({
  kind: "convert",
  read: sheet.call(type.kind === "bytes" && type.buffer ? "ownBuffer" : "ownBytes", value),
});

/** The body of `explain(text, bodies, at, issues)`. */
export function explainParams(sheet: Sheet, plan: CallablePlan, hint: string): Lines {
  return plan.params.flatMap((param) => {
    const inside = hint + wordOf(param.name);
    switch (param.kind) {
      case "text":
        return explainSlot(sheet, plan, param.slot, slotAt(plan, param.slot).required, inside);
      case "spread":
        return explainSpread(sheet, plan, param, inside);
      case "body":
        return explainBody(sheet, bodyAt(plan, param.body), param.body, inside);
      default:
        return [];
    }
  });
}

/** A required body that is null where its type is not is as good as absent. */
function explainBody(
  sheet: Sheet,
  { type, required, raw, messages, secret }: BodyPlan,
  body: number,
  hint: string,
): Lines {
  const value = `bodies[${body}]`;
  if (raw === "bytes") {
    const probe = sheet.call("probeOutput", "issues", `at.body[${body}]`);
    return required ? [`${probe}.bytes(${value});`] : [];
  }
  const found = bareOf(sheet, type);
  const takesNull = splitNull(sheet, found).nullable || found.kind === "null" || found.kind === "unknown";
  const seen = required && !takesNull ? `(${value} === null ? undefined : ${value})` : value;
  const bare = sheet.call("probeInput", "issues", `at.body[${body}]`, "at.refusing");
  const probe = probeOf({ probe: bare, ...wordsOf(sheet, messages) }) + hiding(sheet, type, secret);
  const statement = explanationOf(sheet, type, seen, placeAt(probe), hint);
  return [required ? statement : `if (${value} !== undefined) ${statement}`];
}

function bodyAt(plan: CallablePlan, index: number): BodyPlan {
  const body = plan.bodies[index];
  if (body === undefined) throw new Error(`The plan of ${plan.at} has no body ${index}`);
  return body;
}

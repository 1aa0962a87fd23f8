import type { BodyPlan, CallablePlan, ParamPlan, SlotPlan, SpreadProperty } from "../../ir/plan.js";
import type { JsonValue, WireType } from "../../ir/wire-type.js";
import { hiding } from "./access.js";
import { buildInstance, buildObject } from "./build-object.js";
import { failsAfter } from "./condition.js";
import { decodingOf } from "./decode.js";
import { textDecodingOf } from "./decode-text.js";
import { type Decoding, failAfter, failUnless } from "./decoding.js";
import { explanationOf, wordsOf } from "./explain.js";
import { textExplanationOf } from "./explain-text.js";
import { block, branch, type Lines } from "./lines.js";
import { Locals } from "./locals.js";
import { placeAt, probeOf } from "./place.js";
import { bareOf, isPlain, splitNull } from "./shape.js";
import type { Sheet } from "./sheet.js";
import { dataLiteral } from "./source-text.js";
import { wordOf } from "./type-name.js";

/** Of a parameter or of an object inside it. */
type Spread = Pick<Extract<ParamPlan, { kind: "spread" }>, "properties" | "required" | "construct">;
type SlotProperty = Extract<SpreadProperty, { kind: "slot" }>;

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

/**
 * Declares `local` with what `source` decodes to; without a source it stays undefined unless that is `required`.
 * @param filled something is assigned to it afterwards
 */
function decodeInto(
  sheet: Sheet,
  decodingFrom: (value: string) => Decoding,
  source: string,
  local: string,
  required: boolean,
  filled = false,
): Lines {
  const decoding = decodingFrom(local);
  if (decoding.kind === "keep") {
    const declaration = `${filled ? "let" : "const"} ${local} = ${source};`;
    if (required) return [declaration, ...failUnless(sheet, decoding.condition)];
    const chain = failsAfter(`${local} !== undefined`, "&&", decoding.condition);
    return [declaration, ...branch(chain, `return ${sheet.fail};`)];
  }
  const fromSource = decodingFrom(source);
  const read = fromSource.kind === "convert" ? fromSource.read : source;
  if (required) return [`const ${local} = ${read};`, ...failAfter(sheet, decoding, local)];
  const convert = [`${local} = ${read};`, ...failAfter(sheet, decoding, local)];
  return [`let ${local};`, ...block(`if (${source} !== undefined)`, convert)];
}

function decodeSpread(
  sheet: Sheet,
  plan: CallablePlan,
  spread: Spread,
  local: string,
  locals: Locals,
  hint: string,
): Lines {
  if (spread.required) return decodeLevel(sheet, plan, spread, local, locals, hint);
  const target = locals.nameFor("object");
  const lines = [...decodeLevel(sheet, plan, spread, target, locals, hint), `${local} = ${target};`];
  return [`let ${local};`, ...block(`if (${isAnySent(spread.properties)})`, lines)];
}

/** Declares `target`, one object made of slots and of nested objects. */
function decodeLevel(
  sheet: Sheet,
  plan: CallablePlan,
  { properties, construct }: Spread,
  target: string,
  locals: Locals,
  hint: string,
): Lines {
  const members = properties.map((property) => ({
    property,
    name: property.name,
    local: locals.nameFor(property.name),
    optional: !property.required && property.fill === undefined,
  }));
  return [
    ...members.flatMap(({ property, local }) => {
      const inside = hint + wordOf(property.name);
      const lines =
        property.kind === "slot"
          ? decodeLeaf(sheet, plan, property, local, inside)
          : decodeSpread(sheet, plan, property, local, locals, inside);
      return property.fill === undefined ? lines : [...lines, ...fill(sheet, plan, property, local, inside)];
    }),
    ...(construct === undefined
      ? buildObject(sheet, target, members)
      : buildInstance(sheet, target, sheet.valueOf(construct), members)),
  ];
}

function decodeLeaf(sheet: Sheet, plan: CallablePlan, property: SlotProperty, local: string, hint: string): Lines {
  const { slot, required, fill } = property;
  const decoding = (value: string) => textDecodingOf(sheet, slotAt(plan, slot).type, value, hint);
  return decodeInto(sheet, decoding, `text[${slot}]`, local, required, fill !== undefined);
}

export const slotsOf = (properties: readonly SpreadProperty[]): number[] =>
  properties.flatMap((property) => (property.kind === "slot" ? [property.slot] : slotsOf(property.properties)));

const isAnySent = (properties: readonly SpreadProperty[]): string =>
  slotsOf(properties)
    .map((slot) => `text[${slot}] !== undefined`)
    .join(" || ") || "false";

/** What stands in for an absent value is JSON, and is decoded as such. */
function fill(sheet: Sheet, plan: CallablePlan, property: SpreadProperty, local: string, hint: string): Lines {
  const type = property.kind === "slot" ? slotAt(plan, property.slot).type : property.type;
  return fillWith(sheet, type, property.fill, local, hint);
}

function fillWith(sheet: Sheet, type: WireType, value: JsonValue | undefined, local: string, hint: string): Lines {
  const literal = dataLiteral(value ?? null);
  const decoding = decodingOf(sheet, type, literal, hint);
  if (value === null || decoding.kind === "keep") return [`if (${local} === undefined) ${local} = ${literal};`];
  return block(`if (${local} === undefined)`, [`${local} = ${decoding.read};`, ...failAfter(sheet, decoding, local)]);
}

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

function explainSlot(sheet: Sheet, plan: CallablePlan, slot: number, required: boolean, hint: string): Lines {
  const { type, messages, secret } = slotAt(plan, slot);
  const bare = `new ${sheet.call("TextProbe", "issues", `at.text[${slot}]`)}`;
  const probe = probeOf({ probe: bare, ...wordsOf(sheet, messages) }) + hiding(sheet, type, secret);
  const statement = textExplanationOf(sheet, type, `text[${slot}]`, probe, hint);
  return [required ? statement : `if (text[${slot}] !== undefined) ${statement}`];
}

function explainSpread(sheet: Sheet, plan: CallablePlan, { properties, required }: Spread, hint: string): Lines {
  const lines = properties.flatMap((property) => {
    const inside = hint + wordOf(property.name);
    return property.kind === "slot"
      ? explainLeaf(sheet, plan, property, inside)
      : explainSpread(sheet, plan, property, inside);
  });
  return required || lines.length === 0 ? lines : block(`if (${isAnySent(properties)})`, lines);
}

function explainLeaf(sheet: Sheet, plan: CallablePlan, property: SlotProperty, hint: string): Lines {
  const { slot, required, fill } = property;
  const lines = explainSlot(sheet, plan, slot, required, hint);
  const { type } = slotAt(plan, slot);
  if (fill === undefined || fill === null || isPlain(sheet, type)) return lines;
  const probe = `new ${sheet.call("ValueProbe", "issues", `at.text[${slot}]`, "false")}`;
  return [...lines, `else ${explanationOf(sheet, type, dataLiteral(fill), placeAt(probe), hint)}`];
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
    const probe = `new ${sheet.call("ValueProbe", "issues", `at.body[${body}]`, "true")}`;
    return required ? [`${probe}.bytes(${value});`] : [];
  }
  const found = bareOf(sheet, type);
  const takesNull = splitNull(sheet, found).nullable || found.kind === "null" || found.kind === "unknown";
  const seen = required && !takesNull ? `(${value} === null ? undefined : ${value})` : value;
  const bare = `new ${sheet.call("ValueProbe", "issues", `at.body[${body}]`, "false", "at.refusing")}`;
  const probe = probeOf({ probe: bare, ...wordsOf(sheet, messages) }) + hiding(sheet, type, secret);
  const statement = explanationOf(sheet, type, seen, placeAt(probe), hint);
  return [required ? statement : `if (${value} !== undefined) ${statement}`];
}

function slotAt(plan: CallablePlan, index: number): SlotPlan {
  const slot = plan.slots[index];
  if (slot === undefined) throw new Error(`The plan of ${plan.at} has no slot ${index}`);
  return slot;
}

function bodyAt(plan: CallablePlan, index: number): BodyPlan {
  const body = plan.bodies[index];
  if (body === undefined) throw new Error(`The plan of ${plan.at} has no body ${index}`);
  return body;
}

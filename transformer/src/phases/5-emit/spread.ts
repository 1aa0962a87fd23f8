import type { CallablePlan, CheckedSpread, ParamPlan, SpreadProperty } from "../../ir/plan.js";
import { holdsSecret } from "./access.js";
import { buildInstance, buildObject } from "./build-object.js";
import { checksLiteral, passesChecks } from "./checked.js";
import { decodingOf } from "./decode.js";
import { textDecodingOf } from "./decode-text.js";
import { failAfter, failUnless } from "./decoding.js";
import { explanationOf } from "./explain.js";
import { block, type Lines } from "./lines.js";
import { Locals } from "./locals.js";
import { placeAt } from "./place.js";
import { isPlain } from "./shape.js";
import type { Sheet } from "./sheet.js";
import { decodeInto, explainSlot, fillWith, slotAt } from "./slot.js";
import { dataLiteral, Expression } from "./source-text.js";
import { wordOf } from "./type-name.js";

/** Of a parameter or of an object inside it. */
type Spread = Pick<Extract<ParamPlan, { kind: "spread" }>, "properties" | "required" | "construct" | "checked">;
type SlotProperty = Extract<SpreadProperty, { kind: "slot" }>;
type FixedProperty = Extract<SpreadProperty, { kind: "fixed" }>;

export function decodeSpread(
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

/** Declares `target`, one object made of slots and of nested objects, that has passed its checks. */
function decodeLevel(
  sheet: Sheet,
  plan: CallablePlan,
  spread: Spread,
  target: string,
  locals: Locals,
  hint: string,
): Lines {
  const made = makeLevel(sheet, plan, spread, target, locals, hint);
  return spread.checked === undefined
    ? made
    : [...made, ...failUnless(sheet, passesChecks(sheet, spread.checked, target))];
}

function makeLevel(
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
      if (property.kind === "fixed") return decodeFixed(sheet, property, local, inside);
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

function decodeFixed(sheet: Sheet, { type, fill }: FixedProperty, local: string, hint: string): Lines {
  const literal = dataLiteral(fill ?? null);
  const decoding = decodingOf(sheet, type, literal, hint);
  if (fill === null || decoding.kind === "keep") return [`const ${local} = ${literal};`];
  return [`const ${local} = ${decoding.read};`, ...failAfter(sheet, decoding, local)];
}

function decodeLeaf(sheet: Sheet, plan: CallablePlan, property: SlotProperty, local: string, hint: string): Lines {
  const { slot, required, fill } = property;
  const decoding = (value: string) => textDecodingOf(sheet, slotAt(plan, slot).type, value, hint);
  return decodeInto(sheet, decoding, `text[${slot}]`, local, required, fill !== undefined);
}

export const slotsOf = (properties: readonly SpreadProperty[]): number[] =>
  properties.flatMap((property) => {
    if (property.kind === "slot") return [property.slot];
    return property.kind === "object" ? slotsOf(property.properties) : [];
  });

const isAnySent = (properties: readonly SpreadProperty[]): string =>
  slotsOf(properties)
    .map((slot) => `text[${slot}] !== undefined`)
    .join(" || ") || "false";

function fill(sheet: Sheet, plan: CallablePlan, property: SpreadProperty, local: string, hint: string): Lines {
  const type = property.kind === "slot" ? slotAt(plan, property.slot).type : property.type;
  return fillWith(sheet, type, property.fill, local, hint);
}

export function explainSpread(sheet: Sheet, plan: CallablePlan, spread: Spread, hint: string): Lines {
  const { properties, required, checked } = spread;
  const leaves = properties.flatMap((property) => {
    const inside = hint + wordOf(property.name);
    if (property.kind === "fixed") return [];
    return property.kind === "slot"
      ? explainLeaf(sheet, plan, property, inside)
      : explainSpread(sheet, plan, property, inside);
  });
  const lines = checked === undefined ? leaves : [...leaves, explainChecks(sheet, plan, spread, checked, hint)];
  return required || lines.length === 0 ? lines : block(`if (${isAnySent(properties)})`, lines);
}

function explainLeaf(sheet: Sheet, plan: CallablePlan, property: SlotProperty, hint: string): Lines {
  const { slot, required, fill } = property;
  const lines = explainSlot(sheet, plan, slot, required, hint);
  const { type } = slotAt(plan, slot);
  if (fill === undefined || fill === null || isPlain(sheet, type)) return lines;
  const probe = sheet.call("probeInput", "issues", `at.text[${slot}]`);
  return [...lines, `else ${explanationOf(sheet, type, dataLiteral(fill), placeAt(probe), hint)}`];
}

/** Asks the functions about the object, which there only is when each of its texts is right. */
function explainChecks(sheet: Sheet, plan: CallablePlan, spread: Spread, checked: CheckedSpread, hint: string): string {
  const made = sheet.newName(`made${hint}`);
  sheet.declare(made, "text", () => [
    ...makeLevel(sheet, plan, spread, "made", new Locals(sheet, "text", "made"), hint),
    "return made;",
  ]);
  const probe = `${sheet.call("probeInput", "issues", dataLiteral(checked.loc))}${hidingOf(sheet, plan, spread)}`;
  const sent = sheet.call("present", dataLiteral(sentIn(spread.properties)));
  return `${probe}.passes(${sent}, ${made}(text), ${checksLiteral(sheet, checked)});`;
}

/** The texts of an object, for what an issue shows. */
function sentIn(properties: readonly SpreadProperty[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    properties.flatMap((property) => {
      if (property.kind === "fixed") return [];
      return [
        [
          property.name,
          property.kind === "slot" ? new Expression(`text[${property.slot}]`) : sentIn(property.properties),
        ],
      ];
    }),
  );
}

function hidingOf(sheet: Sheet, plan: CallablePlan, { properties }: Spread): string {
  const secrets = secretsIn(sheet, plan, properties);
  return secrets.length === 0 ? "" : `.hiding(${sheet.setOf("secrets", secrets)})`;
}

const secretsIn = (sheet: Sheet, plan: CallablePlan, properties: readonly SpreadProperty[]): readonly string[] =>
  properties.flatMap((property) => {
    if (property.kind === "object") return secretsIn(sheet, plan, property.properties);
    if (property.kind === "fixed") return [];
    const { type, secret } = slotAt(plan, property.slot);
    return holdsSecret(sheet, type, secret) ? [property.name] : [];
  });

import type { CallablePlan, SlotPlan } from "../../ir/plan.js";
import type { JsonValue, WireType } from "../../ir/wire-type.js";
import { hiding } from "./access.js";
import { failsAfter } from "./condition.js";
import { decodingOf } from "./decode.js";
import { type Decoding, failAfter, failUnless } from "./decoding.js";
import { wordsOf } from "./explain.js";
import { textExplanationOf } from "./explain-text.js";
import { block, branch, type Lines } from "./lines.js";
import { probeOf } from "./place.js";
import type { Sheet } from "./sheet.js";
import { dataLiteral } from "./source-text.js";

/**
 * Declares `local` with what `source` decodes to; without a source it stays undefined unless that is `required`.
 * @param filled something is assigned to it afterwards
 */
export function decodeInto(
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

/** What stands in for an absent value is JSON, and is decoded as such. */
export function fillWith(
  sheet: Sheet,
  type: WireType,
  value: JsonValue | undefined,
  local: string,
  hint: string,
): Lines {
  const literal = dataLiteral(value ?? null);
  const decoding = decodingOf(sheet, type, literal, hint);
  if (value === null || decoding.kind === "keep") return [`if (${local} === undefined) ${local} = ${literal};`];
  return block(`if (${local} === undefined)`, [`${local} = ${decoding.read};`, ...failAfter(sheet, decoding, local)]);
}

export function explainSlot(sheet: Sheet, plan: CallablePlan, slot: number, required: boolean, hint: string): Lines {
  const { type, messages, secret } = slotAt(plan, slot);
  const bare = sheet.call("probeText", "issues", `at.text[${slot}]`);
  const probe = probeOf({ probe: bare, ...wordsOf(sheet, messages) }) + hiding(sheet, type, secret);
  const statement = textExplanationOf(sheet, type, `text[${slot}]`, probe, hint);
  return [required ? statement : `if (text[${slot}] !== undefined) ${statement}`];
}

export function slotAt(plan: CallablePlan, index: number): SlotPlan {
  const slot = plan.slots[index];
  if (slot === undefined) throw new Error(`The plan of ${plan.at} has no slot ${index}`);
  return slot;
}

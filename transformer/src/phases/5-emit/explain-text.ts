import type { WireType } from "../../ir/wire-type.js";
import { explainCheckedText } from "./checked.js";
import { explainCodedText } from "./coded.js";
import { transformsOf } from "./decode.js";
import { textListDecoderOf, textMembersOf, textSetDecoderOf } from "./decode-text.js";
import { explainTuple } from "./explain-list.js";
import { anyString, choiceOf, explainScalar, listRules } from "./explain-scalar.js";
import type { Lines } from "./lines.js";
import { mayMeet } from "./lists.js";
import { type Place, placeAt, probeOf } from "./place.js";
import type { Sheet } from "./sheet.js";
import { doubleQuoted } from "./source-text.js";
import { memberName } from "./type-name.js";

/** A statement that adds every issue of a slot's text. @param probe an expression of a `TextProbe` */
export function textExplanationOf(sheet: Sheet, type: WireType, text: string, probe: string, hint: string): string {
  const members = textMembersOf(sheet, type);
  const [only] = members;
  if (only === undefined) return `${probe}.literal(${text}, ${choiceOf(sheet, [])});`;
  if (members.length === 1 && !isList(only)) return explainMember(sheet, only, text, probe, hint);
  const explainer = sheet.functionOf("explainText", type, hint, "t, x", () =>
    members.length === 1 && isList(only) ? explainList(sheet, only, hint) : explainMembers(sheet, members, hint),
  );
  return `${explainer}(${text}, ${probe});`;
}

type ListType = Extract<WireType, { kind: "array" | "set" | "tuple" }>;

/** Whether it takes several texts. */
const isList = (type: WireType): type is ListType =>
  type.kind === "array" || type.kind === "set" || type.kind === "tuple";

function explainMember(sheet: Sheet, type: WireType, text: string, probe: string, hint: string): string {
  if (type.kind === "checked" || type.kind === "coded") {
    const explainer = sheet.functionOf("explainText", type, hint, "t, x", () =>
      type.kind === "checked" ? explainCheckedText(sheet, type, hint) : explainCodedText(sheet, type, hint),
    );
    return `${explainer}(${text}, ${probe});`;
  }
  return type.kind === "unknown"
    ? `${probe}.string(${text}, ${anyString(sheet)});`
    : explainScalar(sheet, type, text, placeAt(probe));
}

function explainMembers(sheet: Sheet, members: readonly WireType[], hint: string): Lines {
  const lists = members.some(isList);
  return [
    lists ? "if (x.absent(t)) return;" : "if (!x.once(t)) return;",
    "const union = x.union();",
    ...members.map((member) => {
      const probe = `union.member(${doubleQuoted(memberName(member, sheet.types))})`;
      return textExplanationOf(sheet, member, "t", probe, hint);
    }),
    "union.close();",
  ];
}

function explainList(sheet: Sheet, type: ListType, hint: string): Lines {
  const explain = (item: WireType, text: string, place: Place, inside: string): string =>
    textExplanationOf(sheet, item, text, probeOf(place), inside);
  if (type.kind === "tuple") return explainTuple(type, "t", hint, explain);
  const isUnique = type.kind === "array" && type.constraints.uniqueItems === true;
  const transforms = isUnique ? transformsOf(sheet, type.items) : undefined;
  const rules = listRules(type.constraints, transforms);
  const explainItems = `for (let i = 0; i < list.length; i++) ${explain(type.items, "list[i]", { probe: "x", key: "i" }, hint)}`;
  if (rules === undefined) return ["const list = x.list(t);", explainItems];
  if (isUnique && transforms === undefined && mayMeet(sheet, type.items, "text"))
    return [
      "const before = x.count;",
      `const list = x.list(t, ${rules});`,
      explainItems,
      `if (x.count === before && ${textListDecoderOf(sheet, type, hint)}(t) === ${sheet.fail}) x.repeats(list);`,
    ];
  if (type.kind === "array") return [`const list = x.list(t, ${rules});`, explainItems];
  return ["const list = x.list(t);", explainItems, `x.size(${textSetDecoderOf(sheet, type, hint)}(t), ${rules});`];
}

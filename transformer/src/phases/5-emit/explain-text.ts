import type { WireType } from "../../ir/wire-type.js";
import { textMembersOf } from "./decode-text.js";
import { explainScalar, listRules } from "./explain-scalar.js";
import type { Lines } from "./lines.js";
import type { Sheet } from "./sheet.js";
import { doubleQuoted } from "./source-text.js";
import { memberName } from "./type-name.js";

/** A statement that adds every issue of a slot's text. @param probe an expression of a `TextProbe` */
export function textExplanationOf(sheet: Sheet, type: WireType, text: string, probe: string, hint: string): string {
  const members = textMembersOf(sheet, type);
  const [only] = members;
  if (only === undefined) return `${probe}.literal(${text}, []);`;
  if (members.length === 1 && only.kind !== "array") return explainMember(sheet, only, text, probe);
  const explainer = sheet.functionOf("explainText", type, hint, "t, x", () =>
    members.length === 1 && only.kind === "array"
      ? explainList(sheet, only, hint)
      : explainMembers(sheet, members, hint),
  );
  return `${explainer}(${text}, ${probe});`;
}

function explainMember(sheet: Sheet, type: WireType, text: string, probe: string): string {
  return type.kind === "unknown" ? `${probe}.string(${text});` : explainScalar(sheet, type, text, probe);
}

function explainMembers(sheet: Sheet, members: readonly WireType[], hint: string): Lines {
  const lists = members.some((member) => member.kind === "array");
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

function explainList(sheet: Sheet, type: Extract<WireType, { kind: "array" }>, hint: string): Lines {
  const parameters = ["t", listRules(type.constraints)].filter((text) => text !== undefined).join(", ");
  return [
    `const list = x.list(${parameters});`,
    `for (let i = 0; i < list.length; i++) ${textExplanationOf(sheet, type.items, "list[i]", "x.at(i)", hint)}`,
  ];
}

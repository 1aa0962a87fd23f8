import type { AnswerPlan, EndpointPlan } from "../../ir/plan.js";
import type { WireType } from "../../ir/wire-type.js";
import { hiding } from "./access.js";
import { encoderOf } from "./encode.js";
import { explanationOf } from "./explain.js";
import type { Lines } from "./lines.js";
import { placeAt } from "./place.js";
import { rejoin } from "./shape.js";
import type { Sheet } from "./sheet.js";
import { dataLiteral, propertyKey } from "./source-text.js";
import { wordOf } from "./type-name.js";

/** The `answers` of an endpoint. */
export function answersLiteral(sheet: Sheet, { answers, omit }: EndpointPlan, hint: string): Lines {
  const plain = answers.flatMap((answer) => (answer.kind === "json" ? [answer.type] : []));
  const members = [
    ...(plain.length === 0 ? [] : [["plain: ", encoderLiteral(sheet, anyOf(plain), `${hint}Answer`)] as const]),
    [`empty: ${answers.some(({ kind }) => kind === "empty")}`, []] as const,
    ...(omit === undefined ? [] : [[`omit: ${dataLiteral(omit)}`, []] as const]),
    ...replies(sheet, answers, hint),
    ...headerTable(sheet, answers, hint),
  ];
  return ["{", ...members.flatMap(([key, lines]) => member(key, lines)), "}"];
}

function member(key: string, value: Lines): Lines {
  if (value.length === 0) return [`  ${key},`];
  const last = value.length - 1;
  return value.map((line, index) => `  ${index === 0 ? key : ""}${line}${index === last ? "," : ""}`);
}

function replies(sheet: Sheet, answers: readonly AnswerPlan[], hint: string): (readonly [key: string, value: Lines])[] {
  const all = answers.filter((answer) => answer.kind === "reply");
  const statuses = [...new Set(all.map(({ status }) => status))];
  const encoders = statuses.map((status) => {
    const types = all.flatMap((answer) => (answer.status === status && answer.type ? [answer.type] : []));
    return { status, lines: types.length === 0 ? ["null"] : encoderLiteral(sheet, anyOf(types), `${hint}${status}`) };
  });
  const named = encoders.filter(({ status }) => status !== "default");
  const others = encoders.filter(({ status }) => status === "default");
  const table = ["{", ...named.flatMap(({ status, lines }) => member(`${status}: `, lines)), "}"];
  return [
    ...(named.length === 0 ? [] : [["replies: ", table] as const]),
    ...others.map(({ lines }) => ["otherReplies: ", lines] as const),
  ];
}

type HeadedAnswer = Extract<AnswerPlan, { kind: "reply" | "raw" }>;

/** Of headers with a codec, by the status that the answer itself has: 200 stands for the route's in a raw one. */
function headerTable(
  sheet: Sheet,
  answers: readonly AnswerPlan[],
  hint: string,
): (readonly [key: string, value: Lines])[] {
  const headed = answers.filter((answer): answer is HeadedAnswer => "headers" in answer);
  const statuses = [...new Set(headed.map(ownStatus))];
  const rows = statuses.flatMap((status) => {
    const headers = headed.flatMap((answer) => (ownStatus(answer) === status ? (answer.headers ?? []) : []));
    const names = [...new Set(headers.flatMap(({ name, coded }) => (coded ? [name] : [])))];
    if (names.length === 0) return [];
    const encoders = names.flatMap((name) => {
      const types = headers.flatMap((header) => (header.name === name ? [header.type] : []));
      const type = anyOf([...types, { kind: "null" }]);
      return member(`${propertyKey(name)}: `, encoderLiteral(sheet, type, `${hint}${wordOf(name)}`));
    });
    return member(`${status}: `, ["{", ...encoders, "}"]);
  });
  return rows.length === 0 ? [] : [["headers: ", ["{", ...rows, "}"]]];
}

const ownStatus = ({ status }: HeadedAnswer): number | "default" => status ?? 200;

/** One type for several answers under one status; equal ones count once. */
function anyOf(types: readonly WireType[]): WireType {
  const [only] = types;
  if (only !== undefined && types.length === 1) return only;
  const members = types.flatMap((type) => (type.kind === "union" ? type.members : [type]));
  const byText = new Map(members.map((member) => [JSON.stringify(member), member]));
  return rejoin({ kind: "union", members: [] }, [...byText.values()]);
}

/** An `Encoder`. */
export function encoderLiteral(sheet: Sheet, type: WireType, hint: string): Lines {
  const probe = `${sheet.call("probeOutput", "issues", "at")}${hiding(sheet, type)}`;
  return [
    "{",
    `  encode: ${encoderOf(sheet, type, hint)},`,
    "  explain(value, at, issues) {",
    `    ${explanationOf(sheet, type, "value", placeAt(probe), hint)}`,
    "  },",
    "}",
  ];
}

import type { MessagePlan, SocketPlan } from "../../ir/plan.js";
import type { WireType } from "../../ir/wire-type.js";
import { encoderLiteral } from "./answers.js";
import { decodingOf } from "./decode.js";
import { returnFirst } from "./decoding.js";
import { explanationOf } from "./explain.js";
import { block, indent, type Lines, wrap } from "./lines.js";
import type { Sheet } from "./sheet.js";
import { Expression } from "./source-text.js";

/** An expression of the `SocketCodec` for a socket's messages. */
export function socketCodec(sheet: Sheet, { receive, send }: SocketPlan, hint: string): Expression {
  const name = sheet.newName(`codec${hint}`);
  sheet.declare(name, "", () => [
    "return {",
    ...indent(wrap("receive: ", decoderLiteral(sheet, receive, `${hint}In`), ",")),
    ...indent(wrap("send: ", sender(sheet, send, `${hint}Out`), ",")),
    "};",
  ]);
  return new Expression(`${name}()`);
}

function decoderLiteral(sheet: Sheet, plan: MessagePlan, hint: string): Lines {
  if (plan.medium === "bytes" || plan.type === undefined) return [`{ medium: "${plan.medium}" }`];
  return braces([
    `medium: "${plan.medium}",`,
    ...decoder(sheet, plan.type, hint),
    ...explainer(sheet, plan.type, hint),
  ]);
}

function decoder(sheet: Sheet, type: WireType, hint: string): Lines {
  const decoding = decodingOf(sheet, type, "value", hint);
  return wrap("", block("decode(value)", returnFirst(sheet, "value", [{ decoding, local: "decoded" }])), ",");
}

function explainer(sheet: Sheet, type: WireType, hint: string): Lines {
  const probe = `new ${sheet.call("ValueProbe", "issues", "at", "false")}`;
  return wrap("", block("explain(value, at, issues)", [explanationOf(sheet, type, "value", probe, hint)]), ",");
}

function sender(sheet: Sheet, plan: MessagePlan, hint: string): Lines {
  if (plan.medium !== "json") return [`{ medium: "${plan.medium}" }`];
  return braces([`medium: "json",`, ...wrap("encoder: ", encoderLiteral(sheet, plan.type, hint), ",")]);
}

const braces = (members: Lines): Lines => ["{", ...indent(members), "}"];

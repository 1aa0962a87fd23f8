import type { MessagePlan, SocketPlan } from "../../ir/plan.js";
import { encoderLiteral } from "./answers.js";
import { decoderMembers } from "./data.js";
import { indent, type Lines, wrap } from "./lines.js";
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
  return braces([`medium: "${plan.medium}",`, ...decoderMembers(sheet, plan.type, hint)]);
}

function sender(sheet: Sheet, plan: MessagePlan, hint: string): Lines {
  if (plan.medium !== "json") return [`{ medium: "${plan.medium}" }`];
  return braces([`medium: "json",`, ...wrap("encoder: ", encoderLiteral(sheet, plan.type, hint), ",")]);
}

const braces = (members: Lines): Lines => ["{", ...indent(members), "}"];

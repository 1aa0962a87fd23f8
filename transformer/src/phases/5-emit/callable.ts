import { CONTRACT_VERSION, type CompiledParam } from "@typeway/contract";
import type { CallablePlan, EndpointPlan, ParamPlan } from "../../ir/plan.js";
import { holdsSecret } from "./access.js";
import { answersLiteral } from "./answers.js";
import { callableDoc, endpointDoc, schemasOf } from "./document.js";
import { block, type Lines, wrap } from "./lines.js";
import { nestingOf } from "./nesting.js";
import { decodeParams, explainParams } from "./params.js";
import type { Sheet } from "./sheet.js";
import { socketCodec } from "./socket.js";
import { dataLiteral, type Expression } from "./source-text.js";
import { slotsOf } from "./spread.js";
import { wordOf } from "./type-name.js";

/** The name of a function that makes the `CompiledCallable` of a plan. */
export const callableFactory = (sheet: Sheet, plan: CallablePlan): string =>
  factory(sheet, plan, callableDoc(plan), () => []);

/** The name of a function that makes the `CompiledEndpoint` of a plan. */
export const endpointFactory = (sheet: Sheet, plan: EndpointPlan): string =>
  factory(sheet, plan, endpointDoc(plan), (hint) => wrap("answers: ", answersLiteral(sheet, plan, hint), ","));

function factory(sheet: Sheet, plan: CallablePlan, doc: object, answers: (hint: string) => Lines): string {
  const hint = wordOf(plan.name) || "Handler";
  const name = sheet.newName(`compiled${hint}`);
  sheet.declare(name, "", () => [
    "return {",
    ...[
      ...head(sheet, plan, hint),
      ...method("decode(text, bodies)", decodeParams(sheet, plan, hint)),
      ...method("explain(text, bodies, at, issues)", explainParams(sheet, plan, hint)),
      ...answers(hint),
      ...method("doc()", docStatement(sheet, doc)),
    ].map((line) => `  ${line}`),
    "};",
  ]);
  return name;
}

function head(sheet: Sheet, plan: CallablePlan, hint: string): Lines {
  const data = {
    version: CONTRACT_VERSION,
    name: plan.name,
    at: plan.at,
    params: plan.params.map((param) => compiledParam(sheet, param, hint)),
    slots: plan.slots.map(({ in: place, name, required, many, comma, loc, type, secret }) => ({
      in: place,
      name,
      required,
      many,
      ...(comma ? { comma } : {}),
      ...(loc ? { loc } : {}),
      ...(holdsSecret(sheet, type, secret) ? { secret: true } : {}),
    })),
    bodies: plan.bodies.map(({ name, required, implied, mediaType, raw, type, secret }) => ({
      name,
      required,
      mediaType,
      raw,
      nesting: nestingOf(sheet, type),
      ...(implied ? { implied } : {}),
      ...(holdsSecret(sheet, type, secret) ? { secret: true } : {}),
    })),
  };
  return Object.entries(data).flatMap(([key, value]) => `${key}: ${dataLiteral(value)},`.split("\n"));
}

/** A codec is code, everything else data. */
type WrittenParam = CompiledParam | { readonly kind: "context"; readonly codec: Expression };

function compiledParam(sheet: Sheet, plan: ParamPlan, hint: string): WrittenParam {
  switch (plan.kind) {
    case "text":
      return { kind: "text", name: plan.name, slots: [plan.slot] };
    case "body":
      return { kind: "body", name: plan.name, body: plan.body };
    case "spread":
      return {
        kind: "text",
        name: plan.name,
        slots: slotsOf(plan.properties),
        ...(plan.closed ? { closed: plan.closed } : {}),
      };
    case "context": {
      const { messages, ...rest } = plan;
      return messages === undefined ? rest : { ...rest, codec: socketCodec(sheet, messages, hint + wordOf(plan.name)) };
    }
    default:
      return plan;
  }
}

const method = (head: string, body: Lines): Lines =>
  body.length === 0 ? [`${head} {},`] : wrap("", block(head, body), ",");

const docStatement = (sheet: Sheet, doc: object): Lines => `return ${dataLiteral(schemasOf(sheet, doc))};`.split("\n");

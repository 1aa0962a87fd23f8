import { type CompiledEndpoint, type Encoder, FAIL, type Issue, type Text } from "@typeway/contract";
import * as support from "@typeway/runtime/compiled";
import type { AnswerPlan, EndpointPlan, SlotPlan } from "../../dist/ir/plan.js";
import type { NamedType, ObjectType, Property, TypeTable, WireType } from "../../dist/ir/wire-type.js";
import { type Emission, emit } from "../../dist/phases/5-emit/index.js";

/** Runs emitted text as strict code that sees nothing but its support library. */
export function evaluate(emission: Emission): CompiledEndpoint[] {
  const text = `"use strict";
${emission.constants}
${emission.declarations}
return [${emission.endpoints.join(", ")}];`;
  return new Function("support", text)(support);
}

export const emitEndpoints = (types: TypeTable, ...endpoints: EndpointPlan[]): Emission =>
  emit({ types, callables: [], endpoints, support: "support", prefix: "__tw_" });

const nothing: EndpointPlan = {
  name: "handle",
  at: "src/main.ts:1:1",
  params: [],
  slots: [],
  bodies: [],
  errors: [],
  answers: [],
  docs: {},
};

export const endpointPlan = (some: Partial<EndpointPlan>): EndpointPlan => ({ ...nothing, ...some });

/** A handler that takes the type as its body and answers with it. */
export const echoPlan = (type: WireType, answers: readonly AnswerPlan[] = [{ kind: "json", status: null, type }]) =>
  endpointPlan({
    params: [{ kind: "body", name: "body", body: 0 }],
    bodies: [{ name: "body", type, required: true, mediaType: "application/json" }],
    answers,
  });

export interface Codec {
  readonly endpoint: CompiledEndpoint;
  readonly encoder: Encoder;
  /** The value, or FAIL. */
  decode(json: unknown): unknown;
  explain(json: unknown): Issue[];
  encode(value: unknown, strict?: boolean): string;
  explainValue(value: unknown): Issue[];
}

/** The generated code for one type. */
export function codecOf(type: WireType, types: TypeTable = {}): Codec {
  const [endpoint] = evaluate(emitEndpoints(types, echoPlan(type)));
  const encoder = endpoint?.answers.plain;
  if (endpoint === undefined || encoder === undefined) throw new Error("nothing was emitted");
  return {
    endpoint,
    encoder,
    decode(json) {
      const args = endpoint.decode([], [json]);
      return args === FAIL ? FAIL : args[0];
    },
    explain(json) {
      const issues: Issue[] = [];
      endpoint.explain([], [json], { text: [], body: [["body"]] }, issues);
      return issues;
    },
    encode: (value, strict = true) => encoder.encode(value, strict),
    explainValue(value) {
      const issues: Issue[] = [];
      encoder.explain(value, ["response"], issues);
      return issues;
    },
  };
}

export interface TextCodec {
  decode(text: Text): unknown;
  explain(text: Text): Issue[];
}

/** The generated code for one text slot called `q` of a query. */
export function textCodecOf(type: WireType, some: Partial<SlotPlan> = {}, types: TypeTable = {}): TextCodec {
  const slot: SlotPlan = { in: "query", name: "q", type, required: true, many: false, ...some };
  const plan = endpointPlan({ params: [{ kind: "text", name: "q", slot: 0 }], slots: [slot] });
  const [endpoint] = evaluate(emitEndpoints(types, plan));
  if (endpoint === undefined) throw new Error("nothing was emitted");
  return {
    decode(text) {
      const args = endpoint.decode([text], []);
      return args === FAIL ? FAIL : args[0];
    },
    explain(text) {
      const issues: Issue[] = [];
      endpoint.explain([text], [], { text: [["query", "q"]], body: [] }, issues);
      return issues;
    },
  };
}

// Types by hand, as short as they can be read.

type Constraints<Kind extends WireType["kind"]> =
  Extract<WireType, { kind: Kind }> extends { constraints: infer C } ? C : never;

export const text = (constraints: Constraints<"string"> = {}): WireType => ({ kind: "string", constraints });
export const number = (constraints: Constraints<"number"> = {}): WireType => ({ kind: "number", constraints });
export const int = (constraints: Constraints<"number"> = {}): WireType => ({
  kind: "number",
  format: "int64",
  constraints,
});
export const bigint = (constraints: Constraints<"bigint"> = {}): WireType => ({ kind: "bigint", constraints });
export const boolean: WireType = { kind: "boolean" };
export const date: WireType = { kind: "date" };
export const nothingType: WireType = { kind: "null" };
export const unknown: WireType = { kind: "unknown" };
export const literal = (...values: (string | number | boolean)[]): WireType => ({ kind: "literal", values });
export const list = (items: WireType, constraints: Constraints<"array"> = {}): WireType => ({
  kind: "array",
  items,
  constraints,
});
export const set = (items: WireType, constraints: Constraints<"set"> = {}): WireType => ({
  kind: "set",
  items,
  constraints,
});
/** Some items are optional, where fewer are `required` than there are. */
export const tuple = (items: readonly WireType[], required = items.length, rest?: WireType): WireType => ({
  kind: "tuple",
  items,
  required,
  ...(rest ? { rest } : {}),
});
export const record = (values: WireType): WireType => ({ kind: "record", values });
export const union = (...members: WireType[]): WireType => ({ kind: "union", members });
export const orNull = (type: WireType): WireType => union(type, nothingType);
export const ref = (name: string): WireType => ({ kind: "ref", to: keyOf(name) });

export const keyOf = (name: string): string => `src/models.ts#${name}`;
export const property = (name: string, type: WireType, more: Partial<Property> = {}): Property => ({
  name,
  type,
  optional: false,
  ...more,
});

/** A key that ends in `?` is an optional property. */
export function object(properties: Readonly<Record<string, WireType>>, more: Partial<ObjectType> = {}): ObjectType {
  const all = Object.entries(properties).map(([key, type]) =>
    key.endsWith("?") ? property(key.slice(0, -1), type, { optional: true }) : property(key, type),
  );
  return { kind: "object", properties: all, ...more };
}

export function tableOf(types: Readonly<Record<string, WireType>>): TypeTable {
  const named = Object.entries(types).map(([name, type]): NamedType => ({ key: keyOf(name), name, type }));
  return Object.fromEntries(named.map((type) => [type.key, type]));
}

/** Objects told apart by the literal property `kind`. */
export function variants(...names: readonly string[]): WireType {
  const memberByValue = Object.fromEntries(names.map((name, index) => [JSON.stringify(name.toLowerCase()), index]));
  return { kind: "union", members: names.map(ref), discriminator: { property: "kind", memberByValue } };
}

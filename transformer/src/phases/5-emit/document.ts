import {
  type AnswerDoc,
  type CallableDoc,
  type DataDoc,
  type EndpointDoc,
  type SchemaDoc,
  type SlotGroupDoc,
  schemaChanges,
} from "@typeway/contract";
import type { AnswerPlan, CallablePlan, EndpointPlan, HeaderPlan, SlotGroupPlan } from "../../ir/plan.js";
import type { NamedType, WireType } from "../../ir/wire-type.js";
import { describedSchema, jsonSchema, secretSchema } from "./json-schema.js";
import type { Sheet } from "./sheet.js";
import { dataLiteral, Expression } from "./source-text.js";

/** Without `schemas`, which all documents of a file share. */
export function callableDoc(plan: CallablePlan): Omit<CallableDoc, "schemas"> {
  return {
    slots: plan.slots.map(({ type, words, default: value, secret }) => ({
      // No text stands for null, and so for a default that is null.
      schema: describedSchema(secretSchema(jsonSchema(type, "text"), secret), undefined, value ?? undefined),
      ...words,
    })),
    ...(plan.groups ? { groups: plan.groups.map(groupDoc) } : {}),
    bodies: plan.bodies.map(({ type, raw, words, default: value, secret }) => ({
      // OpenAPI 3.1 §4.8.14.4: the media type says all there is to say about bytes.
      schema: raw === "bytes" ? {} : describedSchema(secretSchema(jsonSchema(type, "input"), secret), undefined, value),
      ...words,
    })),
    errors: plan.errors.map(({ detail, ...error }) => ({
      ...error,
      ...(detail ? { detail: jsonSchema(detail, "output") } : {}),
    })),
  };
}

const groupDoc = ({ type, words, default: value, ...group }: SlotGroupPlan): SlotGroupDoc => ({
  schema: describedSchema(jsonSchema(type, "text"), undefined, value),
  ...words,
  ...group,
});

export function endpointDoc(plan: EndpointPlan): Omit<EndpointDoc, "schemas"> {
  return {
    ...plan.docs,
    ...callableDoc(plan),
    answers: plan.answers.flatMap(answerDoc),
    ...(plan.handles ? { handles: plan.handles } : {}),
  };
}

function answerDoc(plan: AnswerPlan): AnswerDoc[] {
  if (plan.kind === "response") return [];
  const description = plan.description === undefined ? {} : { description: plan.description };
  switch (plan.kind) {
    case "json":
      return [{ status: null, ...description, content: jsonContent(plan.type) }];
    case "empty":
      return [{ status: null, ...description }];
    case "raw":
      return [{ status: plan.status, ...description, content: { mediaType: plan.mediaType }, ...headDoc(plan) }];
    case "reply":
      return [
        {
          status: plan.status,
          ...description,
          ...(plan.type === undefined ? {} : { content: jsonContent(plan.type) }),
          ...headDoc(plan),
        },
      ];
  }
}

const jsonContent = (type: NamedType["type"]) => ({
  mediaType: "application/json",
  schema: jsonSchema(type, "output"),
});

const headDoc = ({
  headers,
  cookies,
}: Pick<Extract<AnswerPlan, { kind: "reply" | "raw" }>, "headers" | "cookies">): Pick<
  AnswerDoc,
  "headers" | "cookies"
> => ({
  ...(headers === undefined ? {} : { headers: headerDocs(headers) }),
  ...(cookies === undefined ? {} : { cookies }),
});

function headerDocs(headers: readonly HeaderPlan[]): NonNullable<AnswerDoc["headers"]> {
  return Object.fromEntries(
    headers.map(({ name, type, required, description, coded }) => [
      name,
      // What a codec makes is written as in JSON, also its dates.
      {
        schema: jsonSchema(type, coded ? "output" : "header"),
        required,
        ...(description === undefined ? {} : { description }),
      },
    ]),
  );
}

export const dataDoc = (type: WireType): Omit<DataDoc, "schemas"> => ({
  input: jsonSchema(type, "input"),
  output: jsonSchema(type, "output"),
});

/** A document with its schemas: those of the whole file are in one function, made when the first document asks for it. */
export function schemasOf(sheet: Sheet, doc: object): object {
  if (Object.keys(sheet.types).length === 0) return { ...doc, schemas: {} };
  const schemas = sheet.once("schemas", () => `return ${dataLiteral(schemaDocs(sheet))};`.split("\n"));
  return { ...doc, schemas: new Expression(`${schemas}()`) };
}

/** Every named type of the file, by key. */
function schemaDocs(sheet: Sheet): Readonly<Record<string, SchemaDoc | Expression>> {
  return Object.fromEntries(Object.values(sheet.types).map((type) => [type.key, schemaDoc(sheet, type)]));
}

/** Of what is written, only what differs from what is read. */
function schemaDoc(sheet: Sheet, { name, type, words }: NamedType): SchemaDoc | Expression {
  const input = describedSchema(jsonSchema(type, "input"), words);
  const output = describedSchema(jsonSchema(type, "output"), words);
  const shared = describedSchema(jsonSchema(type, "shared"), words);
  const [toOutput, toShared] = [schemaChanges(input, output), schemaChanges(input, shared)];
  if (toOutput?.length === 0) return { name, input };
  const full = { name, input, output, ...(toShared?.length === 0 ? {} : { shared }) };
  if (toOutput === undefined || toShared === undefined) return full;
  const parts = [name, input, toOutput, ...(toShared.length === 0 ? [] : [toShared])];
  if (JSON.stringify(parts).length >= JSON.stringify(full).length) return full;
  return new Expression(sheet.call("twoSided", ...parts.map((part) => dataLiteral(part, "    "))));
}

import { type Problem, problem } from "../../diagnostics/problem.js";
import type { HeaderPlan } from "../../ir/plan.js";
import type { ObjectType, Property } from "../../ir/wire-type.js";
import type ts from "../../typescript.cjs";
import type { Written } from "../2-analyze/written.js";
import type { Describer } from "../3-describe/describer.js";
import { toProblem } from "./callable.js";
import { propertyType, typeText } from "./spread-type.js";
import { holdsCodec, textShape } from "./text.js";

export interface PlannedHead {
  readonly head: { readonly headers?: readonly HeaderPlan[]; readonly cookies?: readonly string[] };
  readonly problems: readonly Problem[];
}

/** What the type of an answer says of its headers and cookies. */
export interface TypedHead {
  readonly fields: ts.Type;
  readonly cookies: ts.Type | undefined;
  /** What is written for `fields`. */
  readonly written: Written | undefined;
}

export function planHead(describer: Describer, anchor: ts.Node, { fields, cookies, written }: TypedHead): PlannedHead {
  const { headers, problems } = planHeaders(describer, anchor, fields, written);
  const names = (cookies?.isUnion() ? cookies.types : [cookies]).flatMap((one) =>
    one?.isStringLiteral() ? [one.value] : [],
  );
  return {
    head: {
      ...(headers.length > 0 ? { headers } : {}),
      ...(names.length > 0 ? { cookies: [...names].sort() } : {}),
    },
    problems: [
      ...problems,
      ...names.filter(isNoToken).map((name) => problem("TW4013", anchor, { name, what: "cookie" })),
    ],
  };
}

function planHeaders(
  describer: Describer,
  anchor: ts.Node,
  fields: ts.Type,
  written: Written | undefined,
): { readonly headers: readonly HeaderPlan[]; readonly problems: readonly Problem[] } {
  if (fields.getProperties().length === 0) return { headers: [], problems: [] };
  const { type, problems } = describer.describe(fields, written);
  const found = describer.resolve(type);
  const properties = found.kind === "object" ? found.properties : [];
  return {
    headers: properties.map((property) => planHeader(describer, property)),
    problems: [
      ...problems.map((found) => toProblem(found, anchor, "headers")),
      ...properties.flatMap((property) => headerProblems(describer, anchor, fields, property)),
    ],
  };
}

function planHeader(describer: Describer, { name, type, optional, words }: Property): HeaderPlan {
  const shape = textShape(describer, type);
  return {
    name,
    type: "type" in shape ? shape.type : type,
    required: !optional,
    ...(words?.description ? { description: words.description } : {}),
    ...(holdsCodec(describer, type) ? { coded: true } : {}),
  };
}

function headerProblems(
  describer: Describer,
  anchor: ts.Node,
  fields: ts.Type,
  { name, type }: ObjectType["properties"][number],
): readonly Problem[] {
  const shape = textShape(describer, type);
  const own = propertyType(describer, fields, name);
  return [
    ...(isNoToken(name) ? [problem("TW4013", anchor, { name, what: "header" })] : []),
    ...("type" in shape
      ? []
      : [problem("TW4005", anchor, { path: name, place: "response header", type: typeText(describer, own) })]),
  ];
}

/** RFC 9110 §5.6.2. */
const isNoToken = (name: string): boolean => !/^[\w!#$%&'*+.^`|~-]+$/.test(name);

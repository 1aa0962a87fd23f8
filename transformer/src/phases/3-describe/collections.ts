import type { WireType } from "../../ir/wire-type.js";
import ts from "../../typescript.cjs";
import type { Written } from "../2-analyze/written.js";
import { type Described, described, inside, type TypeProblem, unknownType } from "./described.js";
import type { Describer } from "./describer.js";
import { describeKeys, recordOf } from "./keys.js";

export const describeArray = (describer: Describer, type: ts.Type, written?: Written): Described =>
  describeItems(describer, type, written, (items) => ({ kind: "array", items, constraints: {} }));

/** `Set` and `ReadonlySet`. */
export const describeSet = (describer: Describer, type: ts.Type, written?: Written): Described =>
  describeItems(describer, type, written, (items) => ({ kind: "set", items, constraints: {} }));

function describeItems(
  describer: Describer,
  type: ts.Type,
  written: Written | undefined,
  collect: (items: WireType) => WireType,
): Described {
  const [item] = describer.project.checker.getTypeArguments(type as ts.TypeReference);
  const items = item
    ? describer.describe(item, written && describer.marks.argument(written, 0))
    : described(unknownType);
  return described(collect(items.type), inside("[]", items.problems));
}

/** `Map` and `ReadonlyMap`. */
export function describeMap(describer: Describer, type: ts.Type, written?: Written): Described {
  const [key, value] = describer.project.checker.getTypeArguments(type as ts.TypeReference);
  const argument = (index: number) => written && describer.marks.argument(written, index);
  const keys = key ? describeKeys(describer, key, argument(0)) : described(unknownType);
  const values = value ? describer.describe(value, argument(1)) : described(unknownType);
  const problems = [...inside("[key]", keys.problems), ...inside("[]", values.problems)];
  return described({ ...recordOf(values.type, keys.type), map: true }, problems);
}

export function describeTuple(describer: Describer, type: ts.Type, written?: Written): Described {
  const { target } = type as ts.TupleTypeReference;
  const { elementFlags } = target;
  const restIndex = elementFlags.findIndex((flags) => Boolean(flags & ts.ElementFlags.Variable));
  if (restIndex >= 0 && restIndex < elementFlags.length - 1)
    return describer.refuse(type, ["items stand behind its rest element", "Put the rest element last."]);
  const items: WireType[] = [];
  const problems: TypeProblem[] = [];
  for (const [index, item] of describer.project.checker.getTypeArguments(type as ts.TypeReference).entries()) {
    if (index >= elementFlags.length) break;
    const found = describer.describe(item, written && describer.marks.argument(written, index));
    items.push(found.type);
    problems.push(...inside(`[${index}]`, found.problems));
  }
  const rest = restIndex < 0 ? undefined : items.pop();
  return described({ kind: "tuple", items, required: target.minLength, ...(rest ? { rest } : {}) }, problems);
}

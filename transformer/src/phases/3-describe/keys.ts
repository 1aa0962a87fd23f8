import { integerName, numberName } from "../../ir/name-patterns.js";
import type { RecordType, StringConstraints, WireType } from "../../ir/wire-type.js";
import ts from "../../typescript.cjs";
import type { Written } from "../2-analyze/written.js";
import { areErrors, type Described, described, inside, type TypeProblem } from "./described.js";
import type { Describer } from "./describer.js";
import type { Refusal } from "./refusals.js";

type StringType = Extract<WireType, { kind: "string" }>;

/** What an object type says of names it does not declare. */
export interface OpenNames {
  readonly values: WireType;
  /** Absent where it is any string. */
  readonly keys?: WireType;
}

/** A record; any string is a key unless `keys` says more. */
export const recordOf = (values: WireType, keys: WireType): RecordType => ({
  kind: "record",
  values,
  ...(isAnyString(keys) ? {} : { keys }),
});

const isAnyString = (type: WireType): boolean =>
  type.kind === "string" && type.transforms === undefined && Object.keys(type.constraints).length === 0;

/** The type of the names of a record: one that text can be told to be of, and that is written in one way only. */
export function describeKeys(describer: Describer, type: ts.Type, written?: Written): Described {
  const { type: wire, problems } = describer.describe(type, written);
  const keys = resolved(describer, wire);
  if (areErrors(problems)) return described(keys, problems);
  const refusal = refusalOf(keys);
  return refusal ? describer.refuse(type, refusal) : described(keys);
}

function resolved(describer: Describer, type: WireType): WireType {
  const found = describer.resolve(type);
  if (found.kind !== "union") return found;
  return { ...found, members: found.members.map((member) => resolved(describer, member)) };
}

function refusalOf(keys: WireType): Refusal | undefined {
  switch (keys.kind) {
    case "string":
      return keys.transforms === undefined ? undefined : transformedKey;
    case "number":
    case "bigint":
    case "boolean":
      return undefined;
    case "literal":
      return new Set(keys.values.map(String)).size === keys.values.length ? undefined : ambiguous;
    case "union":
      return keys.members.every(isOfStrings) ? undefined : ambiguous;
    case "date":
    case "url":
    case "bytes":
      return ["two of them are never the same key, even if they look alike", "Use a string as the key."];
    default:
      return ["the names of a JSON object are texts", "Use a string, number, bigint, boolean, literal or enum."];
  }
}

const transformedKey: Refusal = [
  "two keys could become one when they are transformed",
  "Leave `Trim` and `Lowercase` out, and say with a `Pattern` which keys are right.",
];

const ambiguous: Refusal = [
  "one text could stand for several of its keys",
  "Use keys of one kind: strings, numbers, or the members of one enum.",
];

const isOfStrings = (type: WireType): boolean =>
  type.kind === "string" || (type.kind === "literal" && type.values.every((one) => typeof one === "string"));

/** The index signatures of an object type, which stand beside `declared` properties or alone. */
export function describeOpenNames(
  describer: Describer,
  type: ts.Type,
  declared: number,
  valuesWritten: (info: ts.IndexInfo) => Written | undefined,
): { readonly open?: OpenNames; readonly problems: readonly TypeProblem[] } {
  const { checker } = describer.project;
  const infos = checker.getIndexInfosOfType(type).filter(({ keyType }) => !(keyType.flags & ts.TypeFlags.ESSymbol));
  const [first, ...others] = infos;
  if (!first) return { problems: [] };
  if (others.some((info) => info.type !== first.type))
    return { problems: describer.refuse(type, severalSignatures).problems };
  const { type: values, problems: found } = describer.describe(first.type, valuesWritten(first));
  const problems = inside(`[${checker.typeToString(first.keyType)}]`, found);
  if (infos.some(({ keyType }) => keyType.flags & ts.TypeFlags.String)) return { open: { values }, problems };
  const keys = describeKeysOf(describer, type, infos, declared > 0);
  return { open: { values, keys: keys.type }, problems: [...problems, ...keys.problems] };
}

const severalSignatures: Refusal = [
  "it has several index signatures, each with values of its own",
  "Use one index signature whose value is a union, or a property of its own for each.",
];

function describeKeysOf(
  describer: Describer,
  type: ts.Type,
  infos: readonly ts.IndexInfo[],
  besideDeclared: boolean,
): Described {
  const keys = infos.map(({ keyType }) => describeKeys(describer, keyType));
  const problems = inside(
    "[key]",
    keys.flatMap((one) => one.problems),
  );
  const [only] = keys;
  if (problems.length > 0 || (only && keys.length === 1 && !besideDeclared))
    return described(only?.type ?? { kind: "unknown" }, problems);
  const patterns = keys.map((one) => patternOf(one.type));
  if (!patterns.every((pattern) => pattern !== undefined)) return describer.refuse(type, constrainedKeys);
  return described(patterned(patterns.join("|")));
}

const constrainedKeys: Refusal = [
  "the constraints of its index signature cannot be told from those of undeclared properties",
  "Put the open part in a property of its own: `others: Record<…, T>`.",
];

const patterned = (pattern: string): StringType => ({ kind: "string", constraints: { pattern } });

function patternOf(type: WireType): string | undefined {
  if (type.kind === "number" && Object.keys(type.constraints).length === 0)
    return type.format === undefined ? numberName : type.format === "int64" ? integerName : undefined;
  if (type.kind === "union") {
    const patterns = type.members.map(patternOf);
    return patterns.every((pattern) => pattern !== undefined) ? patterns.join("|") : undefined;
  }
  if (type.kind !== "string") return undefined;
  const { pattern, ...others }: StringConstraints = type.constraints;
  return Object.keys(others).length === 0 ? pattern : undefined;
}

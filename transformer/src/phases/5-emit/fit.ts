import type { CheckedType, CodedType, ObjectType, RecordType, TupleType, WireType } from "../../ir/wire-type.js";
import { hasNone, isAlwaysThere, objectTest, outputProperties } from "./access.js";
import { passesChecks } from "./checked.js";
import { triedWire } from "./coded.js";

import { all, any, type Condition, fails, holds, isSame, predicate } from "./condition.js";
import { rememberedCall } from "./decode.js";
import { isOpenName, keyCondition, nameCondition } from "./keys.js";
import { block, branch, type Lines } from "./lines.js";
import { listFailures } from "./lists.js";
import { Locals } from "./locals.js";
import { keysOf } from "./object-keys.js";
import { readProperty } from "./property.js";
import { literalText, scalarCondition, sizeConditions } from "./scalar-condition.js";
import { isPlain, isScalar, splitNull, taggedOf } from "./shape.js";
import type { Sheet } from "./sheet.js";
import { hasRivals, holdsRivals, nestsRivals } from "./told-apart.js";
import { wordOf } from "./type-name.js";

type Found<Kind extends WireType["kind"]> = Extract<WireType, { kind: Kind }>;

/** How well a value in memory fits a type: by this a union's value finds its member when it is written. */
export type Fit =
  /** A value that fits has no properties to speak of. */
  | { readonly kind: "test"; readonly condition: Condition }
  /** An expression: how many properties of the value the type declares, at any depth; negative when it is of another type. */
  | { readonly kind: "count"; readonly count: string };

export function fitOf(sheet: Sheet, type: WireType, value: string, hint: string): Fit {
  if (isScalar(sheet, type) || isPlain(sheet, type)) {
    return { kind: "test", condition: scalarCondition(sheet, type, value) };
  }
  const split = splitNull(sheet, type);
  const inner = split.nullable ? fitOf(sheet, split.type, value, hint) : undefined;
  if (inner?.kind === "count") return { kind: "count", count: `(${value} === null ? 0 : ${inner.count})` };
  if (inner !== undefined) return { kind: "test", condition: any(isSame(value, "null"), inner.condition) };
  const remembers = holdsRivals(sheet, type);
  const name = counterOf(sheet.with({ remembers }), type, hint);
  return { kind: "count", count: `${name}(${value}${remembers && sheet.manner.remembers ? ", m" : ""})` };
}

/** An expression of the fit as a number. */
export const countOf = (fit: Fit): string => (fit.kind === "count" ? fit.count : `(${holds(fit.condition)} ? 0 : -1)`);

/** Whether the value is of the type at all. */
export const fitsBy = (fit: Fit): Condition => (fit.kind === "test" ? fit.condition : predicateOf(fit.count));

const predicateOf = (count: string): Condition => ({ kind: "atom", holds: `${count} >= 0`, fails: `${count} < 0` });

function counterOf(sheet: Sheet, type: WireType, hint: string): string {
  const found = sheet.resolve(type);
  const inside = sheet.hintInside(type, hint);
  const parameters = sheet.manner.remembers ? "v, m" : "v";
  const write = (): Lines => bodyOf(sheet, found, inside);
  if (found.kind !== "union" || !hasRivals(sheet, found)) return sheet.functionOf("fit", type, hint, parameters, write);
  const nests = nestsRivals(sheet, found);
  const fresh = nests ? `v, m = new ${sheet.call("Memory")}` : parameters;
  return sheet.functionOf("fit", type, hint, fresh, () => [
    rememberedCall(sheet.functionOf("tryFit", type, hint, parameters, write), nests),
  ]);
}

function bodyOf(sheet: Sheet, found: Exclude<WireType, { kind: "ref" }>, hint: string): Lines {
  switch (found.kind) {
    case "object":
      return countObject(sheet, found, hint);
    case "array":
      return countArray(sheet, found, hint);
    case "set":
      return countSet(sheet, found, hint);
    case "tuple":
      return countTuple(sheet, found, hint);
    case "record":
      return countRecord(sheet, found, hint);
    case "union":
      return countUnion(sheet, found, hint);
    case "checked":
      return countChecked(sheet, found, hint);
    case "coded":
      return countCoded(sheet, found, hint);
    default:
      return [`return ${holds(scalarCondition(sheet, found, "v"))} ? 0 : -1;`];
  }
}

function countChecked(sheet: Sheet, type: CheckedType, hint: string): Lines {
  const count = countOf(fitOf(sheet, type.type, "v", hint));
  return [`const n = ${count};`, `return n >= 0 && ${holds(passesChecks(sheet, type, "v"))} ? n : -1;`];
}

/** An instance of the class that a codec stands in is of no other type. */
function countCoded(sheet: Sheet, type: CodedType, hint: string): Lines {
  const count = countOf(fitOf(sheet, type.wire, "wire", hint));
  return [
    `const wire = ${triedWire(sheet, type)};`,
    `if (wire === ${sheet.fail}) ${misfit}`,
    `return ${type.instance === undefined ? count : sheet.call("surely", count)};`,
  ];
}

const misfit = "return -1;";
const misfitUnless = (condition: Condition): Lines => branch(fails(condition), misfit);

/** Adds what a value has to `n`, or returns -1. */
function add(sheet: Sheet, fit: Fit): Lines {
  if (fit.kind === "test") return misfitUnless(fit.condition);
  return [`n = ${sheet.call("plus", "n", fit.count)};`, "if (n < 0) return n;"];
}

function countObject(sheet: Sheet, type: ObjectType, hint: string): Lines {
  const locals = new Locals(sheet, "v", "m", "n", "key", "value");
  const empty = hasNone(sheet, type, "v");
  return [
    ...misfitUnless(predicate(sheet.call(objectTest(type), "v"))),
    ...(empty === undefined ? [] : misfitUnless(empty)),
    "let n = 0;",
    ...outputProperties(type).flatMap((property) => {
      const { name, type: inner } = property;
      const local = locals.nameFor(name);
      const fit = fitOf(sheet, inner, local, hint + wordOf(name));
      const read = `const ${local} = ${readProperty(sheet, "v", name)};`;
      if (isAlwaysThere(property)) return [read, ...add(sheet, fit), "n++;"];
      return [read, ...block(`if (${local} !== undefined)`, [...add(sheet, fit), "n++;"])];
    }),
    ...countAdditional(sheet, type, hint),
    "return n;",
  ];
}

function countArray(sheet: Sheet, type: Found<"array">, hint: string): Lines {
  const parts = [`!${sheet.call("isArray", "v")}`, ...listFailures(sheet, type.constraints, "v")];
  return [
    ...branch({ parts, joint: "||" }, misfit),
    "let n = 0;",
    ...block("for (let i = 0; i < v.length; i++)", [
      "const item = v[i];",
      ...add(sheet, fitOf(sheet, type.items, "item", hint)),
    ]),
    "return n;",
  ];
}

function countSet(sheet: Sheet, type: Found<"set">, hint: string): Lines {
  return [
    ...misfitUnless(all(predicate(sheet.call("isSet", "v")), ...sizeConditions(type.constraints, "v"))),
    "let n = 0;",
    ...block("for (const item of v)", add(sheet, fitOf(sheet, type.items, "item", hint))),
    "return n;",
  ];
}

function countTuple(sheet: Sheet, { items, required, rest }: TupleType, hint: string): Lines {
  const test = (item: WireType, local: string, source: string, inside: string): Lines => [
    `const ${local} = ${source};`,
    ...add(sheet, fitOf(sheet, item, local, inside)),
  ];
  return [
    ...misfitUnless(predicate(sheet.call("isArray", "v"))),
    `const length = ${sheet.call("lengthOf", "v")};`,
    ...(rest === undefined ? [`if (length > ${items.length}) return -1;`] : []),
    "let n = 0;",
    ...items.flatMap((item, index) => {
      const lines = test(item, `item${index}`, `v[${index}]`, `${hint}${index}`);
      return index < required ? lines : block(`if (length > ${index})`, lines);
    }),
    ...(rest === undefined
      ? []
      : block(`for (let i = ${items.length}; i < length; i++)`, test(rest, "item", "v[i]", `${hint}Rest`))),
    "return n;",
  ];
}

function countAdditional(sheet: Sheet, type: ObjectType, hint: string): Lines {
  if (type.additional === undefined) return [];
  const isOpen = isOpenName(sheet, type, "key");
  return countKeys(sheet, type.additional, hint, [
    `if (${keysOf(sheet, type, hint)}.has(key)) continue;`,
    ...(isOpen === undefined ? [] : branch(fails(isOpen), "continue;")),
  ]);
}

function countRecord(sheet: Sheet, { values, keys, map }: RecordType, hint: string): Lines {
  if (map) return countMap(sheet, values, keys, hint);
  return [
    ...misfitUnless(predicate(sheet.call("isRecord", "v"))),
    "let n = 0;",
    ...countKeys(
      sheet,
      values,
      hint,
      keys === undefined ? [] : misfitUnless(nameCondition(sheet, keys, "key", `${hint}Key`)),
    ),
    "return n;",
  ];
}

function countMap(sheet: Sheet, values: WireType, keys: WireType | undefined, hint: string): Lines {
  return [
    ...misfitUnless(predicate(sheet.call("isMap", "v"))),
    "let n = 0;",
    ...block("for (const [key, value] of v)", [
      ...misfitUnless(keyCondition(sheet, keys, "key")),
      ...add(sheet, fitOf(sheet, values, "value", `${hint}Value`)),
      "n++;",
    ]),
    "return n;",
  ];
}

function countKeys(sheet: Sheet, type: WireType, hint: string, before: Lines): Lines {
  return block(`for (const key of ${sheet.call("keysOf", "v")})`, [
    ...before,
    "const value = v[key];",
    "if (value === undefined) continue;",
    ...add(sheet, fitOf(sheet, type, "value", `${hint}Value`)),
    "n++;",
  ]);
}

function countUnion(sheet: Sheet, type: Found<"union">, hint: string): Lines {
  const tagged = taggedOf(sheet, type);
  const members = tagged === undefined ? type.members : tagged.others;
  const fits = members.map((member, index) => fitOf(sheet, member, "v", hint + String(index + 1)));
  const tests = fits.flatMap((fit) => (fit.kind === "test" ? [fit.condition] : []));
  const counts = fits.flatMap((fit) => (fit.kind === "count" ? [fit.count] : []));
  const [only] = counts;
  const best = only !== undefined && counts.length === 1 ? only : `Math.max(${counts.join(", ")})`;
  return [
    ...(tests.length === 0 ? [] : [`if (${holds(any(...tests))}) return 0;`]),
    ...(tagged === undefined ? [] : countTagged(sheet, tagged, hint)),
    counts.length === 0 ? misfit : `return ${best};`,
  ];
}

function countTagged(sheet: Sheet, tagged: NonNullable<ReturnType<typeof taggedOf>>, hint: string): Lines {
  const cases = tagged.variants.map(({ value, member }) => {
    const count = countOf(fitOf(sheet, member, "v", hint + wordOf(String(value))));
    return `  case ${value === undefined ? "undefined" : literalText(value)}: return ${count};`;
  });
  return block(`if (${sheet.call("isObject", "v")})`, [
    `switch (${readProperty(sheet, "v", tagged.property)}) {`,
    ...cases,
    "}",
  ]);
}

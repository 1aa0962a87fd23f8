import type { ObjectType, TupleType, WireType } from "../../ir/wire-type.js";
import { all, any, type Condition, fails, failsAfter, holds, isSame, predicate } from "./condition.js";
import { keysOf, listFailures } from "./decode.js";
import { block, branch, type Lines } from "./lines.js";
import { Locals } from "./locals.js";
import { readProperty } from "./property.js";
import { literalText, scalarCondition, sizeConditions } from "./scalar-condition.js";
import { isPlain, isScalar, splitNull, taggedOf } from "./shape.js";
import type { Sheet } from "./sheet.js";
import { wordOf } from "./type-name.js";

type Found<Kind extends WireType["kind"]> = Extract<WireType, { kind: Kind }>;

/** Whether a value in memory is of the type: how a union's value finds its member when it is written. */
export function membershipOf(sheet: Sheet, type: WireType, value: string, hint: string): Condition {
  if (isScalar(sheet, type) || isPlain(sheet, type)) return scalarCondition(sheet, type, value);
  const split = splitNull(sheet, type);
  if (split.nullable) return any(isSame(value, "null"), membershipOf(sheet, split.type, value, hint));
  return predicate(`${memberTestOf(sheet, type, hint)}(${value})`);
}

function memberTestOf(sheet: Sheet, type: WireType, hint: string): string {
  const found = sheet.resolve(type);
  const inside = sheet.hintInside(type, hint);
  return sheet.functionOf("is", type, hint, "v", () => {
    switch (found.kind) {
      case "object":
        return testObject(sheet, found, inside);
      case "array":
        return testArray(sheet, found, inside);
      case "set":
        return testSet(sheet, found, inside);
      case "tuple":
        return testTuple(sheet, found, inside);
      case "record":
        return testRecord(sheet, found, inside);
      case "union":
        return testUnion(sheet, found, inside);
      default:
        return [`return ${holds(scalarCondition(sheet, found, "v"))};`];
    }
  });
}

const falseUnless = (condition: Condition): Lines => branch(fails(condition), "return false;");

function testObject(sheet: Sheet, type: ObjectType, hint: string): Lines {
  const locals = new Locals(sheet, "v", "key", "value");
  return [
    ...falseUnless(predicate(sheet.call("isObject", "v"))),
    ...type.properties.flatMap(({ name, type: inner, optional, fillsDefault }) => {
      const local = locals.nameFor(name);
      const condition = membershipOf(sheet, inner, local, hint + wordOf(name));
      const read = `const ${local} = ${readProperty(sheet, "v", name)};`;
      if (!optional || fillsDefault === true) return [read, ...falseUnless(condition)];
      return [read, ...branch(failsAfter(`${local} !== undefined`, "&&", condition), "return false;")];
    }),
    ...(type.additional === undefined ? [] : testKeys(sheet, type.additional, keysOf(sheet, type, hint), hint)),
    "return true;",
  ];
}

function testArray(sheet: Sheet, type: Found<"array">, hint: string): Lines {
  const parts = [`!${sheet.call("isArray", "v")}`, ...listFailures(sheet, type.constraints, "v")];
  return [
    ...branch({ parts, joint: "||" }, "return false;"),
    ...block("for (let i = 0; i < v.length; i++)", [
      "const item = v[i];",
      ...falseUnless(membershipOf(sheet, type.items, "item", hint)),
    ]),
    "return true;",
  ];
}

function testSet(sheet: Sheet, type: Found<"set">, hint: string): Lines {
  return [
    ...falseUnless(all(predicate(sheet.call("isSet", "v")), ...sizeConditions(type.constraints, "v"))),
    ...block("for (const item of v)", falseUnless(membershipOf(sheet, type.items, "item", hint))),
    "return true;",
  ];
}

function testTuple(sheet: Sheet, { items, required, rest }: TupleType, hint: string): Lines {
  const test = (item: WireType, local: string, source: string, inside: string): Lines => [
    `const ${local} = ${source};`,
    ...falseUnless(membershipOf(sheet, item, local, inside)),
  ];
  return [
    ...falseUnless(predicate(sheet.call("isArray", "v"))),
    `const length = ${sheet.call("lengthOf", "v")};`,
    ...(rest === undefined ? [`if (length > ${items.length}) return false;`] : []),
    ...items.flatMap((item, index) => {
      const lines = test(item, `item${index}`, `v[${index}]`, `${hint}${index}`);
      return index < required ? lines : block(`if (length > ${index})`, lines);
    }),
    ...(rest === undefined
      ? []
      : block(`for (let i = ${items.length}; i < length; i++)`, test(rest, "item", "v[i]", `${hint}Rest`))),
    "return true;",
  ];
}

function testRecord(sheet: Sheet, type: Found<"record">, hint: string): Lines {
  return [
    ...falseUnless(predicate(sheet.call("isObject", "v"))),
    ...testKeys(sheet, type.values, undefined, hint),
    "return true;",
  ];
}

function testKeys(sheet: Sheet, type: WireType, declared: string | undefined, hint: string): Lines {
  const condition = membershipOf(sheet, type, "value", `${hint}Value`);
  return block(`for (const key of ${sheet.call("keysOf", "v")})`, [
    ...(declared === undefined ? [] : [`if (${declared}.has(key)) continue;`]),
    "const value = v[key];",
    ...branch(failsAfter("value !== undefined", "&&", condition), "return false;"),
  ]);
}

function testUnion(sheet: Sheet, type: Found<"union">, hint: string): Lines {
  const tagged = taggedOf(sheet, type);
  const members = tagged === undefined ? type.members : tagged.others;
  const conditions = members.map((member, index) => membershipOf(sheet, member, "v", hint + String(index + 1)));
  if (tagged === undefined) return [`return ${holds(any(...conditions))};`];
  const cases = tagged.variants.map(({ value, member }) => {
    const test = holds(all(membershipOf(sheet, member, "v", hint + wordOf(String(value)))));
    return `  case ${literalText(value)}: return ${test};`;
  });
  return [
    ...block(`if (${sheet.call("isObject", "v")})`, [
      `switch (${readProperty(sheet, "v", tagged.property)}) {`,
      ...cases,
      "}",
    ]),
    `return ${conditions.length === 0 ? "false" : holds(any(...conditions))};`,
  ];
}

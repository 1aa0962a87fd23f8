import type { ObjectType, Property, TupleType, WireType } from "../../ir/wire-type.js";
import { keysOf } from "./decode.js";
import { explainScalar, listRules } from "./explain-scalar.js";
import { block, type Lines } from "./lines.js";
import { readProperty } from "./property.js";
import { literalText } from "./scalar-condition.js";
import { isPlain, splitNull, type Tagged, taggedOf } from "./shape.js";
import type { Sheet } from "./sheet.js";
import { dataLiteral, doubleQuoted } from "./source-text.js";
import { memberName, wordOf } from "./type-name.js";

type Found<Kind extends WireType["kind"]> = Extract<WireType, { kind: Kind }>;

/**
 * A statement that adds every issue of a value.
 * @param value an expression that may be evaluated twice
 * @param probe an expression of a `ValueProbe`
 */
export function explanationOf(sheet: Sheet, type: WireType, value: string, probe: string, hint: string): string {
  return explanationIf(sheet, [], type, value, probe, hint);
}

function explanationIf(
  sheet: Sheet,
  conditions: readonly string[],
  type: WireType,
  value: string,
  probe: string,
  hint: string,
): string {
  const split = splitNull(sheet, type);
  const all = split.nullable ? [...conditions, `${value} !== null`] : conditions;
  const operands = all.length === 1 ? all : all.map((text) => (text.includes(" || ") ? `(${text})` : text));
  const before = all.length === 0 ? "" : `if (${operands.join(" && ")}) `;
  const found = sheet.resolve(split.type);
  const isSingle =
    found.kind === "bigint" || found.kind === "date" || (isPlain(sheet, found) && found.kind !== "union");
  if (isSingle) return before + explainScalar(sheet, found, value, probe);
  return `${before}${explainerOf(sheet, split.type, hint)}(${value}, ${probe});`;
}

/** The name of the function that explains the type: it takes the value and a `ValueProbe`. */
export function explainerOf(sheet: Sheet, type: WireType, hint: string): string {
  const found = sheet.resolve(type);
  const inside = sheet.hintInside(type, hint);
  return sheet.functionOf("explain", type, hint, "v, x", () => {
    switch (found.kind) {
      case "object":
        return explainObject(sheet, found, inside);
      case "array":
        return explainArray(sheet, found, inside);
      case "set":
        return explainSet(sheet, found, inside);
      case "tuple":
        return explainTuple(found, "v", inside, (item, value, probe, hintOfItem) =>
          explanationOf(sheet, item, value, probe, hintOfItem),
        );
      case "record":
        return ["if (!x.record(v)) return;", ...explainKeys(sheet, found.values, undefined, inside)];
      case "union":
        return explainUnion(sheet, found, inside);
      default:
        return [explainScalar(sheet, found, "v", "x")];
    }
  });
}

function explainObject(sheet: Sheet, type: ObjectType, hint: string): Lines {
  const isClosed = type.exact === true && type.additional === undefined;
  return [
    "if (!x.object(v)) return;",
    ...type.properties.map((property) => explainProperty(sheet, property, hint)),
    ...(isClosed ? [`x.only(v, ${keysOf(sheet, type, hint)});`] : []),
    ...(type.additional === undefined
      ? []
      : explainKeys(
          sheet,
          type.additional,
          type.properties.length === 0 ? undefined : keysOf(sheet, type, hint),
          hint,
        )),
  ];
}

function explainProperty(sheet: Sheet, property: Property, hint: string): string {
  const { name, type, optional, fillsDefault } = property;
  const read = readProperty(sheet, "v", name);
  const probe = `x.at(${doubleQuoted(name)})`;
  const inside = hint + wordOf(name);
  if (!optional) return explanationOf(sheet, type, read, probe, inside);
  if (fillsDefault !== true) return explanationIf(sheet, [`${read} !== undefined`], type, read, probe, inside);
  if (isPlain(sheet, type) || property.default === null) {
    return explanationIf(sheet, [`${read} !== undefined || x.inMemory`], type, read, probe, inside);
  }
  const filled = `(${read} === undefined && !x.inMemory ? ${dataLiteral(property.default ?? null)} : ${read})`;
  return explanationOf(sheet, type, filled, probe, inside);
}

function explainKeys(sheet: Sheet, type: WireType, declared: string | undefined, hint: string): Lines {
  return block(`for (const key of ${sheet.call("keysOf", "v")})`, [
    ...(declared === undefined ? [] : [`if (${declared}.has(key)) continue;`]),
    explanationIf(sheet, ["v[key] !== undefined"], type, "v[key]", "x.at(key)", `${hint}Value`),
  ]);
}

function explainArray(sheet: Sheet, type: Found<"array">, hint: string): Lines {
  const parameters = ["v", listRules(type.constraints)].filter((text) => text !== undefined).join(", ");
  return [
    `if (!x.list(${parameters})) return;`,
    `for (let i = 0; i < v.length; i++) ${explanationOf(sheet, type.items, "v[i]", "x.at(i)", hint)}`,
  ];
}

function explainSet(sheet: Sheet, type: Found<"set">, hint: string): Lines {
  const parameters = ["v", listRules(type.constraints)].filter((text) => text !== undefined).join(", ");
  return [
    `const items = x.set(${parameters});`,
    `for (let i = 0; i < items.length; i++) ${explanationOf(sheet, type.items, "items[i]", "x.at(i)", hint)}`,
  ];
}

/** For values and for texts. A required item that is not there is explained like any other: as missing. */
export function explainTuple(
  { items, required, rest }: TupleType,
  value: string,
  hint: string,
  explain: (type: WireType, value: string, probe: string, hint: string) => string,
): Lines {
  const parameters = rest === undefined ? `${value}, ${items.length}` : value;
  return [
    `const items = x.tuple(${parameters});`,
    "if (items === undefined) return;",
    ...items.map((item, index) => {
      const statement = explain(item, `items[${index}]`, `x.at(${index})`, `${hint}${index}`);
      return index < required ? statement : `if (items.length > ${index}) ${statement}`;
    }),
    ...(rest === undefined
      ? []
      : [
          `for (let i = ${items.length}; i < items.length; i++) ${explain(rest, "items[i]", "x.at(i)", `${hint}Rest`)}`,
        ]),
  ];
}

function explainUnion(sheet: Sheet, type: Found<"union">, hint: string): Lines {
  const tagged = taggedOf(sheet, type);
  if (tagged === undefined) return ["if (x.absent(v)) return;", ...explainMembers(sheet, type.members, hint)];
  const variants = explainVariants(sheet, tagged, hint);
  if (tagged.others.length === 0) return ["if (!x.object(v)) return;", ...variants];
  return [
    "if (x.absent(v)) return;",
    ...block(`if (${sheet.call("isObject", "v")})`, [...variants, "return;"]),
    ...explainMembers(sheet, tagged.others, hint),
  ];
}

function explainVariants(sheet: Sheet, { property, variants }: Tagged, hint: string): Lines {
  const tag = readProperty(sheet, "v", property);
  const tags = dataLiteral(variants.map(({ value }) => value));
  const cases = variants.flatMap(({ value, member }) => [
    `  case ${literalText(value)}:`,
    `    ${explanationOf(sheet, member, "v", `x.at(${doubleQuoted(String(value))})`, hint + wordOf(String(value)))}`,
    "    break;",
  ]);
  return [
    `switch (${tag}) {`,
    ...cases,
    "  default:",
    `    x.wrongTag(v, ${doubleQuoted(property)}, ${tag}, ${tags});`,
    "}",
  ];
}

function explainMembers(sheet: Sheet, members: readonly WireType[], hint: string): Lines {
  return [
    "const union = x.union();",
    ...members.map((member, index) => {
      const probe = `union.member(${doubleQuoted(memberName(member, sheet.types))})`;
      return explanationOf(sheet, member, "v", probe, hint + String(index + 1));
    }),
    "union.close();",
  ];
}

import type { ObjectType, Property, RecordType, WireType } from "../../ir/wire-type.js";
import { inputProperties } from "./access.js";
import { explainChecked } from "./checked.js";
import { explainCoded } from "./coded.js";
import { all, any, type Condition, fails, holds, holdsChain, isSame, not, predicate } from "./condition.js";
import { readerOf } from "./decode.js";
import { explainArray, explainScalarList, explainSet, explainTuple } from "./explain-list.js";
import { explainScalar, explainWrongScalar } from "./explain-scalar.js";
import { isOpenName } from "./keys.js";
import { block, branch, type Lines, wrap } from "./lines.js";
import { inputKeysOf, skipDeclared } from "./object-keys.js";
import { type Place, placeAt, probeOf } from "./place.js";
import { readProperty } from "./property.js";
import { literalText, scalarCondition } from "./scalar-condition.js";
import { isPlain, splitNull, type Tagged, taggedOf } from "./shape.js";
import type { Sheet } from "./sheet.js";
import { dataLiteral, doubleQuoted } from "./source-text.js";
import { hasRivals } from "./told-apart.js";
import { memberName, wordOf } from "./type-name.js";

type Found<Kind extends WireType["kind"]> = Extract<WireType, { kind: Kind }>;

/**
 * A statement that adds every issue of a value.
 * @param value an expression that may be evaluated twice
 * @param place in terms of a `ValueProbe`
 */
export function explanationOf(sheet: Sheet, type: WireType, value: string, place: Place, hint: string): string {
  return explanationIf(sheet, undefined, type, value, place, hint);
}

/** The probe is asked for only where something is wrong, as far as one test can tell. */
function explanationIf(
  sheet: Sheet,
  condition: Condition | undefined,
  type: WireType,
  value: string,
  place: Place,
  hint: string,
): string {
  const split = splitNull(sheet, type);
  const found = sheet.resolve(split.type);
  const isTested = isTestable(sheet, found);
  const conditions = [
    ...(condition === undefined ? [] : [condition]),
    ...(split.nullable ? [not(isSame(value, "null"))] : []),
    ...(isTested ? [not(scalarCondition(sheet, found, value))] : []),
  ];
  const before = conditions.length === 0 ? "" : `if (${holds(all(...conditions))}) `;
  const explanation =
    isTested && found.kind !== "union"
      ? explainWrongScalar(sheet, found, value, place)
      : explanationAnyway(sheet, split.type, value, place, hint);
  return before + explanation;
}

function explanationAnyway(sheet: Sheet, type: WireType, value: string, place: Place, hint: string): string {
  const found = sheet.resolve(type);
  const isSingle =
    found.kind === "bigint" ||
    found.kind === "string" ||
    readerOf(found) !== undefined ||
    (isPlain(sheet, found) && found.kind !== "union");
  if (isSingle) return explainScalar(sheet, found, value, place);
  const explainer = explainerOf(sheet, type, hint);
  if (!isScalarList(sheet, found) || place.key === undefined || place.messages !== undefined)
    return `${explainer}(${value}, ${probeOf(place)});`;
  return `${explainer}(${value}, ${place.probe}, ${place.key});`;
}

/** Whether one test tells that there is nothing to explain, for values from JSON as for those in memory. */
function isTestable(sheet: Sheet, type: WireType): boolean {
  const found = sheet.resolve(type);
  if (found.kind === "union") return found.members.every((member) => isTestable(sheet, member));
  return found.kind !== "unknown" && isPlain(sheet, found);
}

/** Whether its items are told by one call of a probe each, so that no place has to be made for the list. */
function isScalarList(sheet: Sheet, type: WireType): boolean {
  if (type.kind !== "array" || type.constraints.uniqueItems) return false;
  const item = sheet.resolve(splitNull(sheet, type.items).type);
  return item.kind !== "union" && isTestable(sheet, item);
}

/**
 * The name of the function that explains the type: it takes the value and a `ValueProbe`, that of a list of scalars also
 * the key, where the probe is that of the place above.
 */
function explainerOf(sheet: Sheet, type: WireType, hint: string): string {
  const found = sheet.resolve(type);
  const inside = sheet.hintInside(type, hint);
  const parameters = isScalarList(sheet, found) ? "v, x, key" : "v, x";
  return sheet.functionOf("explain", type, hint, parameters, (name) => {
    switch (found.kind) {
      case "object":
        return explainObject(sheet, found, inside);
      case "array":
        return isScalarList(sheet, found)
          ? explainScalarList(sheet, found, inside)
          : explainArray(sheet, found, inside);
      case "set":
        return explainSet(sheet, found, inside);
      case "tuple":
        return explainTuple(found, "v", inside, (item, value, place, hintOfItem) =>
          explanationOf(sheet, item, value, place, hintOfItem),
        );
      case "record":
        return found.map ? explainMap(sheet, found, inside) : explainRecord(sheet, found, inside);
      case "union":
        return explainUnion(sheet, found, inside, name);
      case "checked":
        return explainChecked(sheet, found, inside);
      case "coded":
        return explainCoded(sheet, found, inside);
      default:
        return [explainScalar(sheet, found, "v", placeAt("x"))];
    }
  });
}

function explainObject(sheet: Sheet, type: ObjectType, hint: string): Lines {
  const isClosed = type.exact === true && type.additional === undefined;
  const { absent = [] } = type;
  return [
    "if (!x.object(v)) return;",
    ...type.properties.map((property) => explainProperty(sheet, property, hint)),
    ...absent.map((name) => `x.barred(${readProperty(sheet, "v", name)}, ${doubleQuoted(name)});`),
    ...(isClosed ? [`x.only(v, ${inputKeysOf(sheet, type, hint)});`] : []),
    ...(isClosed || type.additional !== undefined
      ? []
      : wrap(
          "if (x.refusing) x.declared(v, ",
          dataLiteral([...inputProperties(type).map(({ name }) => name), ...absent]).split("\n"),
          ");",
        )),
    ...explainAdditional(sheet, type, hint),
  ];
}

function explainProperty(sheet: Sheet, property: Property, hint: string): string {
  if (property.access === "read") return `if (x.inMemory) ${explainAccessible(sheet, property, hint)}`;
  if (property.access === "write") return `if (!x.inMemory) ${explainAccessible(sheet, property, hint)}`;
  return explainAccessible(sheet, property, hint);
}

function explainAccessible(sheet: Sheet, property: Property, hint: string): string {
  const { name, type, optional, fillsDefault, initialized, messages } = property;
  const read = readProperty(sheet, "v", name);
  const place = { probe: "x", key: doubleQuoted(name), ...wordsOf(sheet, messages) };
  const inside = hint + wordOf(name);
  if (!optional) return explanationOf(sheet, type, read, place, inside);
  const isThere = not(isSame(read, "undefined"));
  if (initialized) return explanationIf(sheet, any(isThere, predicate("x.inMemory")), type, read, place, inside);
  if (fillsDefault !== true) return explanationIf(sheet, isThere, type, read, place, inside);
  if (isPlain(sheet, type) || property.default === null) {
    return explanationIf(sheet, any(isThere, predicate("x.inMemory")), type, read, place, inside);
  }
  const filled = `(${read} === undefined && !x.inMemory ? ${dataLiteral(property.default ?? null)} : ${read})`;
  return explanationOf(sheet, type, filled, place, inside);
}

function explainAdditional(sheet: Sheet, type: ObjectType, hint: string): Lines {
  if (type.additional === undefined) return [];
  const isOpen = isOpenName(sheet, type, "key");
  const undeclared = `{ x.undeclared(key, v[key]${type.exact ? ", true" : ""}); continue; }`;
  return explainKeys(sheet, type.additional, hint, [
    ...skipDeclared(sheet, type, hint),
    ...(isOpen === undefined ? [] : branch(fails(isOpen), undeclared)),
  ]);
}

function explainRecord(sheet: Sheet, { values, keys }: RecordType, hint: string): Lines {
  const names = keys === undefined ? [] : explainKey(sheet, keys, "x.name(key)");
  return ["if (!x.record(v)) return;", ...explainKeys(sheet, values, hint, names)];
}

/** The own words that a place has for its issues. */
export const wordsOf = (sheet: Sheet, messages: Property["messages"]): { readonly messages?: string } =>
  messages === undefined ? {} : { messages: sheet.constantOf("messages", dataLiteral(messages)) };

function explainKeys(sheet: Sheet, type: WireType, hint: string, before: Lines): Lines {
  return block(`for (const key of ${sheet.call("keysOf", "v")})`, [
    ...before,
    'if (key === "__proto__") x.at(key).forbidden();',
    explanationIf(
      sheet,
      not(isSame("v[key]", "undefined")),
      type,
      "v[key]",
      { probe: "x", key: "key" },
      `${hint}Value`,
    ),
  ]);
}

/** The entries are those of an object in JSON. */
function explainMap(sheet: Sheet, { values, keys }: RecordType, hint: string): Lines {
  return block("for (const [key, value] of x.entries(v))", [
    ...explainKey(sheet, keys ?? { kind: "string", constraints: {} }, "x.key(key)"),
    'if (key === "__proto__") x.at(key).forbidden();',
    explanationOf(sheet, values, "value", { probe: "x", key: "String(key)" }, `${hint}Value`),
  ]);
}

function explainKey(sheet: Sheet, keys: WireType, probe: string): Lines {
  if (keys.kind !== "union") return [explainScalar(sheet, keys, "key", placeAt(probe))];
  return [
    `const union = ${probe}.union();`,
    ...keys.members.map((member) =>
      explainScalar(sheet, member, "key", placeAt(`union.member(${doubleQuoted(memberName(member, sheet.types))})`)),
    ),
    "union.close();",
  ];
}

/** @param self the name of the function that is written */
function explainUnion(sheet: Sheet, type: Found<"union">, hint: string, self: string): Lines {
  const tagged = taggedOf(sheet, type);
  const repeated = hasRivals(sheet, type) ? self : undefined;
  if (tagged === undefined) return ["if (x.absent(v)) return;", ...explainMembers(sheet, type.members, hint, repeated)];
  const variants = explainVariants(sheet, tagged, hint);
  if (tagged.others.length === 0) return ["if (!x.tagged(v)) return;", ...variants];
  return [
    "if (x.absent(v)) return;",
    ...block(`if (${sheet.call("isObject", "v")})`, [...variants, "return;"]),
    ...explainMembers(sheet, tagged.others, hint, repeated),
  ];
}

function explainVariants(sheet: Sheet, { property, variants }: Tagged, hint: string): Lines {
  const tag = readProperty(sheet, "v", property);
  const tags = variants.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const cases = variants.flatMap(({ value, member }) => {
    // What has no tag is explained under the first that it might have.
    const name = String(value ?? variants.find((other) => other.member === member)?.value);
    return [
      `  case ${value === undefined ? "undefined" : literalText(value)}:`,
      `    ${explanationOf(sheet, member, "v", { probe: "x", key: doubleQuoted(name) }, hint + wordOf(name))}`,
      "    break;",
    ];
  });
  return [
    `switch (${tag}) {`,
    ...cases,
    "  default:",
    `    x.wrongTag(v, ${doubleQuoted(property)}, ${tag}, ${dataLiteral(tags)});`,
    "}",
  ];
}

/**
 * Every member is asked for its issues, unless one test shows that there are none.
 * @param repeated of a union that may be asked about one value several times: what its answer is remembered by
 */
function explainMembers(sheet: Sheet, members: readonly WireType[], hint: string, repeated: string | undefined): Lines {
  const testable = members.filter((member) => isTestable(sheet, member));
  const isFine = any(...testable.map((member) => scalarCondition(sheet, member, "v")));
  return [
    ...(testable.length === 0 ? [] : branch(holdsChain(isFine), "return;")),
    `const union = x.union(${repeated === undefined ? "" : `${repeated}, v`});`,
    ...(repeated === undefined ? [] : ["if (union === undefined) return;"]),
    ...members.map((member, index) => {
      const probe = `union.member(${doubleQuoted(memberName(member, sheet.types))})`;
      return explanationAnyway(sheet, member, "v", placeAt(probe), hint + String(index + 1));
    }),
    "union.close();",
  ];
}

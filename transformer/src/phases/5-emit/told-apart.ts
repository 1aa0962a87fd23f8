import { innerTypes } from "../../ir/inner-types.js";
import type { ObjectType, Property, WireType } from "../../ir/wire-type.js";
import { all, any, atom, type Condition, holds as holdsText, isSame, not, typeIs } from "./condition.js";
import { readProperty } from "./property.js";
import { scalarCondition } from "./scalar-condition.js";
import { isPlain, taggedOf } from "./shape.js";
import type { Sheet } from "./sheet.js";

type Union = Extract<WireType, { kind: "union" }>;
type JsonKind = "null" | "boolean" | "number" | "string" | "array" | "object";
const everyKind: readonly JsonKind[] = ["null", "boolean", "number", "string", "array", "object"];

/** What a value of the type can be in JSON. */
function jsonKindsOf(sheet: Sheet, type: WireType): readonly JsonKind[] {
  const found = sheet.resolve(type);
  switch (found.kind) {
    case "unknown":
      return everyKind;
    case "null":
    case "boolean":
    case "number":
    case "string":
      return [found.kind];
    case "date":
    case "url":
    case "bytes":
      return ["string"];
    case "bigint":
      return found.values === undefined ? ["string", "number"] : ["string"];
    case "literal":
      return found.values.map((value) => typeof value as "string" | "number" | "boolean");
    case "array":
    case "set":
    case "tuple":
      return ["array"];
    case "record":
    case "object":
      return ["object"];
    case "union":
      return found.members.flatMap((member) => jsonKindsOf(sheet, member));
    case "checked":
      return jsonKindsOf(sheet, found.type);
    case "coded":
      return everyKind; // In memory it may be anything, whatever it is on the wire.
  }
}

/** Whether no JSON value can be of both types, as their kinds and literals show. */
function areApart(sheet: Sheet, a: WireType, b: WireType): boolean {
  const [left, right] = [sheet.resolve(a), sheet.resolve(b)];
  if (left.kind === "union") return left.members.every((member) => areApart(sheet, member, right));
  if (right.kind === "union") return right.members.every((member) => areApart(sheet, left, member));
  if (left.kind === "literal" && right.kind === "literal") {
    return !left.values.some((value) => right.values.includes(value));
  }
  const kinds = jsonKindsOf(sheet, right);
  return !jsonKindsOf(sheet, left).some((kind) => kinds.includes(kind));
}

/** How the members of a union that are no scalars of JSON are found. */
export interface Sorted {
  /** Objects that one look at some properties tells from every other member. */
  readonly known: readonly { readonly member: WireType; readonly test: Condition }[];
  /** In declared order: each has to be tried. */
  readonly tried: readonly Tried[];
}

export interface Tried {
  readonly member: WireType;
  /** Some value may also be of another member that is tried. */
  readonly hasRival: boolean;
}

export function sortMembers(sheet: Sheet, members: readonly WireType[], value: string): Sorted {
  const known: { member: WireType; test: Condition }[] = [];
  const tried: WireType[] = [];
  for (const member of members) {
    const test = testAgainst(sheet, member, members, value);
    if (test === undefined) tried.push(member);
    else known.push({ member, test });
  }
  return {
    known,
    tried: tried.map((member) => ({
      member,
      hasRival: tried.some((other) => other !== member && !areApart(sheet, member, other)),
    })),
  };
}

/** What is true of a value only if it is of this object type or of none; undefined where that cannot be said shortly. */
function testAgainst(
  sheet: Sheet,
  member: WireType,
  members: readonly WireType[],
  value: string,
): Condition | undefined {
  const found = sheet.resolve(member);
  if (found.kind !== "object") return undefined;
  const marks = new Map<string, Condition>();
  for (const other of members) {
    if (other === member || areApart(sheet, member, other)) continue;
    const rival = sheet.resolve(other);
    const mark = rival.kind === "object" ? markBetween(sheet, found, rival, value) : undefined;
    if (mark === undefined) return undefined;
    marks.set(holdsText(mark), mark);
  }
  return marks.size === 0 ? undefined : all(...marks.values());
}

/** What is true of values of `a` and of none of `b`. */
function markBetween(sheet: Sheet, a: ObjectType, b: ObjectType, value: string): Condition | undefined {
  const barred = a.properties.find((property) => isRequired(property) && b.absent?.includes(property.name));
  if (barred !== undefined) return not(isSame(readProperty(sheet, value, barred.name), "undefined"));
  const property = propertyBetween(sheet, a, b);
  return property && kindOf(sheet, property.type, readProperty(sheet, value, property.name));
}

/** What is only read or only written is not there on the other way. */
const isRequired = ({ optional, access }: Property): boolean => !optional && access === undefined;

/** A property that `a` requires, and that in `b` is never of the same kind. */
const propertyBetween = (sheet: Sheet, a: ObjectType, b: ObjectType): Property | undefined =>
  a.properties.find((property) => {
    if (!isRequired(property) || !isPlain(sheet, property.type)) return false;
    const rival = b.properties.find(({ name }) => name === property.name);
    return rival !== undefined && areApart(sheet, property.type, rival.type);
  });

/** A plain type without its constraints. */
function kindOf(sheet: Sheet, type: WireType, value: string): Condition {
  const found = sheet.resolve(type);
  switch (found.kind) {
    case "string":
    case "number":
    case "boolean":
      return typeIs(value, found.kind);
    case "null":
      return isSame(value, "null");
    case "unknown":
      return atom(`${value} !== undefined`, `${value} === undefined`);
    case "union":
      return any(...found.members.map((member) => kindOf(sheet, member, value)));
    default:
      return scalarCondition(sheet, found, value);
  }
}

/** The members of a union that neither a test of a scalar nor a tag decides. */
export function untaggedOf(sheet: Sheet, union: Union): readonly WireType[] {
  const members = taggedOf(sheet, union)?.others ?? union.members;
  return members.filter((member) => !isPlain(sheet, member));
}

/** Whether a walk over one member may be repeated by another: both are objects, or both arrays. */
export function hasRivals(sheet: Sheet, union: Union): boolean {
  const { tried } = sortMembers(sheet, untaggedOf(sheet, union), "v");
  return tried.some(({ member, hasRival }) => hasRival && isStructured(sheet, member));
}

const isStructured = (sheet: Sheet, type: WireType): boolean =>
  jsonKindsOf(sheet, type).some((kind) => kind === "array" || kind === "object");

/** Whether in the type, itself or within, there is a union with rivals: its outcomes are worth remembering. */
export const holdsRivals = (sheet: Sheet, type: WireType): boolean =>
  holds(sheet, type, "rivals", (found) => found.kind === "union" && hasRivals(sheet, found));

/** Whether inside a union's members there is another union with rivals. */
export const nestsRivals = (sheet: Sheet, union: Union): boolean =>
  union.members.some((member) => holdsRivals(sheet, member));

/** Whether decoding may leave out keys that nothing declares. */
export const mayDrop = (sheet: Sheet, type: WireType): boolean =>
  holds(sheet, type, "drop", (found) => found.kind === "object" && found.exact !== true && !takesAnyName(found));

const takesAnyName = ({ additional, additionalKeys }: ObjectType): boolean =>
  additional !== undefined && additionalKeys === undefined;

type Resolved = Exclude<WireType, { kind: "ref" }>;

function holds(sheet: Sheet, type: WireType, question: string, is: (found: Resolved) => boolean): boolean {
  const seen = new Set<string>();
  const visit = (one: WireType): boolean => {
    if (one.kind === "ref") {
      if (seen.has(one.to)) return false;
      seen.add(one.to);
    }
    const found = sheet.resolve(one);
    return is(found) || innerTypes(found).some(visit);
  };
  return type.kind === "ref" ? sheet.answer(question, type.to, () => visit(type)) : visit(type);
}

import type { Discriminator, LiteralValue, WireType } from "../../ir/wire-type.js";
import type { Sheet } from "./sheet.js";

type Union = Extract<WireType, { kind: "union" }>;

/** The members a value can be of; one for a type that is no union. */
export function membersOf(sheet: Sheet, type: WireType): readonly WireType[] {
  const found = sheet.resolve(type);
  return found.kind === "union" ? found.members : [type];
}

/** The type without null, where null is one of its members. */
export function splitNull(sheet: Sheet, type: WireType): { readonly type: WireType; readonly nullable: boolean } {
  const found = sheet.resolve(type);
  if (found.kind !== "union") return { type, nullable: false };
  const members = found.members.filter((member) => sheet.resolve(member).kind !== "null");
  if (members.length === found.members.length) return { type, nullable: false };
  return { type: rejoin(found, members), nullable: true };
}

/** The union of some of a union's members. */
export function rejoin(union: Union, members: readonly WireType[]): WireType {
  const [first] = members;
  if (first !== undefined && members.length === 1) return first;
  if (union.discriminator === undefined) return { kind: "union", members };
  const memberByValue: Record<string, number> = Object.create(null) as Record<string, number>;
  for (const [value, index] of Object.entries(union.discriminator.memberByValue)) {
    const member = union.members[index];
    const place = member === undefined ? -1 : members.indexOf(member);
    if (place >= 0) memberByValue[value] = place;
  }
  const { property, absent } = union.discriminator;
  const untagged = absent === undefined ? undefined : union.members[absent];
  const place = untagged === undefined ? -1 : members.indexOf(untagged);
  return {
    kind: "union",
    members,
    discriminator: { property, memberByValue, ...(place < 0 ? {} : { absent: place }) },
  };
}

/** Whether a valid JSON value of the type is its own decoded form, so that one test decides. */
export function isPlain(sheet: Sheet, type: WireType): boolean {
  const found = sheet.resolve(type);
  switch (found.kind) {
    case "unknown":
    case "null":
    case "boolean":
    case "number":
    case "literal":
      return true;
    case "string":
      return found.transforms === undefined;
    case "union":
      return found.members.every((member) => isPlain(sheet, member));
    default:
      return false;
  }
}

/** Whether every value of the type is a scalar in memory: no array, no object but a Date. */
export function isScalar(sheet: Sheet, type: WireType): boolean {
  const found = sheet.resolve(type);
  if (found.kind === "union") return found.members.every((member) => isScalar(sheet, member));
  return !["array", "set", "tuple", "record", "object", "unknown", "checked", "coded"].includes(found.kind);
}

/** The structure behind references and checks. */
export function bareOf(sheet: Sheet, type: WireType): Exclude<WireType, { kind: "ref" | "checked" }> {
  const found = sheet.resolve(type);
  return found.kind === "checked" ? bareOf(sheet, found.type) : found;
}

export interface Tagged {
  readonly property: string;
  /** The values of the property, with the member each stands for; `undefined` for one that may be without. */
  readonly variants: readonly Variant[];
  /** Members that are no objects. */
  readonly others: readonly WireType[];
}

export interface Variant {
  readonly value: LiteralValue | undefined;
  readonly member: WireType;
}

/** How a union's objects are told apart by one property; undefined when they cannot be. */
export function taggedOf(sheet: Sheet, union: Union): Tagged | undefined {
  const { discriminator, members } = union;
  if (discriminator === undefined) return undefined;
  const variants = variantsOf(discriminator, members);
  const tagged = new Set(variants.map(({ member }) => member));
  const others = members.filter((member) => !tagged.has(member));
  const clear = others.every((member) => !mayBeObject(sheet, member)) && [...tagged].every(isTold);
  return clear && variants.length > 0 ? { property: discriminator.property, variants, others } : undefined;

  function isTold(member: WireType): boolean {
    return members.indexOf(member) === discriminator?.absent || requiresTag(member);
  }

  function requiresTag(member: WireType): boolean {
    const found = bareOf(sheet, member);
    if (found.kind === "union") return found.members.every(requiresTag);
    return (
      found.kind === "object" &&
      found.properties.some(
        ({ name, optional, access }) => name === discriminator?.property && !optional && access === undefined,
      )
    );
  }
}

function variantsOf({ memberByValue, absent }: Discriminator, members: readonly WireType[]): readonly Variant[] {
  const untagged = absent === undefined ? undefined : members[absent];
  const tagged = Object.entries(memberByValue).flatMap(([text, index]) => {
    const value: unknown = JSON.parse(text);
    const member = members[index];
    const isLiteral = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    return isLiteral && member !== undefined ? [{ value, member }] : [];
  });
  return untagged === undefined ? tagged : [...tagged, { value: undefined, member: untagged }];
}

function mayBeObject(sheet: Sheet, type: WireType): boolean {
  const found = bareOf(sheet, type);
  if (found.kind === "union") return found.members.some((member) => mayBeObject(sheet, member));
  return ["object", "record", "set", "unknown", "coded"].includes(found.kind);
}

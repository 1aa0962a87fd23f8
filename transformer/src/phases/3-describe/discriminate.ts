import type { Discriminator, WireType } from "../../ir/wire-type.js";
import ts from "../../typescript.cjs";
import { asWritten, typeNodeOf } from "../2-analyze/written.js";
import type { Describer } from "./describer.js";

/** An object type of a union, seen from both sides. */
export interface Variant {
  readonly type: ts.Type;
  readonly wire: WireType;
}

type Union = Extract<WireType, { kind: "union" }>;

/**
 * Tells the objects of a union apart by the first property, in declared order, that has literal values of its own in
 * each; at most one object may be without it. Where no property can, one that tells groups of objects apart and, in each
 * group, another.
 * @param members all of them, in order
 * @param variants those that are objects
 */
export function discriminate(describer: Describer, members: readonly WireType[], variants: readonly Variant[]): Union {
  const tags = variants.length < 2 ? [] : tagsOf(describer, variants);
  const own = tags.filter((tag) => groupsOf(tag).length === tag.length && tag.filter(isOptional).length < 2);
  const found = own.find((tag) => !tag.some(isOptional)) ?? own[0];
  if (found) return { kind: "union", members, discriminator: discriminatorOf(members, found) };
  for (const tag of tags) {
    const groups = groupsOf(tag);
    if (groups.length < 2 || tag.some(isOptional)) continue;
    const joined = groups.map((group) => joinGroup(describer, group));
    if (joined.every((wire) => wire !== undefined)) return unionOfGroups(members, groups, joined);
  }
  return { kind: "union", members };
}

/** The literal values that one property may have in a variant. */
interface Tag {
  readonly variant: Variant;
  readonly property: string;
  /** As JSON text. */
  readonly values: readonly string[];
  readonly optional: boolean;
}

/** By property: what it may be in each of the variants, where it is a literal in all of them. */
function tagsOf(describer: Describer, variants: readonly Variant[]): (readonly Tag[])[] {
  const [first] = variants;
  const names = first ? describer.project.checker.getPropertiesOfType(first.type).map(({ name }) => name) : [];
  return names
    .map((property) => variants.map((variant) => tagOf(describer, variant, property)))
    .filter((tags) => tags.every((tag) => tag !== undefined));
}

function tagOf({ project: { checker }, markers }: Describer, variant: Variant, property: string): Tag | undefined {
  const symbol = checker.getPropertyOfType(variant.type, property);
  if (!symbol) return undefined;
  const declaration = symbol.valueDeclaration ?? symbol.declarations?.[0];
  const found = checker.getTypeOfSymbol(symbol);
  const types = (found.isUnion() ? found.types : [found]).filter(({ flags }) => !(flags & ts.TypeFlags.Undefined));
  const values = types.map((one) => {
    if (one.isStringLiteral() || one.isNumberLiteral()) return JSON.stringify(one.value);
    return one.flags & ts.TypeFlags.BooleanLiteral ? checker.typeToString(one) : undefined;
  });
  if (values.length === 0 || !values.every((value) => value !== undefined)) return undefined;
  const optional =
    Boolean(symbol.flags & ts.SymbolFlags.Optional) ||
    types.length < (found.isUnion() ? found.types.length : 1) ||
    markers.read(asWritten(typeNodeOf(declaration))).default !== undefined;
  return { variant, property, values, optional };
}

const isOptional = ({ optional }: Tag): boolean => optional;

/** Tags that share a value belong together. */
function groupsOf(tags: readonly Tag[]): (readonly Tag[])[] {
  const groups: Tag[][] = [];
  for (const tag of tags) {
    const known = groups.filter((group) =>
      group.some((other) => other.values.some((value) => tag.values.includes(value))),
    );
    for (const group of known) groups.splice(groups.indexOf(group), 1);
    groups.push([...known.flat(), tag]);
  }
  return groups;
}

function discriminatorOf(members: readonly WireType[], tags: readonly Tag[]): Discriminator {
  const optional = tags.find(isOptional);
  const entries = tags.flatMap(({ values, variant }) => values.map((value) => [value, members.indexOf(variant.wire)]));
  return {
    property: tags[0]?.property ?? "",
    memberByValue: Object.fromEntries(entries),
    ...(optional ? { absent: members.indexOf(optional.variant.wire) } : {}),
  };
}

/** One variant, or several that another property tells apart. */
function joinGroup(describer: Describer, group: readonly Tag[]): WireType | undefined {
  const variants = group.map(({ variant }) => variant);
  const [only] = variants;
  if (only && variants.length === 1) return only.wire;
  const inner = discriminate(
    describer,
    variants.map(({ wire }) => wire),
    variants,
  );
  return inner.discriminator === undefined ? undefined : inner;
}

/** Each group stands where its first variant stood. */
function unionOfGroups(
  members: readonly WireType[],
  groups: readonly (readonly Tag[])[],
  joined: readonly WireType[],
): Union {
  const joinedByWire = new Map(
    groups.flatMap((group, index) => group.map(({ variant }) => [variant.wire, joined[index]] as const)),
  );
  const all = [...new Set(members.map((member) => joinedByWire.get(member) ?? member))];
  const tags = groups.flatMap((group, index) => {
    const wire = joined[index];
    return wire ? group.map((tag) => ({ ...tag, variant: { ...tag.variant, wire } })) : [];
  });
  return { kind: "union", members: all, discriminator: discriminatorOf(all, tags) };
}

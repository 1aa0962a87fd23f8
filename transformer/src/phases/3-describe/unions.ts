import { problem } from "../../diagnostics/problem.js";
import type { LiteralValue, WireType } from "../../ir/wire-type.js";
import ts from "../../typescript.cjs";
import { asWritten, type Written } from "../2-analyze/written.js";
import { type Described, described, type TypeProblem } from "./described.js";
import type { Describer } from "./describer.js";
import { discriminate, type Variant } from "./discriminate.js";
import { describeTemplates, isTemplate } from "./templates.js";

/** A union without null and undefined. Literals become one member, `true | false` a boolean, a whole enum its name. */
export function describeUnion(describer: Describer, type: ts.UnionType, written: Written | undefined): Described {
  const { members, writtenByMember, lost: unmatched } = orderedMembers(describer, type, written);
  const templates = members.filter(isTemplate).flatMap((member) => writtenByMember.get(member) ?? []);
  // Several template literal types are one type on the wire.
  const lost = unmatched ?? (templates.length > 1 ? templates.find((one) => describer.marks.isMarked(one)) : undefined);
  const { type: union, problems } = describeMembers(describer, members, writtenByMember);
  if (!lost) return described(union, problems);
  return described(union, [...problems, { code: "marker", problem: problem("TW2011", lost.node, {}) }]);
}

/** The members that are left of a union whose other members are something else than data. */
export function describeRest(
  describer: Describer,
  types: readonly ts.Type[],
  writtenByMember?: ReadonlyMap<ts.Type, Written>,
): Described {
  const members = [...collapseEnums(describer.project.checker, types)].sort(byText(describer));
  return describeMembers(describer, members, writtenByMember);
}

function describeMembers(
  describer: Describer,
  types: readonly ts.Type[],
  writtenByMember: ReadonlyMap<ts.Type, Written> = new Map(),
): Described {
  const members: WireType[] = [];
  const literals: LiteralValue[] = [];
  const problems: TypeProblem[] = [];
  const variants: Variant[] = [];
  const templates = types.filter(isTemplate);
  const areAllLiteral = types.every(isLiteral);
  for (const type of types) {
    if (isTemplate(type) && type !== templates[0]) continue;
    const { type: wire, problems: found } =
      isTemplate(type) && templates.length > 1
        ? describeTemplates(describer, templates)
        : describer.describe(type, writtenByMember.get(type));
    // In `("auto" | number) & Minimum<0>` it is for the number.
    problems.push(...found.filter(({ code }) => code !== "TW3011" || areAllLiteral));
    if (wire.kind === "literal") literals.push(...wire.values);
    else {
      members.push(wire);
      if (isObject(describer, wire)) variants.push({ type, wire });
    }
  }
  mergeBigints(members);
  if (literals.length > 0) members.unshift(...literalMembers(literals));
  const [single] = members;
  if (single && members.length === 1) return described(single, problems);
  return described(discriminate(describer, members, variants), problems);
}

/** A reference to a type that is still being described cannot be resolved, and is to an object or has no properties. */
function isObject(describer: Describer, wire: WireType): boolean {
  const { kind } = describer.bare(wire);
  return kind === "object" || (wire.kind === "ref" && kind === "unknown");
}

/** A literal, with or without tags. */
const isLiteral = (type: ts.Type): boolean =>
  type.isIntersection() ? type.types.some(isLiteral) : Boolean(type.flags & ts.TypeFlags.Literal);

/** `1n | 2n` is one member with two values, in the place of the first; beside `bigint` TypeScript keeps none. */
function mergeBigints(members: WireType[]): void {
  const isOne = (member: WireType): member is BigintLiteral => member.kind === "bigint" && member.values !== undefined;
  const literals = members.filter(isOne);
  const [first] = literals;
  if (!first || literals.length < 2) return;
  const merged: WireType = { ...first, values: literals.flatMap(({ values }) => values) };
  const others = members.filter((member) => member === first || !isOne(member));
  members.splice(0, members.length, ...others.map((member) => (member === first ? merged : member)));
}

type BigintLiteral = Extract<WireType, { kind: "bigint" }> & { readonly values: readonly string[] };

/** The order TypeScript keeps members in depends on what it saw first; the written order, else a sorted one, does not. */
function orderedMembers(describer: Describer, type: ts.UnionType, written: Written | undefined): MatchedMembers {
  const { checker } = describer.project;
  const whole = Boolean(type.flags & ts.TypeFlags.EnumLike);
  const members = whole ? type.types : collapseEnums(checker, withoutAbsence(type.types));
  const source = written ?? asWritten(aliasNode(type));
  const { rank, ...matched } = matchMembers(describer, members, source ? describer.marks.members(source) : []);
  const declared = whole ? enumOrder(type) : [];
  for (const member of members) if (declared.includes(member.symbol)) rank.set(member, declared.indexOf(member.symbol));
  const alphabetical = byText(describer);
  const ordered = [...members].sort(
    (a, b) => (rank.get(a) ?? rank.size) - (rank.get(b) ?? rank.size) || alphabetical(a, b),
  );
  return { ...matched, members: ordered };
}

export interface MatchedMembers {
  readonly members: readonly ts.Type[];
  /** As far as they are written one by one. */
  readonly writtenByMember: ReadonlyMap<ts.Type, Written>;
  /** One whose words about values belong to no member of its own. */
  readonly lost?: Written;
}

/** Which member is written how, and in which order. */
export function matchMembers(
  describer: Describer,
  members: readonly ts.Type[],
  written: readonly Written[],
): MatchedMembers & { readonly rank: Map<ts.Type, number> } {
  const rank = new Map<ts.Type, number>();
  const writtenByMember = new Map<ts.Type, Written>();
  const marked: Written[] = [];
  /** Written again without the words of another that is the same to TypeScript. */
  let shadowed: Written | undefined;
  for (const one of written) {
    const contributed = contributionOf(describer, one, members);
    for (const member of contributed) if (!rank.has(member)) rank.set(member, rank.size);
    const [only] = contributed;
    const isFresh = only && contributed.length === 1 && members.includes(only) && !writtenByMember.has(only);
    if (isFresh) writtenByMember.set(only, one);
    else if (describer.marks.isMarked(one)) marked.push(one);
    else if (only && contributed.length === 1) {
      const earlier = writtenByMember.get(only);
      if (earlier && describer.marks.isMarked(earlier)) shadowed = earlier;
    }
  }
  if (shadowed) return { members, rank, writtenByMember, lost: shadowed };
  const [lost, ...more] = marked;
  if (!lost) return { members, rank, writtenByMember };
  // What is left belongs together.
  const [other, ...others] = members.filter((member) => !writtenByMember.has(member));
  if (!other || more.length > 0 || others.length > 0) return { members, rank, writtenByMember, lost };
  return { members, rank, writtenByMember: writtenByMember.set(other, lost) };
}

/** With type parameters in it a node has another type than the member it is written for, which is found by its arguments. */
function contributionOf(describer: Describer, written: Written, known: readonly ts.Type[]): readonly ts.Type[] {
  const contributed = membersOf(describer.project.checker, written.node, known);
  if (contributed.some((member) => known.includes(member))) return contributed;
  const instances = known.filter((member) => describer.marks.isInstance(written, member));
  return instances.length === 1 ? instances : contributed;
}

/** What a written member contributes: itself, or its own members where it is a union by another name. */
function membersOf(checker: ts.TypeChecker, node: ts.TypeNode, known: readonly ts.Type[]): readonly ts.Type[] {
  const type = checker.getTypeFromTypeNode(node);
  return type.isUnion() && !known.includes(type) ? collapseEnums(checker, withoutAbsence(type.types)) : [type];
}

function byText({ namer, project }: Describer): (a: ts.Type, b: ts.Type) => number {
  const text = (type: ts.Type): string => namer.nameOf(type)?.key ?? project.checker.typeToString(type);
  return (a, b) => {
    const [textA, textB] = [text(a), text(b)];
    return textA < textB ? -1 : textA > textB ? 1 : 0;
  };
}

const withoutAbsence = (types: readonly ts.Type[]): readonly ts.Type[] =>
  types.filter(({ flags }) => !(flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)));

/** What an alias was declared as. */
export const aliasNode = (type: ts.Type): ts.TypeNode | undefined =>
  type.aliasSymbol?.declarations?.find(ts.isTypeAliasDeclaration)?.type;

const enumOrder = ({ symbol }: ts.Type): ts.Symbol[] => [...(symbol?.exports?.values() ?? [])];

/** A union holds an enum's members one by one; where all of them are there, the enum itself is meant. */
export function collapseEnums(checker: ts.TypeChecker, members: readonly ts.Type[]): readonly ts.Type[] {
  const whole = new Set<ts.Type>();
  const part = new Set<ts.Type>();
  for (const member of members) {
    if (!(member.flags & (ts.TypeFlags.EnumLiteral | ts.TypeFlags.BooleanLiteral))) continue;
    const parent = checker.getBaseTypeOfLiteralType(member);
    if (parent === member || !parent.isUnion() || !parent.types.every((one) => members.includes(one))) continue;
    whole.add(parent);
    part.add(member);
  }
  return [...members.filter((member) => !part.has(member)), ...whole];
}

/** True and false together are any boolean. */
function literalMembers(values: readonly LiteralValue[]): WireType[] {
  const distinct = [...new Set(values)];
  if (!distinct.includes(true) || !distinct.includes(false)) return [{ kind: "literal", values: distinct }];
  const others = distinct.filter((value) => typeof value !== "boolean");
  return [...(others.length > 0 ? [{ kind: "literal", values: others } as const] : []), { kind: "boolean" }];
}

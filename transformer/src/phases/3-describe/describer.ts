import type { TypeKey } from "@typeway/contract";
import { problem } from "../../diagnostics/problem.js";
import { innerTypes } from "../../ir/inner-types.js";
import type { JsonValue, NamedType, TypeTable, WireType } from "../../ir/wire-type.js";
import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";
import type { MarkerReader } from "../2-analyze/markers.js";
import { hasMarks, ValueMarkReader } from "../2-analyze/value-marks.js";
import { type Bindings, symbolOf, type Written, asWritten as writtenAs } from "../2-analyze/written.js";
import { describeArray, describeMap, describeSet, describeTuple } from "./collections.js";
import { constrain, targetOf } from "./constrain.js";
import { constraintProblems } from "./constraint-problems.js";
import { defaultProblems } from "./default-value.js";
import { type Described, described, type TypeProblem, unknownType } from "./described.js";
import { lostNull } from "./lost-null.js";
import { describeCodedClass, describeMarked } from "./marked.js";
import { type TypeName, TypeNamer } from "./names.js";
import { describeNative } from "./natives.js";
import { describeObject } from "./objects.js";
import { References } from "./references.js";
import { functionRefusal, type Refusal, reasonFor, streamRefusal, streams } from "./refusals.js";
import { describeTemplates, isTemplate } from "./templates.js";
import { TagReader, type TagReading } from "./typia.js";
import { aliasNode, describeUnion } from "./unions.js";
import { wordsOf } from "./words.js";

const { TypeFlags } = ts;

/**
 * Describes types as they cross the wire. The structure is walked here, because declared order, written markers and
 * names are lost in typia's metadata; what a constraint means is typia's to say.
 */
export class Describer {
  readonly namer: TypeNamer;
  readonly tags: TagReader;
  readonly marks: ValueMarkReader;
  readonly references: References;
  readonly #named = new Map<TypeKey, { readonly named: NamedType; readonly problems: readonly TypeProblem[] }>();
  readonly #open = new Map<TypeKey, ts.Type>();

  constructor(
    readonly project: Project,
    readonly markers: MarkerReader,
  ) {
    this.namer = new TypeNamer(project);
    this.tags = new TagReader(project.checker);
    this.marks = new ValueMarkReader(project);
    this.references = new References(project);
  }

  /** The named types reachable from some descriptions. */
  tableOf(types: readonly WireType[]): TypeTable {
    const table: Record<TypeKey, NamedType> = {};
    const visit = (type: WireType): void => {
      if (type.kind === "ref") {
        const entry = this.#named.get(type.to);
        if (!entry || table[type.to]) return;
        table[type.to] = entry.named;
        visit(entry.named.type);
      } else for (const inner of innerTypes(type)) visit(inner);
    };
    for (const type of types) visit(type);
    return table;
  }

  /** The structure behind a reference. */
  resolve(type: WireType): WireType {
    return type.kind === "ref" ? (this.#named.get(type.to)?.named.type ?? unknownType) : type;
  }

  named(key: TypeKey): NamedType | undefined {
    return this.#named.get(key)?.named;
  }

  /** A named type that is made from another. */
  addVariant(named: NamedType): void {
    this.#named.set(named.key, { named, problems: [] });
  }

  /** The structure behind references and checks. */
  bare(type: WireType): WireType {
    const found = this.resolve(type);
    return found.kind === "checked" ? this.bare(found.type) : found;
  }

  /** @param written the type as it is written: shows transparent words, and the order of a union's members */
  describe(type: ts.Type, written?: Written): Described {
    const lost = written && lostNull(this, written.node);
    const { type: wire, problems } = this.#marked(type, written);
    return described(wire, lost ? [...problems, { code: "marker", problem: lost }] : problems);
  }

  #marked(type: ts.Type, written: Written | undefined): Described {
    if (!written) return this.#structure(type, undefined);
    const marks = this.marks.read(written);
    if (hasMarks(marks)) return describeMarked(this, marks, () => this.#structure(type, marks.structure));
    const [only, ...others] = type.isUnion() ? [] : this.marks.members(written);
    if (only && others.length === 0 && only !== written) return this.#marked(type, only);
    const result = this.#structure(type, written);
    return others.length > 0 ? this.#distinct(result, [only, ...others]) : result;
  }

  /** Marks on members that are one to TypeScript could not be told apart in a value. */
  #distinct({ type, problems }: Described, members: readonly (Written | undefined)[]): Described {
    const marked = members.find((member) => member && this.marks.isMarked(member));
    if (!marked) return described(type, problems);
    return described(type, [...problems, { code: "marker", problem: problem("TW2011", marked.node, {}) }]);
  }

  #structure(type: ts.Type, written: Written | undefined): Described {
    if (type.flags & TypeFlags.Unknown) return described(unknownType);
    if (type.flags & TypeFlags.Any) return described(unknownType, isMistake(type) ? [] : [anything]);
    if (type.flags & TypeFlags.Null) return described({ kind: "null" });
    if (type.flags & TypeFlags.EnumLike && type.isUnion())
      return this.#name(type, () => asEnum(describeUnion(this, type, undefined)));
    const scalar = scalarOf(type);
    if (scalar) return described(scalar);
    if (isTemplate(type)) return describeTemplates(this, [type]);
    if (type.flags & TypeFlags.Instantiable) return this.#unbound(type);
    if (type.isUnion()) return this.#union(type, written);
    if (type.isIntersection()) return this.#name(type, (bindings) => this.#intersection(type, bindings), written);
    if (type.flags & (TypeFlags.Object | TypeFlags.NonPrimitive)) return this.#object(type, written);
    return this.refuse(type, reasonFor(type));
  }

  refuse(type: ts.Type, [reason, cure]: Refusal): Described {
    return described(unknownType, [{ code: "TW3001", path: "", type: this.#text(type), reason, cure }]);
  }

  /** Puts tags on a type, or on each member of a union which takes their kind. */
  constrained(
    type: WireType,
    read: (target: NonNullable<ReturnType<typeof targetOf>>) => TagReading | undefined,
    text: string,
  ): Described {
    if (type.kind === "union") {
      const members = type.members.map((member) => this.constrained(member, read, text));
      return described(
        { ...type, members: members.map((member) => member.type) },
        members.flatMap((member) => member.problems),
      );
    }
    if (type.kind === "checked") {
      const inner = this.constrained(type.type, read, text);
      return described({ ...type, type: inner.type }, inner.problems);
    }
    const target = targetOf(type);
    const reading = target && read(target);
    if (!reading) return described(type);
    if (reading.kind !== "tags") {
      const code = reading.kind === "failed" ? "TW3004" : "TW3003";
      return described(type, [{ code, path: "", type: text, reason: reading.reason, cure: "" }]);
    }
    const result = constrain(type, reading.tags);
    return "reason" in result
      ? described(type, [{ code: "TW3003", path: "", type: text, reason: result.reason, cure: "" }])
      : described(result.type);
  }

  /** What is wrong with the value of a `Default`. */
  defaultProblems(value: JsonValue | undefined, type: ts.Type, wire: WireType): readonly TypeProblem[] {
    return value === undefined ? [] : defaultProblems(value, wire, this.#text(type), (inner) => this.resolve(inner));
  }

  #union(found: ts.UnionType, written: Written | undefined): Described {
    const type = asWritten(this.project.checker, found, written?.node);
    if (type.flags & TypeFlags.Boolean) return described({ kind: "boolean" });
    if (!type.aliasSymbol) return this.#members(type, written);
    const declared = this.#writtenUnion(written) ?? writtenAs(aliasNode(type));
    return this.#name(type, () => this.#members(type, declared), declared);
  }

  #members(type: ts.UnionType, written: Written | undefined): Described {
    const nullable = type.types.some((member) => member.flags & TypeFlags.Null);
    const absent = type.types.some((member) => member.flags & TypeFlags.Undefined);
    if (!nullable && !absent) return describeUnion(this, type, written);
    const inner = this.describe(this.project.checker.getNonNullableType(type), this.#present(written));
    if (!nullable) return inner;
    const union: WireType =
      inner.type.kind === "union"
        ? { ...inner.type, members: [...inner.type.members, { kind: "null" }] }
        : { kind: "union", members: [inner.type, { kind: "null" }] };
    return described(union, inner.problems);
  }

  /** The union itself, where it is written behind aliases and type parameters. */
  #writtenUnion(written: Written | undefined): Written | undefined {
    const structure = written && this.marks.read(written).structure;
    return structure && ts.isUnionTypeNode(structure.node) ? structure : undefined;
  }

  /** What is written beside null and undefined, where that is one member. */
  #present(written: Written | undefined): Written | undefined {
    const [only, ...others] = written ? this.marks.members(written) : [];
    return only && others.length === 0 ? only : written;
  }

  /** `string & MinLength<1>`, `User & { admin: boolean }`, `string[] & MinItems<1>`. */
  #intersection(type: ts.IntersectionType, bindings: Bindings): Described {
    const tags = type.types.filter((member) => isTag(member) && !isNeutral(member));
    const others = type.types.filter((member) => !isTag(member));
    const primitive = others.find((member) => !(member.flags & (TypeFlags.Object | TypeFlags.NonPrimitive)));
    // Beside a primitive an object type is a brand: it cannot be there at run time.
    const [single] = primitive ? [primitive] : others;
    const base =
      single && (primitive || others.length === 1) ? this.#unnamed(single) : describeObject(this, type, bindings);
    if (tags.length === 0) return base;
    const tagged = this.constrained(base.type, (target) => this.tags.readTypes(target, tags), this.#text(type));
    const problems = constraintProblems(tagged.type, this.#text(type));
    return described(tagged.type, [...base.problems, ...tagged.problems, ...problems]);
  }

  /** The structure of a type whose tags make it another: `Exact<User>` is not `User`. */
  #unnamed(type: ts.Type): Described {
    const { type: wire, problems } = this.describe(type);
    return described(this.resolve(wire), problems);
  }

  #object(type: ts.Type, written: Written | undefined): Described {
    const { checker } = this.project;
    if (type.flags & TypeFlags.NonPrimitive) return described({ kind: "record", values: unknownType });
    if (checker.isArrayType(type)) return this.#collection(type, () => describeArray(this, type, written));
    if (checker.isTupleType(type)) return this.#collection(type, () => describeTuple(this, type, written));
    if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0)
      return this.refuse(type, functionRefusal);
    const { symbol } = type;
    if (symbol && isMap(symbol) && this.project.isPlatform(symbol.declarations?.[0]))
      return this.#collection(type, () => describeMap(this, type, written));
    if (symbol && isSet(symbol) && this.project.isPlatform(symbol.declarations?.[0]))
      return this.#collection(type, () => describeSet(this, type, written));
    if (symbol && streams.has(symbol.name) && this.project.isPlatform(symbol.declarations?.[0]))
      return this.refuse(type, streamRefusal);
    const native = describeNative(this, type);
    if (native) return native;
    return this.#name(
      type,
      (bindings) => describeCodedClass(this, type) ?? describeObject(this, type, bindings, written),
      written,
      written && this.#forgottenAlias(type, written.node),
    );
  }

  /** `type Changes = Partial<User>` is `Partial<User>` to TypeScript; its name is only where it is written. */
  #forgottenAlias(type: ts.Type, node: ts.TypeNode): ts.Symbol | undefined {
    if (!this.project.isPlatform(type.aliasSymbol?.declarations?.[0])) return undefined;
    const alias = this.markers.aliasOf(node);
    return alias && this.project.checker.getDeclaredTypeOfSymbol(alias) === type ? alias : undefined;
  }

  /** Only an alias lets an array contain itself. */
  #collection(type: ts.Type, describe: () => Described): Described {
    return type.aliasSymbol ? this.#recursive(type, describe) : describe();
  }

  /**
   * Describes a type once under its name and refers to it from then on.
   * @param describe gets what is written for the type's own type parameters
   * @param alias by which the type is written, where TypeScript has forgotten it
   */
  #name(type: ts.Type, describe: (bindings: Bindings) => Described, written?: Written, alias?: ts.Symbol): Described {
    const bindings = this.marks.bindingsInside(written, type);
    const name = this.#nameOf(type, alias, bindings);
    if (!name) return this.#recursive(type, () => describe(bindings));
    const ref: WireType = { kind: "ref", to: name.key };
    const known = this.#named.get(name.key);
    if (known) return described(ref, known.problems);
    if (this.#open.has(name.key)) return described(ref);
    this.#open.set(name.key, type);
    const { type: structure, problems } = describe(bindings);
    this.#open.delete(name.key);
    if (!isNameable(structure)) return described(structure, problems);
    const symbol = alias ?? type.aliasSymbol ?? type.symbol;
    const words =
      symbol && !this.project.isPlatform(symbol.declarations?.[0]) ? wordsOf(this.project.checker, symbol) : undefined;
    this.#named.set(name.key, { named: { ...name, type: structure, ...(words ? { words } : {}) }, problems });
    return described(ref, problems);
  }

  /** `Page<Isbn>` is `Page<string>` to TypeScript, but not the same on the wire. */
  #nameOf(type: ts.Type, alias: ts.Symbol | undefined, bindings: Bindings): TypeName | undefined {
    const name = this.namer.nameOf(type, alias);
    const telling = [...bindings.values()].filter((bound) => this.marks.isTelling(bound));
    if (!name || telling.length === 0 || !isGeneric(type)) return name;
    const keys = telling.map(({ node }) => this.#keyOf(node));
    const words = telling.map(({ node }) =>
      node
        .getText()
        .replace(/[^A-Za-z0-9]+/g, "_")
        .replace(/_$/, ""),
    );
    const given = type.aliasTypeArguments ?? (type as ts.TypeReference).typeArguments ?? [];
    const own = given.length === telling.length ? (alias ?? type.aliasSymbol ?? type.symbol).name : name.name;
    return { key: `${name.key}{${keys.join(",")}}`, name: [own, ...words].join("_") };
  }

  /** What is written in the place of a type parameter: by its own name wherever it is used, else as it stands. */
  #keyOf(node: ts.TypeNode): string {
    const alias = ts.isTypeReferenceNode(node) && !node.typeArguments && symbolOf(this.project.checker, node);
    const declaration = alias ? alias.declarations?.[0] : undefined;
    const file = (declaration ?? node).getSourceFile();
    return `${this.project.relative(file.fileName)}#${declaration && alias ? alias.name : node.getText()}`;
  }

  /** A type without a component name that may contain itself: named only if it does. */
  #recursive(type: ts.Type, describe: () => Described): Described {
    const alias = type.aliasSymbol;
    const key = `${alias?.declarations?.[0] ? this.project.place(alias.declarations[0]) : ""}#${this.#text(type)}`;
    if (this.#named.has(key)) return described({ kind: "ref", to: key });
    if (this.#open.get(key) === type) {
      this.#selfReferring.add(key);
      return described({ kind: "ref", to: key });
    }
    if (this.#open.has(key)) return describe();
    this.#open.set(key, type);
    const result = describe();
    this.#open.delete(key);
    if (!this.#selfReferring.delete(key)) return result;
    this.#named.set(key, {
      named: { key, name: alias?.name ?? "Recursive", type: result.type },
      problems: result.problems,
    });
    return described({ kind: "ref", to: key }, result.problems);
  }

  readonly #selfReferring = new Set<TypeKey>();

  #unbound(type: ts.Type): Described {
    return described(unknownType, [{ code: "TW3002", path: "", type: this.#text(type), reason: "", cure: "" }]);
  }

  /** Kept, because the checker writes a type anew each time it is asked. */
  #text(type: ts.Type): string {
    const known = this.#textByType.get(type);
    if (known !== undefined) return known;
    const text = this.project.checker.typeToString(type);
    this.#textByType.set(type, text);
    return text;
  }

  readonly #textByType = new Map<ts.Type, string>();
}

/** What TypeScript makes of a type that it cannot find, and reports itself. */
const isMistake = (type: ts.Type): boolean => (type as unknown as { intrinsicName?: string }).intrinsicName === "error";

const anything: TypeProblem = { code: "TW3010", path: "", type: "any", reason: "", cure: "" };

const asEnum = ({ type, problems }: Described): Described =>
  described(type.kind === "literal" ? { ...type, enum: true } : type, problems);

/** `pet?: Pet` adds undefined to the members of Pet, and its name is lost; the written type still has it. */
function asWritten(checker: ts.TypeChecker, type: ts.UnionType, node: ts.TypeNode | undefined): ts.UnionType {
  if (!node || type.aliasSymbol) return type;
  const written = checker.getTypeFromTypeNode(node);
  if (!written.isUnion() || !written.aliasSymbol) return type;
  const present = type.types.filter((member) => !(member.flags & TypeFlags.Undefined));
  const same = present.length === written.types.length && present.every((member) => written.types.includes(member));
  return same ? written : type;
}

function scalarOf(type: ts.Type): WireType | undefined {
  if (type.flags & TypeFlags.String) return { kind: "string", constraints: {} };
  if (type.flags & TypeFlags.Number) return { kind: "number", constraints: {} };
  if (type.flags & TypeFlags.BigInt) return { kind: "bigint", constraints: {} };
  if (type.flags & TypeFlags.BigIntLiteral)
    return { kind: "bigint", constraints: {}, values: [digitsOf((type as ts.BigIntLiteralType).value)] };
  if (type.flags & TypeFlags.Boolean) return { kind: "boolean" };
  if (type.isStringLiteral() || type.isNumberLiteral()) return { kind: "literal", values: [type.value] };
  if (type.flags & TypeFlags.BooleanLiteral)
    return { kind: "literal", values: [(type as unknown as { intrinsicName: string }).intrinsicName === "true"] };
  return undefined;
}

const digitsOf = ({ negative, base10Value }: ts.PseudoBigInt): string => `${negative ? "-" : ""}${base10Value}`;

/** One that is only there to carry `typia.tag`. */
const isTag = (type: ts.Type): boolean => {
  const properties = type.flags & TypeFlags.Object ? type.getProperties() : [];
  return properties.length === 1 && properties[0]?.name === "typia.tag";
};

/** The tag that keeps tagged types assignable to each other says nothing of values. */
const isNeutral = (type: ts.Type): boolean => type.symbol?.name === "Tagged";

const isSet = ({ name }: ts.Symbol): boolean => name === "Set" || name === "ReadonlySet";

const isMap = ({ name }: ts.Symbol): boolean => name === "Map" || name === "ReadonlyMap";

const isNameable = (type: WireType): boolean =>
  type.kind === "coded"
    ? isNameable(type.wire)
    : type.kind === "object" || type.kind === "union" || type.kind === "literal" || type.kind === "record";

const isGeneric = (type: ts.Type): boolean =>
  (type.aliasTypeArguments ?? (type as ts.TypeReference).typeArguments ?? []).length > 0;

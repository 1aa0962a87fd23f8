import type { TypeKey } from "@typeway/contract";
import { innerTypes } from "../../ir/inner-types.js";
import type { JsonValue, NamedType, TypeTable, WireType } from "../../ir/wire-type.js";
import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";
import type { MarkerReader } from "../2-analyze/markers.js";
import { describeArray, describeMap, describeSet, describeTuple } from "./collections.js";
import { constrain, targetOf } from "./constrain.js";
import { defaultProblems } from "./default-value.js";
import { type Described, described, type TypeProblem, unknownType } from "./described.js";
import { TypeNamer } from "./names.js";
import { describeNative } from "./natives.js";
import { describeObject } from "./objects.js";
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
  readonly #named = new Map<TypeKey, { readonly named: NamedType; readonly problems: readonly TypeProblem[] }>();
  readonly #open = new Map<TypeKey, ts.Type>();

  constructor(
    readonly project: Project,
    readonly markers: MarkerReader,
  ) {
    this.namer = new TypeNamer(project);
    this.tags = new TagReader(project.checker);
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

  /** @param node the type as it is written, for the order of a union's members */
  describe(type: ts.Type, node?: ts.TypeNode): Described {
    if (type.flags & (TypeFlags.Any | TypeFlags.Unknown)) return described(unknownType);
    if (type.flags & TypeFlags.Null) return described({ kind: "null" });
    if (type.flags & TypeFlags.EnumLike && type.isUnion())
      return this.#name(type, () => asEnum(describeUnion(this, type, undefined)));
    const scalar = scalarOf(type);
    if (scalar) return described(scalar);
    if (isTemplate(type)) return describeTemplates(this, [type]);
    if (type.flags & TypeFlags.Instantiable) return this.#unbound(type);
    if (type.isUnion()) return this.#union(type, node);
    if (type.isIntersection()) return this.#name(type, () => this.#intersection(type));
    if (type.flags & (TypeFlags.Object | TypeFlags.NonPrimitive)) return this.#object(type, node);
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
    return defaultProblems(value, wire, this.#text(type), (inner) => this.resolve(inner));
  }

  #union(found: ts.UnionType, node: ts.TypeNode | undefined): Described {
    const type = asWritten(this.project.checker, found, node);
    if (type.flags & TypeFlags.Boolean) return described({ kind: "boolean" });
    return type.aliasSymbol ? this.#name(type, () => this.#members(type, aliasNode(type))) : this.#members(type, node);
  }

  #members(type: ts.UnionType, node: ts.TypeNode | undefined): Described {
    const nullable = type.types.some((member) => member.flags & TypeFlags.Null);
    const absent = type.types.some((member) => member.flags & TypeFlags.Undefined);
    if (!nullable && !absent) return describeUnion(this, type, node);
    const inner = this.describe(this.project.checker.getNonNullableType(type), node);
    if (!nullable) return inner;
    const union: WireType =
      inner.type.kind === "union"
        ? { ...inner.type, members: [...inner.type.members, { kind: "null" }] }
        : { kind: "union", members: [inner.type, { kind: "null" }] };
    return described(union, inner.problems);
  }

  /** `string & MinLength<1>`, `User & { admin: boolean }`, `string[] & MinItems<1>`. */
  #intersection(type: ts.IntersectionType): Described {
    const tags = type.types.filter((member) => isTag(member) && !isNeutral(member));
    const others = type.types.filter((member) => !isTag(member));
    const primitive = others.find((member) => !(member.flags & (TypeFlags.Object | TypeFlags.NonPrimitive)));
    // Beside a primitive an object type is a brand: it cannot be there at run time.
    const [single] = primitive ? [primitive] : others;
    const base = single && (primitive || others.length === 1) ? this.#unnamed(single) : describeObject(this, type);
    if (tags.length === 0) return base;
    const tagged = this.constrained(base.type, (target) => this.tags.readTypes(target, tags), this.#text(type));
    return described(tagged.type, [...base.problems, ...tagged.problems]);
  }

  /** The structure of a type whose tags make it another: `Exact<User>` is not `User`. */
  #unnamed(type: ts.Type): Described {
    const { type: wire, problems } = this.describe(type);
    return described(this.resolve(wire), problems);
  }

  #object(type: ts.Type, node: ts.TypeNode | undefined): Described {
    const { checker } = this.project;
    if (type.flags & TypeFlags.NonPrimitive) return described({ kind: "record", values: unknownType });
    if (checker.isArrayType(type)) return this.#collection(type, () => describeArray(this, type));
    if (checker.isTupleType(type)) return this.#collection(type, () => describeTuple(this, type));
    if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0)
      return this.refuse(type, functionRefusal);
    const { symbol } = type;
    if (symbol && isMap(symbol) && this.project.isPlatform(symbol.declarations?.[0]))
      return this.#collection(type, () => describeMap(this, type));
    if (symbol && isSet(symbol) && this.project.isPlatform(symbol.declarations?.[0]))
      return this.#collection(type, () => describeSet(this, type));
    if (symbol && streams.has(symbol.name) && this.project.isPlatform(symbol.declarations?.[0]))
      return this.refuse(type, streamRefusal);
    const native = describeNative(this, type);
    if (native) return native;
    return this.#name(type, () => describeObject(this, type), node && this.#forgottenAlias(type, node));
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

  /** Describes a type once under its name and refers to it from then on. */
  #name(type: ts.Type, describe: () => Described, written?: ts.Symbol): Described {
    const name = this.namer.nameOf(type, written);
    if (!name) return this.#recursive(type, describe);
    const ref: WireType = { kind: "ref", to: name.key };
    const known = this.#named.get(name.key);
    if (known) return described(ref, known.problems);
    if (this.#open.has(name.key)) return described(ref);
    this.#open.set(name.key, type);
    const { type: structure, problems } = describe();
    this.#open.delete(name.key);
    if (!isNameable(structure)) return described(structure, problems);
    const symbol = written ?? type.aliasSymbol ?? type.symbol;
    const words =
      symbol && !this.project.isPlatform(symbol.declarations?.[0]) ? wordsOf(this.project.checker, symbol) : undefined;
    this.#named.set(name.key, { named: { ...name, type: structure, ...(words ? { words } : {}) }, problems });
    return described(ref, problems);
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

  #text(type: ts.Type): string {
    return this.project.checker.typeToString(type);
  }
}

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

const isNameable = ({ kind }: WireType): boolean =>
  kind === "object" || kind === "union" || kind === "literal" || kind === "record";

import { type Problem, problem } from "../../diagnostics/problem.js";
import type { Check, CodedType, ReferenceKey, WireType } from "../../ir/wire-type.js";
import ts from "../../typescript.cjs";
import { type Referent, referentOf } from "../2-analyze/referent.js";
import type { ValueMarks } from "../2-analyze/value-marks.js";
import { bind, symbolOf, typeNodeOf, unbound, type Written } from "../2-analyze/written.js";
import { type Described, described, type TypeProblem, unknownType } from "./described.js";
import type { Describer } from "./describer.js";

/** A type around which words about values are written. @param describe describes what is inside them */
export function describeMarked(describer: Describer, marks: ValueMarks, describe: () => Described): Described {
  const inner = marks.codec ? describeCoded(describer, marks.codec) : describe();
  const problems: TypeProblem[] = [...inner.problems];
  const checks = marks.checks.flatMap((written): Check[] => {
    const check = checkOf(describer, written);
    if (!("code" in check)) return [check];
    problems.push({ code: "marker", problem: check });
    return [];
  });
  return described(checks.length === 0 ? inner.type : checked(inner.type, checks), problems);
}

const checked = (type: WireType, checks: readonly Check[]): WireType =>
  type.kind === "checked" ? { ...type, checks: [...type.checks, ...checks] } : { kind: "checked", type, checks };

function checkOf(describer: Describer, { node }: Written): Check | Problem {
  const { project } = describer;
  const referent = referentOf(project, node, "Check");
  if ("code" in referent) return referent;
  const signatures = project.checker.getTypeFromTypeNode(node).getCallSignatures();
  const refuse = (reason: string): Problem =>
    problem("TW2010", node, { marker: "Check", type: node.getText(), reason });
  if (signatures.length === 0) return refuse("it is not a function");
  if (signatures.some((signature) => isPromise(project.checker, signature.getReturnType())))
    return refuse("it returns a promise, but the values of a request are checked at once");
  return { reference: describer.references.put(referent), name: nameOf(referent) };
}

/** Of a union that may be a promise, too: a promise is neither false nor thrown. */
const isPromise = (checker: ts.TypeChecker, type: ts.Type): boolean =>
  (type.isUnion() ? type.types : [type]).some(
    (member) => !(member.flags & ts.TypeFlags.Any) && checker.getPropertyOfType(member, "then") !== undefined,
  );

const nameOf = ({ symbol, rest }: Referent): string => rest.at(-1) ?? symbol.name;

/** `Coded<typeof codec>`. */
function describeCoded(describer: Describer, { node }: Written): Described {
  const referent = referentOf(describer.project, node, "Coded");
  if ("code" in referent) return described(unknownType, [{ code: "marker", problem: referent }]);
  const codec = describer.project.checker.getTypeFromTypeNode(node);
  const wire = describeWire(describer, codec, node);
  if (typeof wire === "string") {
    const reason = wire;
    const found = problem("TW2010", node, { marker: "Coded", type: node.getText(), reason });
    return described(unknownType, [{ code: "marker", problem: found }]);
  }
  return coded(wire, { codec: describer.references.put(referent), name: nameOf(referent) });
}

const coded = (wire: Described, rest: Omit<CodedType, "kind" | "wire">): Described =>
  described({ kind: "coded", wire: wire.type, ...rest }, wire.problems);

/** A class that carries its codec: `static readonly codec: Codec<string, Money>`. */
export function describeCodedClass(describer: Describer, type: ts.Type): Described | undefined {
  const { checker } = describer.project;
  const declaration = type.symbol?.declarations?.find(ts.isClassLike);
  if (!declaration || describer.project.isPlatform(declaration)) return undefined;
  const property = checker.getTypeOfSymbolAtLocation(type.symbol, declaration).getProperty("codec");
  if (!property) return undefined;
  const codec = checker.getTypeOfSymbolAtLocation(property, declaration);
  const made = codec.getProperty("decode") && methodOf(checker, codec, "decode", declaration)?.getReturnType();
  // A subclass inherits the property, but its values are not what the codec makes.
  if (!made || !checker.isTypeAssignableTo(made, type)) return undefined;
  const wire = describeWire(describer, codec, property.valueDeclaration ?? declaration);
  const owner = classReferent(describer, type);
  if (typeof wire === "string" || !owner) return undefined;
  const name = declaration.name?.text ?? owner.symbol.name;
  const reference = describer.references.put({ ...owner, rest: ["codec"] });
  return coded(wire, { codec: reference, name, instance: describer.references.put(owner) });
}

/** How a class is spoken of; undefined for one without a name. */
function classReferent({ project }: Describer, { symbol }: ts.Type): Referent | undefined {
  const node = symbol?.declarations?.find(ts.isClassLike);
  if (!node) return undefined;
  if (ts.isClassDeclaration(node)) return { symbol, rest: [], node };
  const { parent } = node;
  const variable = ts.isVariableDeclaration(parent) ? project.checker.getSymbolAtLocation(parent.name) : undefined;
  return variable && { symbol: variable, rest: [], node };
}

/** The key of a class that generated code makes instances of. */
export function classReference(describer: Describer, type: ts.Type): ReferenceKey | undefined {
  const referent = classReferent(describer, type);
  return referent && describer.references.put(referent);
}

/** What `decode` takes. @returns for what is no codec, why */
function describeWire(describer: Describer, codec: ts.Type, site: ts.Node): Described | string {
  const { checker } = describer.project;
  const decode = methodOf(checker, codec, "decode", site);
  const [wire] = decode?.parameters ?? [];
  if (!decode || !wire || !methodOf(checker, codec, "encode", site))
    return "it has no `decode` and `encode` functions of one parameter";
  if (isPromise(checker, decode.getReturnType()))
    return "its `decode` returns a promise, but the values of a request are read at once";
  const node = typeNodeOf(wire.valueDeclaration);
  const annotation = node && annotationOf(checker, site);
  const declaration = annotation && symbolOf(checker, annotation)?.declarations?.find(ts.isInterfaceDeclaration);
  const bindings = declaration?.typeParameters
    ? bind(checker, declaration.typeParameters, annotation as ts.TypeReferenceNode, unbound)
    : unbound;
  return describer.describe(checker.getTypeOfSymbolAtLocation(wire, site), node && { node, bindings });
}

function methodOf(checker: ts.TypeChecker, codec: ts.Type, name: string, site: ts.Node): ts.Signature | undefined {
  const property = checker.getNonNullableType(codec).getProperty(name);
  const [signature, ...others] = property ? checker.getTypeOfSymbolAtLocation(property, site).getCallSignatures() : [];
  return signature && others.length === 0 && signature.parameters.length > 0 ? signature : undefined;
}

/** `Codec<Wire, Value>` as it is written at the codec: as its type, or behind `satisfies`. */
function annotationOf(checker: ts.TypeChecker, site: ts.Node): ts.TypeReferenceNode | undefined {
  const declaration = ts.isTypeQueryNode(site) ? declarationOf(checker, site) : site;
  if (!declaration || !(ts.isVariableDeclaration(declaration) || ts.isPropertyDeclaration(declaration)))
    return undefined;
  const { type, initializer } = declaration;
  const node = type ?? (initializer && ts.isSatisfiesExpression(initializer) ? initializer.type : undefined);
  return node && ts.isTypeReferenceNode(node) ? node : undefined;
}

function declarationOf(checker: ts.TypeChecker, { exprName }: ts.TypeQueryNode): ts.Declaration | undefined {
  if (ts.isImportTypeNode(exprName)) return undefined;
  const symbol = checker.getSymbolAtLocation(exprName);
  const target = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return target?.valueDeclaration;
}

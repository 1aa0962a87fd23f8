import { type Problem, problem } from "../../diagnostics/problem.js";
import ts from "../../typescript.cjs";
import { resolveDependency, resolveProvision } from "../2-analyze/dependency.js";
import { readSignature, type Signature } from "../2-analyze/signature.js";
import type { Describer } from "../3-describe/describer.js";
import { type Route, segmentsOf } from "./route.js";
import { wireName } from "./wire-names.js";

/** Segments of a path that nothing takes, and parameters of the path that have no segment. */
export function segmentProblems(
  describer: Describer,
  signature: Signature,
  { path, pathNode, complete, receiver }: Route,
  call: ts.CallExpression,
): Problem[] {
  if (path === undefined || !pathNode) return [];
  const segments = segmentsOf(path);
  const seen = new Set<ts.Signature>();
  const taken = takenNames(describer, signature, seen);
  const left = segments.filter((segment) => !taken.has(segment));
  const unbound =
    left.length === 0
      ? []
      : untaken(describer, left, [call, madeBy(describer, receiver)], seen).map((segment) =>
          problem("TW4001", pathNode, { segment, path }),
        );
  if (!complete) return unbound;
  const misplaced = signature.params
    .filter(({ markers, pattern }) => markers.place?.marker === "Path" && !pattern)
    .map((param) => ({ param, name: param.markers.place?.name ?? wireName(param.name) }))
    .filter(({ name, param }) => !segments.includes(name) && !isSpread(describer, param.type))
    .map(({ param, name }) => problem("TW4002", param.anchor, { name, path }));
  return [...unbound, ...misplaced];
}

/** The segments that no listed dependency takes either; none where only the program knows what is listed. */
function untaken(
  describer: Describer,
  segments: readonly string[],
  calls: readonly (ts.CallExpression | ts.NewExpression | undefined)[],
  seen: Set<ts.Signature>,
): readonly string[] {
  const lists = calls.flatMap((call) => listsIn(describer, call));
  const taken = new Set<string>();
  for (const listed of lists.flatMap((list) => signaturesIn(describer, list))) {
    if (!listed) return [];
    for (const name of takenNames(describer, listed, seen)) taken.add(name);
  }
  return segments.filter((segment) => !taken.has(segment));
}

/** `new App({ … })` behind `app`, or `new Router({ … })`. */
function madeBy({ project: { checker } }: Describer, receiver: ts.Symbol | undefined): ts.NewExpression | undefined {
  const seen = receiver && receiver.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(receiver) : receiver;
  const declaration = seen?.valueDeclaration;
  const made = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  return made && ts.isNewExpression(made) ? made : undefined;
}

/** What the options of a call say of `dependencies`; `undefined` where only the program knows. */
function listsIn(
  { project: { checker } }: Describer,
  call: ts.CallExpression | ts.NewExpression | undefined,
): (ts.Expression | undefined)[] {
  return (call?.arguments ?? []).flatMap((argument) => {
    if (!checker.getTypeAtLocation(argument).getProperty("dependencies")) return [];
    if (!ts.isObjectLiteralExpression(argument)) return [undefined];
    const property = argument.properties.find((one) => one.name?.getText() === "dependencies");
    return [property && ts.isPropertyAssignment(property) ? property.initializer : undefined];
  });
}

/** The functions of a list; `undefined` for what is not written out in it. */
function signaturesIn({ project, markers }: Describer, list: ts.Expression | undefined): (Signature | undefined)[] {
  if (!list || !ts.isArrayLiteralExpression(list)) return [undefined];
  return list.elements.map((expression) => {
    const resolved = ts.isSpreadElement(expression) ? undefined : resolveProvision(project, { expression });
    if (!resolved || "problem" in resolved) return undefined;
    return readSignature({ project, markers, site: expression }, resolved.signature);
  });
}

/** Every name that some function of the tree could take from the path. */
function takenNames(describer: Describer, signature: Signature, seen: Set<ts.Signature>): Set<string> {
  const { project, markers } = describer;
  const names = new Set<string>();
  for (const { name, markers: found, anchor, type } of signature.params) {
    names.add(found.place?.name ?? wireName(name));
    if (found.place?.marker === "Path")
      for (const property of project.checker.getPropertiesOfType(type)) names.add(property.name);
    const resolved = found.depends && resolveDependency(project, found.depends.target, anchor);
    if (!resolved || "problem" in resolved || seen.has(resolved.dependency.signature)) continue;
    seen.add(resolved.dependency.signature);
    const inner = readSignature({ project, markers, site: anchor }, resolved.dependency.signature);
    for (const one of takenNames(describer, inner, seen)) names.add(one);
  }
  return names;
}

const isSpread = ({ project: { checker } }: Describer, type: ts.Type): boolean =>
  Boolean(checker.getNonNullableType(type).flags & (ts.TypeFlags.Object | ts.TypeFlags.NonPrimitive));

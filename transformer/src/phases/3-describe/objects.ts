import { type Problem, problem } from "../../diagnostics/problem.js";
import type { ObjectType, Property } from "../../ir/wire-type.js";
import ts from "../../typescript.cjs";
import { includesUndefined } from "../2-analyze/absence.js";
import { messagesOfProperty } from "../2-analyze/messages.js";
import { type Bindings, typeNodeOf, unbound, type Written } from "../2-analyze/written.js";
import { type Construction, constructionOf, isComputed, isSetter } from "./classes.js";
import { type Described, described, inside, type TypeProblem } from "./described.js";
import type { Describer } from "./describer.js";
import { describeOpenNames, type OpenNames } from "./keys.js";
import { propertiesInOrder } from "./property-order.js";
import { joinWords, wordsOf } from "./words.js";

/**
 * Any type that is properties: interface, literal type, class, mapped type, intersection of these.
 * @param bindings what is written for the type parameters of which its properties are made
 */
export function describeObject(
  describer: Describer,
  type: ts.Type,
  bindings: Bindings = unbound,
  written?: Written,
): Described {
  const apart = takenApart(describer, type);
  if (apart) return apart;
  const construction = constructionOf(describer, type);
  const properties: Property[] = [];
  const problems: TypeProblem[] = [];
  const absent: string[] = [];
  for (const symbol of propertiesInOrder(describer.project, type)) {
    if (isPhantom(symbol)) continue;
    if (isNeverThere(symbol, describer.project.checker.getTypeOfSymbol(symbol))) {
      if (!isInferred(type)) absent.push(symbol.name);
      continue;
    }
    const found = describeProperty(describer, symbol, bindings, construction);
    problems.push(...found.problems);
    if (found.property) properties.push(found.property);
  }
  const { open, problems: problemsOfNames } = describeOpenNames(describer, type, properties.length, (info) =>
    valuesWritten(describer, info, bindings, written),
  );
  problems.push(...problemsOfNames);
  if (open && properties.length === 0 && absent.length === 0) return described({ kind: "record", ...open }, problems);
  return described(
    {
      kind: "object",
      properties,
      ...(open ? additionalOf(open) : {}),
      ...(absent.length > 0 ? { absent } : {}),
      ...construction?.type,
    },
    problems,
  );
}

const additionalOf = ({ values, keys }: OpenNames): Pick<ObjectType, "additional" | "additionalKeys"> => ({
  additional: values,
  ...(keys?.kind === "string" ? { additionalKeys: keys } : {}),
});

/** A mapped type over a constrained number or a Date maps their methods: `DeepPartial<T>` that does not stop at them. */
function takenApart(describer: Describer, type: ts.Type): Described | undefined {
  if (!((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Mapped)) return undefined;
  const owner = type
    .getProperties()
    .map(({ declarations }) => declarations?.find(ts.isMethodSignature)?.parent)
    .find((parent) => parent && ts.isInterfaceDeclaration(parent) && describer.project.isPlatform(parent));
  if (!owner || !ts.isInterfaceDeclaration(owner)) return undefined;
  return describer.refuse(type, [
    `a mapped type has taken a ${owner.name.text} apart into its methods`,
    "Let the mapped type stop there: `T extends string | number | boolean | bigint | Date | null | undefined ? T : …`.",
  ]);
}

/** Keys that only exist for the type checker: constraint tags and unique symbols. */
const isPhantom = ({ name }: ts.Symbol): boolean => name === "typia.tag" || name.startsWith("__@");

function describeProperty(
  describer: Describer,
  symbol: ts.Symbol,
  bindings: Bindings,
  construction: Construction | undefined,
): { property?: Property; problems: readonly TypeProblem[] } {
  const { checker } = describer.project;
  const declaration = symbol.valueDeclaration ?? symbol.declarations?.[0];
  const prefix = `.${symbol.name}`;
  const type = checker.getTypeOfSymbol(symbol);
  if (isClassMethod(declaration) || isSetter(symbol)) return { problems: [] };
  if (declaration && isPrivate(symbol, declaration)) {
    const { problems } = describer.refuse(type, [
      "it is private state of a class",
      "Describe the public data with an interface, leave it out with `Omit<T, …>`, or teach Typeway the class with a `Codec`.",
    ]);
    return { problems: inside(prefix, problems, declaration) };
  }
  const node = typeNodeOf(declaration);
  const written = node && { node, bindings };
  const markers = describer.markers.read(written);
  const base = describer.describe(type, written);
  const comments = symbol.getJsDocTags(checker);
  const constrained =
    comments.length > 0
      ? describer.constrained(
          base.type,
          (target) =>
            target === "object" || target === "boolean" ? undefined : describer.tags.readComments(target, comments),
          checker.typeToString(type),
        )
      : described(base.type);
  const words = joinWords(wordsOf(checker, symbol), markers.words);
  const messages = messagesOfProperty(comments);
  const optional = Boolean(symbol.flags & ts.SymbolFlags.Optional) || includesUndefined(type);
  const property: Property = {
    name: symbol.name,
    type: constrained.type,
    optional: optional || markers.default !== undefined,
    ...(words ? { words } : {}),
    ...(markers.default === undefined ? {} : { default: markers.default }),
    ...(markers.default === undefined || optional ? {} : { fillsDefault: true }),
    ...(messages ? { messages } : {}),
    ...(isComputed(symbol) ? { access: "read" } : {}),
    ...(markers.access ? { access: markers.access } : {}),
    ...(markers.secret ? { secret: true } : {}),
    ...(written && describer.marks.hasDependency(written) ? { dependency: true } : {}),
    ...construction?.property(symbol),
  };
  const problems = [
    ...base.problems,
    ...constrained.problems,
    ...describer.defaultProblems(markers.default, type, constrained.type),
    ...markers.problems.map(markerProblem),
    ...(written ? describer.marks.misplaced(written) : []).map(markerProblem),
  ];
  return { property, problems: inside(prefix, problems.map(asOwn), declaration) };

  /** Of `any` the declaration is told, whoever uses the type; where it is not the user's, its use. */
  function asOwn(found: TypeProblem): TypeProblem {
    if (found.code !== "TW3010" || found.declaration || !declaration || declaration.getSourceFile().isDeclarationFile)
      return found;
    const owner = "name" in declaration.parent ? declaration.parent.name : undefined;
    const name = owner && ts.isIdentifier(owner as ts.Node) ? (owner as ts.Identifier).text : "";
    return markerProblem(problem("TW3010", declaration, { path: `${name}${prefix}${found.path}`.replace(/^\./, "") }));
  }
}

const markerProblem = (problem: Problem): TypeProblem => ({ code: "marker", problem });

/** Of several object literals TypeScript gives each the properties of the others, as `?: undefined`. */
const isInferred = ({ symbol }: ts.Type): boolean => Boolean(symbol && symbol.flags & ts.SymbolFlags.ObjectLiteral);

/** `?: never` and `?: undefined` say that a property is absent. */
const isNeverThere = (symbol: ts.Symbol, type: ts.Type): boolean =>
  Boolean(symbol.flags & ts.SymbolFlags.Optional) &&
  Boolean(type.flags & (ts.TypeFlags.Never | ts.TypeFlags.Undefined));

/** Also one that is written as a property, to keep its `this`. */
function isClassMethod(declaration: ts.Declaration | undefined): boolean {
  if (!declaration || !ts.isClassLike(declaration.parent)) return false;
  if (ts.isMethodDeclaration(declaration)) return true;
  const initializer = ts.isPropertyDeclaration(declaration) ? declaration.initializer : undefined;
  return initializer !== undefined && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer));
}

const isPrivate = (symbol: ts.Symbol, declaration: ts.Declaration): boolean =>
  String(symbol.escapedName).startsWith("__#") ||
  Boolean(ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected));

/** `Record<string, T>` is a mapped type, whose argument says more than its index signature. */
function valuesWritten(
  describer: Describer,
  { declaration }: ts.IndexInfo,
  bindings: Bindings,
  written: Written | undefined,
): Written | undefined {
  const node = written && describer.marks.read(written).structure.node;
  const isRecord = node && ts.isTypeReferenceNode(node) && node.typeName.getText() === "Record";
  if (written && isRecord) return describer.marks.argument(written, 1);
  return declaration?.type && { node: declaration.type, bindings };
}

import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";

/**
 * The properties of an object type in declared order. What an interface or class inherits comes before its own, as it
 * reads; TypeScript lists it behind. The properties of `Omit<T, K>` are in the order in which TypeScript came upon their
 * names anywhere in the program; they are put where `T` declares them. A type whose keys are computed, as a query
 * builder's `Selectable<Table>`, follows the type it was made from.
 */
export function propertiesInOrder(project: Project, type: ts.Type): readonly ts.Symbol[] {
  const { checker } = project;
  const properties = checker.getPropertiesOfType(type);
  if ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Mapped) return asDeclared(project, type, properties);
  if (!type.isClassOrInterface() && !(type as ts.TypeReference).target?.isClassOrInterface()) return properties;
  const inherited = new Set(
    (type.getBaseTypes() ?? []).flatMap((base) => propertiesInOrder(project, base).map(({ name }) => name)),
  );
  const byName = new Map(properties.map((property) => [property.name, property]));
  return [...inherited, ...byName.keys()].flatMap((name) => {
    const property = byName.get(name);
    byName.delete(name);
    return property ? [property] : [];
  });
}

/** Where a property is declared: how far up its owner stands, in which file, and at what place of it. */
type Place = readonly [depth: number, file: string, position: number];

function asDeclared(project: Project, type: ts.Type, properties: readonly ts.Symbol[]): readonly ts.Symbol[] {
  const places = new Map<ts.Symbol, Place>();
  for (const property of properties) {
    const place = placeOf(project, property);
    if (!place) return asInSource(project, type, properties);
    places.set(property, place);
  }
  return [...properties].sort((a, b) => compare(places.get(a), places.get(b)));
}

/** In the order of a type that the mapped type was made from, if one of them has all the names. */
function asInSource(project: Project, type: ts.Type, properties: readonly ts.Symbol[]): readonly ts.Symbol[] {
  for (const source of boundTypes((type as MappedType).mapper)) {
    if (source === type || !(source.flags & ts.TypeFlags.Object)) continue;
    const order = new Map(propertiesInOrder(project, source).map(({ name }, index) => [name, index]));
    const placed = properties.flatMap((property) => {
      const index = order.get(property.name);
      return index === undefined ? [] : [{ property, index }];
    });
    if (placed.length === properties.length)
      return placed.sort((a, b) => a.index - b.index).map(({ property }) => property);
  }
  return properties;
}

/** Not declared by TypeScript: what stands for the type parameters of a mapped type's declaration. */
interface MappedType extends ts.Type {
  readonly mapper?: Mapper;
}
interface Mapper {
  readonly target?: ts.Type;
  readonly targets?: readonly ts.Type[];
  readonly mapper1?: Mapper;
  readonly mapper2?: Mapper;
}

function boundTypes(mapper: Mapper | undefined): readonly ts.Type[] {
  if (!mapper) return [];
  const own = [mapper.target, ...(Array.isArray(mapper.targets) ? mapper.targets : [])];
  return [
    ...own.filter((type): type is ts.Type => typeof type?.flags === "number"),
    ...boundTypes(mapper.mapper1),
    ...boundTypes(mapper.mapper2),
  ];
}

function placeOf(project: Project, property: ts.Symbol): Place | undefined {
  const { checker } = project;
  const declaration = property.valueDeclaration ?? property.declarations?.[0];
  if (!declaration) return undefined;
  const owner = (declaration.parent as ts.Node & { readonly symbol?: ts.Symbol }).symbol;
  const depth = owner ? depthOf(checker, checker.getDeclaredTypeOfSymbol(owner)) : 0;
  return [depth, project.relative(declaration.getSourceFile().fileName), declaration.pos];
}

/** How many types an interface or class inherits from, one above the other. */
function depthOf(checker: ts.TypeChecker, type: ts.Type): number {
  const bases = type.isClassOrInterface() ? checker.getBaseTypes(type) : [];
  return bases.length === 0 ? 0 : 1 + Math.max(...bases.map((base) => depthOf(checker, targetOf(base))));
}

const targetOf = (type: ts.Type): ts.Type => (type as ts.TypeReference).target ?? type;

function compare(a: Place | undefined, b: Place | undefined): number {
  if (!a || !b) return 0;
  const [depthA, fileA, positionA] = a;
  const [depthB, fileB, positionB] = b;
  return depthA - depthB || (fileA < fileB ? -1 : fileA > fileB ? 1 : 0) || positionA - positionB;
}

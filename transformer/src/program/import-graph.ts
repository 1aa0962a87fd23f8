import path from "node:path";
import ts from "../typescript.cjs";
import { fileInternalsOf, internalsOf } from "./internal.js";

/** Which files the types of a file may come from. */
export type ImportGraph = ReadonlyMap<ts.SourceFile, readonly ts.SourceFile[]>;

/**
 * Type-only imports, re-exports, `import("…")` types and references are edges like any other. A module also points to
 * the files that augment it, because whoever sees the module sees the augmentation.
 */
export function importGraph(program: ts.Program): ImportGraph {
  const edges = new Map<ts.SourceFile, ts.SourceFile[]>(program.getSourceFiles().map((file) => [file, []]));
  for (const [file, targets] of edges) {
    targets.push(...importedBy(program, file), ...referencedBy(program, file));
    for (const augmented of augmentedBy(program, file)) edges.get(augmented)?.push(file);
  }
  return edges;
}

function importedBy(program: ts.Program, file: ts.SourceFile): ts.SourceFile[] {
  return resolved(program, file, fileInternalsOf(file).imports ?? []);
}

function augmentedBy(program: ts.Program, file: ts.SourceFile): ts.SourceFile[] {
  return resolved(program, file, (fileInternalsOf(file).moduleAugmentations ?? []).filter(ts.isStringLiteral));
}

function resolved(
  program: ts.Program,
  file: ts.SourceFile,
  specifiers: readonly ts.StringLiteralLike[],
): ts.SourceFile[] {
  const internals = internalsOf(program);
  return specifiers.flatMap((specifier) => {
    const fileName = internals.getResolvedModuleFromModuleSpecifier(specifier, file)?.resolvedModule?.resolvedFileName;
    const target = fileName === undefined ? undefined : program.getSourceFile(fileName);
    return target ? [target] : [];
  });
}

function referencedBy(program: ts.Program, file: ts.SourceFile): ts.SourceFile[] {
  return file.referencedFiles.flatMap(
    ({ fileName }) => program.getSourceFile(path.resolve(path.dirname(file.fileName), fileName)) ?? [],
  );
}

/**
 * Groups of files that import each other in a circle, each group after the groups it imports.
 * (Tarjan's algorithm with a stack of its own: import chains may be longer than the call stack.)
 */
export function importCycles(graph: ImportGraph): ts.SourceFile[][] {
  const order = new Map<ts.SourceFile, number>();
  const lowest = new Map<ts.SourceFile, number>();
  const open: ts.SourceFile[] = [];
  const isOpen = new Set<ts.SourceFile>();
  const groups: ts.SourceFile[][] = [];

  const enter = (file: ts.SourceFile) => {
    order.set(file, order.size);
    lowest.set(file, order.size - 1);
    open.push(file);
    isOpen.add(file);
    return { file, targets: graph.get(file) ?? [], next: 0 };
  };
  const lower = (file: ts.SourceFile, to: number) => lowest.set(file, Math.min(lowest.get(file) ?? to, to));

  for (const root of graph.keys()) {
    if (order.has(root)) continue;
    const walk = [enter(root)];
    for (let visit = walk.at(-1); visit; visit = walk.at(-1)) {
      const target = visit.targets[visit.next++];
      if (target) {
        if (!order.has(target)) walk.push(enter(target));
        else if (isOpen.has(target)) lower(visit.file, order.get(target) ?? 0);
        continue;
      }
      walk.pop();
      const own = lowest.get(visit.file) ?? 0;
      const parent = walk.at(-1);
      if (parent) lower(parent.file, own);
      if (own === order.get(visit.file)) {
        const group = open.splice(open.indexOf(visit.file));
        for (const file of group) isOpen.delete(file);
        groups.push(group);
      }
    }
  }
  return groups;
}

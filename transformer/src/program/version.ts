import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "../typescript.cjs";
import { importCycles, importGraph } from "./import-graph.js";
import { fileInternalsOf, isJson } from "./internal.js";

/** Of everything that writes output: a build by other code of ours is another build. */
const codeDigest = digestOfFolder(new URL("..", import.meta.url)).slice(0, 12);

/** What a mixed version holds after the file's own: the transformer's digest, then the imports' digest. */
const mark = /\+tw([0-9a-f]{12})\.[0-9a-f]+/g;

/** The declaration every call site's types lead to; a file that cannot reach it has nothing generated in it. */
const SLOT_NAME = "typewaySlot";

/**
 * Makes the version of each file with generated code depend on the text of everything it imports, however far away.
 * Builder programs re-emit files whose version changed; without this they would leave out a file whose imports kept
 * their declarations while a type behind them changed.
 *
 * Idempotent. Does nothing where files have no version (no builder will look) or belong to a language service.
 */
export function mixVersions(program: ts.Program): void {
  const files = program.getSourceFiles();
  if (files.some((file) => fileInternalsOf(file).scriptSnapshot !== undefined)) return;
  if (!files.some((file) => fileInternalsOf(file).version !== undefined)) return;

  const graph = importGraph(program);
  const globals = digestOfGlobals(program);
  const root = rootOf(program);
  const digests = new Map<ts.SourceFile, { readonly digest: string; readonly reachesSlot: boolean }>();
  for (const group of importCycles(graph)) {
    const outside = new Set(
      group.flatMap((file) => graph.get(file) ?? []).flatMap((target) => digests.get(target) ?? []),
    );
    const reachesSlot =
      group.some((file) => file.text.includes(SLOT_NAME)) || [...outside].some((imported) => imported.reachesSlot);
    const parts = [...group.map((file) => describe(root, file)), ...[...outside].map(({ digest }) => digest)];
    const entry = { digest: digestOf(parts.sort()), reachesSlot };
    for (const file of group) digests.set(file, entry);
  }
  for (const [file, { digest, reachesSlot }] of digests) {
    if (!reachesSlot || !mayHoldGeneratedCode(file)) continue;
    fileInternalsOf(file).version = `${ownVersion(file)}+tw${codeDigest}.${digestOf([digest, globals]).slice(0, 16)}`;
  }
}

/** Whether build info was written by a transformer other than this one. */
export function isFromOtherTransformer(buildInfo: string): boolean {
  return [...buildInfo.matchAll(mark)].some(([, digest]) => digest !== codeDigest);
}

const ownVersion = (file: ts.SourceFile): string => (fileInternalsOf(file).version ?? "").replace(mark, "");

/** Names the file as well: two files that exchange their texts are a change. */
const describe = (root: string, file: ts.SourceFile): string =>
  `${path.relative(root, file.fileName)}:${ownVersion(file)}`;

/** Where the command was started must not matter. */
function rootOf(program: ts.Program): string {
  const { configFilePath } = program.getCompilerOptions();
  return typeof configFilePath === "string" ? path.dirname(configFilePath) : program.getCurrentDirectory();
}

/** Declarations that need no import. */
const digestOfGlobals = (program: ts.Program): string =>
  digestOf(
    program
      .getSourceFiles()
      .filter((file) => !ts.isExternalModule(file) || fileInternalsOf(file).moduleAugmentations?.some(ts.isIdentifier))
      .map((file) => ownVersion(file))
      .sort(),
  );

/** A file of nothing but types emits the same whatever they mean. */
function mayHoldGeneratedCode(file: ts.SourceFile): boolean {
  if (file.isDeclarationFile || isJson(file)) return false;
  return file.statements.some(
    (statement) =>
      !ts.isImportDeclaration(statement) &&
      !ts.isExportDeclaration(statement) &&
      !ts.isInterfaceDeclaration(statement) &&
      !ts.isTypeAliasDeclaration(statement),
  );
}

function digestOf(parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\n");
  return hash.digest("hex");
}

function digestOfFolder(folder: URL): string {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.[cm]?js$/.test(name));
  return digestOf(
    names.sort().map((name) => digestOf([name, readFileSync(new URL(name.replaceAll("\\", "/"), folder), "utf8")])),
  );
}

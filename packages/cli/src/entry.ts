import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { codeOf, Mistake } from "./mistake.js";

/** Which file makes the application, and which of its exports is it. */
export interface Entry {
  /** Absolute. */
  readonly file: string;
  /** The name of the export, where the user has said so. */
  readonly app?: string;
  /** How it was found: the user named it, or it has one of the usual names. */
  readonly by: "argument" | "package.json" | "name";
}

const names = ["main", "app", "api", "server", "index"];
const sourceFolders = ["src", "."];
const sourceExtensions = [".ts", ".mts", ".cts"];

export interface EntryOptions {
  readonly cwd: string;
  readonly argument?: string | undefined;
  readonly app?: string | undefined;
}

/** The argument, else what package.json says, else the first file with a usual name in `src`, then beside it. */
export function findEntry({ cwd, argument, app }: EntryOptions): Entry {
  if (argument !== undefined) return { ...named(cwd, argument, "argument"), ...(app === undefined ? {} : { app }) };
  const manifest = readManifest(cwd);
  const exported = app ?? manifest.app;
  const rest = exported === undefined ? {} : { app: exported };
  if (manifest.entry !== undefined) return { ...named(cwd, manifest.entry, "package.json"), ...rest };
  const tried = sourceFolders.flatMap((folder) =>
    names.flatMap((name) => sourceExtensions.map((extension) => path.join(folder, name + extension))),
  );
  const file = tried.map((relative) => path.resolve(cwd, relative)).find(isFile);
  if (file !== undefined) return { file, by: "name", ...rest };
  throw new Mistake(
    `No entry found in ${cwd}: there is no ${names.map((name) => `${name}.ts`).join(", ")} in src or beside it. ` +
      `Name the file: \`typeway <command> path/to/file.ts\`, or "typeway": { "entry": "path/to/file.ts" } in package.json.`,
  );
}

export const isTypeScript = (file: string): boolean => /\.[cm]?tsx?$/.test(file) && !/\.d\.[cm]?ts$/.test(file);

function named(cwd: string, name: string, by: Entry["by"]): Omit<Entry, "app"> {
  const file = path.resolve(cwd, name);
  // What is compiled may run where its sources are not.
  if (isFile(file) || (isTypeScript(file) && !existsSync(file))) return { file, by };
  const found = sourceExtensions.map((extension) => file + extension).find(isFile);
  if (found !== undefined) return { file: found, by };
  const where = by === "argument" ? "" : ", which package.json names as the entry";
  throw new Mistake(`There is no file '${path.relative(cwd, file)}' in ${cwd}${where}.`);
}

const isFile = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;

interface Manifest {
  readonly entry?: string;
  readonly app?: string;
}

function readManifest(cwd: string): Manifest {
  const file = path.join(cwd, "package.json");
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return {};
    throw error;
  }
  const wrong = (what: string) => new Mistake(`${file}: ${what}.`);
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
  const settings = property(manifest, "typeway");
  if (settings === undefined) return {};
  if (typeof settings !== "object" || settings === null)
    throw wrong(`"typeway" is not an object like { "entry": "src/main.ts" }`);
  const [entry, app] = [property(settings, "entry"), property(settings, "app")];
  if (entry !== undefined && typeof entry !== "string") throw wrong(`"typeway.entry" is not a file name`);
  if (app !== undefined && typeof app !== "string") throw wrong(`"typeway.app" is not the name of an export`);
  return { ...(entry === undefined ? {} : { entry }), ...(app === undefined ? {} : { app }) };
}

const property = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;

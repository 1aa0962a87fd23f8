import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import type { Test } from "tap";
import { run } from "./processes.js";
import { codeOf, root } from "./readme.js";

/** The README's program and tsconfig.json. */
const [program = ""] = codeOf("Typeway", "ts");
const [compilerOptions = ""] = codeOf("Use it in your project", "json");

/** In the order in which they depend on each other. */
const published = [
  "packages/contract",
  "runtime",
  "packages/openapi",
  "packages/docs",
  "packages/testing",
  "packages/middleware",
  "packages/typeway",
  "transformer",
  "packages/cli",
];

/** Name and file of each package, packed as they would be published. */
export async function pack(t: Test): Promise<Map<string, string>> {
  const folder = await temporaryFolder(t);
  const workspaces = published.flatMap((path) => ["-w", path]);
  await run(root, "npm", ["pack", "--silent", "--pack-destination", folder, ...workspaces]);
  const tarballs = new Map<string, string>();
  for (const path of published) {
    const { name, version } = JSON.parse(await readFile(join(root, path, "package.json"), "utf8"));
    tarballs.set(name, join(folder, `${name.replace("@", "").replace("/", "-")}-${version}.tgz`));
  }
  return tarballs;
}

export async function temporaryFolder(t: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "typeway-project-"));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes the README's project: its program, its tsconfig.json, and a package.json of this type. */
export async function writeProject(folder: string, type: "module" | "commonjs", more: object = {}): Promise<void> {
  await mkdir(join(folder, "src"), { recursive: true });
  const manifest = await readFile(join(folder, "package.json"), "utf8").then(JSON.parse, () => ({}));
  const own = { name: "users", version: "1.0.0", private: true, ...manifest, type, ...more };
  await writeFile(join(folder, "package.json"), JSON.stringify(own, null, 2));
  await writeFile(join(folder, "tsconfig.json"), compilerOptions);
  await writeFile(join(folder, "src/main.ts"), program);
}

/** Every file of a folder with its text, by its path. */
export async function filesOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = await Promise.all(
    paths.sort().map(async (path) => [relative(folder, path), await readFile(path, "utf8")] as const),
  );
  return Object.fromEntries(files);
}

import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { Test } from "tap";

export const require = createRequire(import.meta.url);
const tspc = require.resolve("ts-patch/bin/tspc.js");

export const plugin = { transform: "@typeway/transformer", transformProgram: true };

export const strictOptions = {
  target: "es2022",
  lib: ["es2023", "esnext.disposable"],
  module: "nodenext",
  types: [],
  strict: true,
  skipLibCheck: true,
  rootDir: "src",
  outDir: "dist",
  declaration: true,
  sourceMap: true,
  plugins: [plugin],
};

export const tsconfig = (options: object = {}, rest: object = {}): string =>
  JSON.stringify({ compilerOptions: { ...strictOptions, ...options }, include: ["src"], ...rest });

/** A route whose handler's type lies two imports away, behind `import type`, a barrel and a wrapper. */
export const shop = {
  "src/models.ts": ["export interface Book {", "  /** What is on the cover. */", "  title: string;", "}"].join("\n"),
  "src/books.ts": [
    'import type { Book } from "./models.js";',
    "export async function readBook(isbn: string): Promise<Book> { return { title: isbn } as Book; }",
  ].join("\n"),
  "src/barrel.ts": 'export { readBook as read } from "./books.js";',
  "src/wrapper.ts": [
    'import { App, type Compiled, type Handler } from "typeway";',
    "export const app = new App();",
    "export function page<H extends Handler>(path: string, handler: H, compiled?: Compiled<H>) {",
    "  app.get(path, handler, compiled);",
    "}",
  ].join("\n"),
  "src/main.ts": [
    'import { read } from "./barrel.js";',
    'import { page } from "./wrapper.js";',
    'page("/books/{isbn}", read);',
    'export { app as default } from "./wrapper.js";',
  ].join("\n"),
  "src/other.ts": [
    'import { App } from "typeway";',
    "export const other = new App();",
    'other.get("/", (): { up: boolean } => ({ up: true }));',
  ].join("\n"),
};

export interface Run {
  readonly code: number | null;
  readonly output: string;
}

/** A project in a folder of its own, inside this workspace so that it finds the workspace's packages. */
export class Project {
  readonly root: string;

  constructor(t: Test, files: Readonly<Record<string, string>>, type: "module" | "commonjs" = "module") {
    this.root = t.testdir({});
    this.write("package.json", JSON.stringify({ name: "fixture", type }));
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  path(name: string): string {
    return path.join(this.root, name);
  }

  write(name: string, text: string): void {
    mkdirSync(path.dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  edit(name: string, from: string, to: string): void {
    const text = this.read(name);
    if (!text.includes(from)) throw new Error(`'${name}' does not hold '${from}'.`);
    this.write(name, text.replace(from, to));
  }

  read(name: string): string {
    return readFileSync(this.path(name), "utf8");
  }

  remove(name: string): void {
    rmSync(this.path(name), { recursive: true });
  }

  /** Gives the project its own copies of packages, which may be changed. */
  install(...packages: readonly string[]): void {
    for (const name of packages) {
      cpSync(path.dirname(require.resolve(`${name}/package.json`)), this.path(`node_modules/${name}`), {
        recursive: true,
        dereference: true,
        filter: (file) => !/lib\/([a-z]{2}(-[a-z]{2})?|pt-br|zh-.*)$|\/(src|test|fixtures|dist-test)$/.test(file),
      });
    }
  }

  /** Runs `tspc`, or another script, to its end. */
  run(args: readonly string[], script = tspc): Run {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
      cwd: this.root,
      encoding: "utf8",
    });
    return { code: status, output: stdout + stderr };
  }

  /** Runs `tspc` until the test ends. `said` waits for a text after the last one waited for. */
  follow(t: Test, args: readonly string[]): { said(text: RegExp): Promise<string> } {
    const child = spawn(process.execPath, [tspc, ...args], { cwd: this.root });
    t.teardown(() => child.kill());
    let heard = "";
    let wake = () => {};
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        heard += text;
        wake();
      });
    }
    return {
      async said(text) {
        for (let found = text.exec(heard); ; found = text.exec(heard)) {
          if (found) {
            const before = heard.slice(0, found.index + found[0].length);
            heard = heard.slice(before.length);
            return before;
          }
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      },
    };
  }

  /** The text of every file below a folder, by its path in there. */
  tree(folder: string): Record<string, string> {
    return Object.fromEntries(this.#files(folder).map((name) => [name, this.read(path.join(folder, name))]));
  }

  /** When each file below a folder was written. */
  times(folder: string): Record<string, number> {
    return Object.fromEntries(
      this.#files(folder).map((name) => [name, statSync(this.path(path.join(folder, name))).mtimeMs]),
    );
  }

  /** The scripts below a folder that `work` writes. */
  writtenScripts(folder: string, work: () => void): string[] {
    const before = this.times(folder);
    work();
    const after = this.times(folder);
    return Object.keys(after).filter((name) => name.endsWith("js") && after[name] !== before[name]);
  }

  #files(folder: string): string[] {
    return readdirSync(this.path(folder), { recursive: true, encoding: "utf8" })
      .filter((name) => statSync(path.join(this.path(folder), name)).isFile())
      .map((name) => name.replaceAll("\\", "/"))
      .sort();
  }
}

/** The codes of a compiler's output, in its order. */
export const codesIn = (output: string): string[] =>
  [...output.matchAll(/error TS(\d+)/g)].map(([, code]) => code ?? "");

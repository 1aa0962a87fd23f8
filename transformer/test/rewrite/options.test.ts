import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { SourceMap } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import t from "tap";
import ts from "typescript";
import { diagnosticsOf, transformerOf } from "../../dist/transform.js";

const here = path.dirname(fileURLToPath(import.meta.url));
const project = path.join(here, "../../fixtures/options");
const outputs = path.join(here, "outputs");

const common: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ["lib.es2023.d.ts", "lib.esnext.disposable.d.ts"],
  types: ["node"],
  strict: true,
  skipLibCheck: true,
  sourceMap: true,
  declaration: true,
  rootDir: project,
};
const commonjs: ts.CompilerOptions = {
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};

/** The same program under other options; `type` is what package.json says beside the output. */
const variants: Record<string, { options: ts.CompilerOptions; type: "module" | "commonjs" }> = {
  "ES modules": { options: {}, type: "module" },
  CommonJS: { options: commonjs, type: "commonjs" },
  "ES modules for a bundler": {
    options: { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
    type: "module",
  },
  "isolatedModules and verbatimModuleSyntax": {
    options: { isolatedModules: true, verbatimModuleSyntax: true },
    type: "module",
  },
  "an older target with importHelpers": {
    options: { target: ts.ScriptTarget.ES2017, importHelpers: true },
    type: "module",
  },
  "an older CommonJS with importHelpers": {
    options: { ...commonjs, target: ts.ScriptTarget.ES2017, importHelpers: true },
    type: "commonjs",
  },
  removeComments: { options: { removeComments: true }, type: "module" },
};

const runner = `
import * as main from "./main.js";
const { run, app } = main.default ?? main;
const answers = await run();
let crash = "";
const { error } = console;
const { write } = process.stderr;
process.stderr.write = (text) => { crash += text; return true; };
console.error = (...text) => { crash += text.join(" "); };
await app.fetch(new Request("http://test/crashes"));
process.stderr.write = write;
console.error = error;
console.log(JSON.stringify({ answers, crash }));
`;

const expected = [
  [200, { id: 7, first: 3 }],
  [200, [10]],
  [
    422,
    [
      ["query", "limit"],
      ["path", "id"],
    ],
  ],
  [200, { name: "cup", parent: { name: "set" }, id: 1, createdAt: "1970-01-01T00:00:00.000Z" }],
  [
    422,
    [
      ["body", "name"],
      ["body", "parent", "name"],
    ],
  ],
  [200, "a!"],
  [200, ["replaced", "replaced"]],
  [200, { items: ["a"], level: 1, tag: "abc", half: 1.5 }],
  [
    422,
    [
      ["query", "tag"],
      ["query", "half"],
      ["body", "page", "items", 0],
    ],
  ],
  [418, "1000"],
];

for (const [name, { options, type }] of Object.entries(variants)) {
  t.test(`the same answers with ${name}`, async (t) => {
    const folder = path.join(outputs, name.replaceAll(" ", "-"));
    const { program, mistakes } = compile({ ...common, ...options, outDir: folder });
    t.strictSame(mistakes, []);
    writeFileSync(path.join(folder, "package.json"), JSON.stringify({ type }));
    writeFileSync(path.join(folder, "run.mjs"), runner);
    const ran = spawnSync(process.execPath, ["--enable-source-maps", path.join(folder, "run.mjs")], {
      encoding: "utf8",
    });
    t.equal(ran.status, 0, ran.stderr);
    const { answers, crash } = JSON.parse(ran.stdout) as {
      answers: [number, { detail?: { loc: unknown }[] | string }][];
      crash: string;
    };
    t.strictSame(
      answers.map(([status, body]) => [
        status,
        Array.isArray(body.detail) ? body.detail.map(({ loc }) => loc) : (body.detail ?? body),
      ]),
      expected,
    );
    t.match(crash, /main\.ts:43:9/, "a stack trace shows the line of the source");
    t.ok(linesKept(folder), "every line that is the user's maps to itself");
    t.strictSame(declarations(folder), plainDeclarations(program), "declarations are those of plain tsc");
  });
}

function compile(options: ts.CompilerOptions): { program: ts.Program; mistakes: string[] } {
  rmSync(String(options.outDir), { recursive: true, force: true });
  mkdirSync(String(options.outDir), { recursive: true });
  const host = ts.createCompilerHost(options);
  host.jsDocParsingMode = ts.JSDocParsingMode.ParseAll;
  const program = ts.createProgram([path.join(project, "main.ts")], options, host);
  const found = [
    ...ts.getPreEmitDiagnostics(program),
    ...program.getSourceFiles().flatMap((file) => diagnosticsOf(program, file)),
  ];
  program.emit(undefined, undefined, undefined, undefined, { before: [transformerOf(program)] });
  return { program, mistakes: found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")) };
}

function declarations(folder: string): string[] {
  return ["main", "models", "providers"].map((name) => readFileSync(path.join(folder, `${name}.d.ts`), "utf8"));
}

function plainDeclarations(program: ts.Program): string[] {
  const texts = new Map<string, string>();
  program.emit(undefined, (name, text) => texts.set(path.basename(name), text), undefined, true);
  return ["main", "models", "providers"].map((name) => texts.get(`${name}.d.ts`) ?? "");
}

/** Looks up where some pieces of the source went, and asks the map for the way back. */
function linesKept(folder: string): boolean {
  const source = readFileSync(path.join(project, "main.ts"), "utf8").split("\n");
  const output = readFileSync(path.join(folder, "main.js"), "utf8").split("\n");
  const map = new SourceMap(JSON.parse(readFileSync(path.join(folder, "main.js.map"), "utf8")));
  return ['"here"', '"/factory"', 'name: "original"', "first: db.first", '"/fails"'].every((piece) => {
    const line = output.findIndex((text) => text.includes(piece));
    const entry = map.findEntry(line, output[line]?.indexOf(piece) ?? 0);
    return "originalLine" in entry && source[entry.originalLine]?.includes(piece);
  });
}

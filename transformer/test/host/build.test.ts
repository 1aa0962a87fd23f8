import t from "tap";
import ts from "typescript";
import { build } from "../../dist/host/index.js";
import { Project, require, shop, tsconfig } from "../program/project.js";

t.test("build: writes what tspc writes, to the byte", async (t) => {
  for (const [name, options, type] of [
    ["an ES module", {}, "module"],
    ["an incremental ES module", { incremental: true }, "module"],
    ["CommonJS", { module: "node20", moduleResolution: "node16" }, "commonjs"],
    [
      "CommonJS with CRLF and inline maps",
      { module: "node20", newLine: "crlf", sourceMap: false, inlineSourceMap: true },
      "commonjs",
    ],
  ] as const) {
    await t.test(name, async (t) => {
      const project = new Project(t, { ...shop, "tsconfig.json": tsconfig(options) }, type);
      t.match(project.run([]), { code: 0, output: "" });
      const expected = project.tree("dist");
      project.remove("dist");
      t.match(build({ cwd: project.root }), { ok: true, diagnostics: [] });
      t.strictSame(project.tree("dist"), expected);
    });
  }
});

t.test("build: writes the same where `ts-patch install` has patched the TypeScript it runs on", async (t) => {
  for (const options of [{}, { incremental: true }]) {
    const project = new Project(t, {
      ...shop,
      "tsconfig.json": tsconfig(options),
      "build.mjs": 'import { build } from "@typeway/transformer/host"; process.exitCode = build().ok ? 0 : 1;',
    });
    project.run([]);
    const expected = project.tree("dist");
    project.remove("dist");

    project.install("typescript", "@typeway/transformer");
    const patched = project.run(["install", "--silent"], require.resolve("ts-patch/bin/ts-patch.js"));
    t.equal(patched.code, 0, patched.output);
    t.strictSame(project.run([], project.path("build.mjs")), { code: 0, output: "" });
    t.strictSame(project.tree("dist"), expected);
  }
});

t.test("build: leaves declarations as tsc writes them", async (t) => {
  const project = new Project(t, { ...shop, "tsconfig.json": tsconfig() });
  project.run([], require.resolve("typescript/bin/tsc"));
  const declarations = (tree: Record<string, string>) =>
    Object.fromEntries(Object.entries(tree).filter(([name]) => name.endsWith(".d.ts")));
  const expected = declarations(project.tree("dist"));
  build({ cwd: project.root });
  t.strictSame(declarations(project.tree("dist")), expected);
});

t.test("build: names the files it wrote, and writes nothing the second time", async (t) => {
  const project = new Project(t, { ...shop, "tsconfig.json": tsconfig({ incremental: true }) });
  const { written } = build({ cwd: project.root });
  t.ok(written.includes(project.path("dist/main.js")));
  t.ok(written.includes(project.path("tsconfig.tsbuildinfo")));
  t.same(build({ cwd: project.root }), { written: [], diagnostics: [], ok: true });
});

t.test("build: writes again when the output is gone though its build info is not", async (t) => {
  for (const references of [[], [{ path: "shared" }]]) {
    const project = new Project(t, {
      ...shop,
      "tsconfig.json": tsconfig({ composite: true }, { references }),
      "shared/src/nothing.ts": "export {};",
      "shared/tsconfig.json": tsconfig({ composite: true }),
    });
    build({ cwd: project.root });
    project.remove("dist");
    t.match(build({ cwd: project.root }), { ok: true });
    t.match(project.read("dist/main.js"), "readBook");
  }
});

t.test("build: builds the projects a project refers to", async (t) => {
  const project = new Project(t, {
    "models/src/models.ts": shop["src/models.ts"],
    "models/tsconfig.json": tsconfig({ composite: true }),
    "api/src/main.ts": [
      'import { App } from "typeway";',
      'import type { Book } from "../../models/src/models.js";',
      "export default new App().get('/', (): Book => ({ title: '' }));",
    ].join("\n"),
    "api/tsconfig.json": tsconfig({ composite: true }, { references: [{ path: "../models" }] }),
  });
  t.match(build({ cwd: project.path("api") }), { ok: true, diagnostics: [] });
  t.match(project.read("api/dist/main.js"), "on the cover");
  t.ok(project.tree("models/dist")["models.d.ts"]);

  project.edit("models/src/models.ts", "title: string;", "title: string; pages?: number;");
  t.match(build({ tsconfig: "api/tsconfig.json", cwd: project.root }), { ok: true, diagnostics: [] });
  t.match(project.read("api/dist/main.js"), "pages");
});

t.test("build: reports every problem once, with its file and place", async (t) => {
  const project = new Project(t, {
    "src/main.ts": [
      'import { App } from "typeway";',
      'const wrong: number = "text";',
      'export default new App().get("/{id}", () => wrong);',
    ].join("\n"),
    "tsconfig.json": tsconfig(),
  });
  const { ok, diagnostics } = build({ cwd: project.root });
  t.equal(ok, false);
  t.same(
    diagnostics.map(({ code, file, start = 0 }) => [code, file?.getLineAndCharacterOfPosition(start).line]),
    [
      [2322, 1],
      [904001, 2],
    ],
  );
});

t.test("build: a project without tsconfig.json, or with one that is no JSON, is a problem like others", async (t) => {
  const project = new Project(t, {});
  const missing = build({ cwd: project.root, tsconfig: "none.json" });
  t.match(missing, {
    ok: false,
    written: [],
    diagnostics: [{ messageText: /There is no tsconfig.json at .*none\.json/ }],
  });
  project.write("tsconfig.json", '{ "compilerOptions": { "outDir": } }');
  t.equal(build({ cwd: project.root }).ok, false);
  project.write("tsconfig.json", '{ "extends": "./nowhere.json", "files": [] }');
  t.equal(build({ cwd: project.root }).ok, false);
});

t.test("build: uses its own TypeScript, whatever the project has", async (t) => {
  for (const version of ["5.9.3", "7.0.2"]) {
    const project = new Project(t, {
      ...shop,
      "tsconfig.json": tsconfig(),
      "node_modules/typescript/package.json": JSON.stringify({
        name: "typescript",
        version,
        main: "lib/typescript.js",
      }),
      "node_modules/typescript/lib/typescript.js": "throw new Error('the project\\'s own TypeScript was loaded');",
    });
    t.match(build({ cwd: project.root }), { ok: true, diagnostics: [] });
    t.match(project.read("dist/main.js"), "readBook");
  }
  t.match(ts.version, /^6\.0\./);
});

t.test("build with noEmit, and of a project that has it: only looks", async (t) => {
  const project = new Project(t, { ...shop, "tsconfig.json": tsconfig({ incremental: true }) });
  t.same(build({ cwd: project.root, noEmit: true }), { ok: true, diagnostics: [], written: [] });
  project.write("tsconfig.json", tsconfig({ noEmit: true }));
  t.same(build({ cwd: project.root }), { ok: true, diagnostics: [], written: [] });
  t.throws(() => project.tree("dist"), { code: "ENOENT" });
  t.throws(() => project.read("tsconfig.tsbuildinfo"), { code: "ENOENT" });
});

import path from "node:path";
import t from "tap";
import { codesIn, Project, require, shop, tsconfig } from "./project.js";

/** Three problems in two files. */
const bad = {
  "src/one.ts": [
    'import { App } from "typeway";',
    "export const one = new App();",
    'one.get("/{id}", () => "");',
    'one.get("/x", (parts: Map<string, () => void>) => "");',
  ].join("\n"),
  "src/two.ts": 'import { App } from "typeway"; new App().post("/", (body: symbol) => "");',
};

t.test("--noEmit: reports every problem of every file once, and fails", async (t) => {
  for (const [name, options, args] of [
    ["tsc", {}, ["--noEmit"]],
    ["tsc, incremental", { incremental: true }, ["--noEmit"]],
    ["tsc -b", { composite: true }, ["-b", "--noEmit"]],
  ] as const) {
    const project = new Project(t, { ...bad, "tsconfig.json": tsconfig(options) });
    const expected = codesIn(project.run([]).output);
    const { code, output } = project.run([...args]);
    t.not(code, 0, name);
    t.same(codesIn(output), expected, name);
  }
});

t.test("a build with problems: fails, and reports each once with file, line and code", async (t) => {
  const project = new Project(t, { ...bad, "tsconfig.json": tsconfig() });
  const { code, output } = project.run([]);
  t.equal(code, 2);
  const reported = [...output.matchAll(/^(src\/\w+\.ts)\((\d+),\d+\): error TS9\d+: (TW\d+): /gm)];
  t.same(
    new Set(reported.map(([, file, line]) => `${file}:${line}`)),
    new Set(["src/one.ts:3", "src/one.ts:4", "src/two.ts:1"]),
  );
  t.same(reported.length, new Set(reported.map(([whole]) => whole)).size, "none twice");
});

t.test("noEmitOnError: nothing is written while there is a problem", async (t) => {
  const project = new Project(t, { ...bad, "tsconfig.json": tsconfig({ noEmitOnError: true }) });
  t.not(project.run([]).code, 0);
  t.throws(() => project.tree("dist"), { code: "ENOENT" });
});

t.test("noCheck: our problems are still reported", async (t) => {
  const project = new Project(t, { ...bad, "tsconfig.json": tsconfig({ noCheck: true }) });
  const { code, output } = project.run([]);
  t.not(code, 0);
  t.match(output, "TW4001");
});

t.test('the plugin without "transformProgram"', async (t) => {
  const plugins = [{ transform: "@typeway/transformer" }];

  await t.test("builds the same", async (t) => {
    const project = new Project(t, { ...shop, "tsconfig.json": tsconfig() });
    project.run([]);
    const expected = project.tree("dist");
    project.write("tsconfig.json", tsconfig({ plugins }));
    project.remove("dist");
    t.match(project.run([]), { code: 0, output: "" });
    t.same(project.tree("dist"), expected);
  });

  await t.test("reports problems, under --noEmit and noEmitOnError as well", async (t) => {
    const project = new Project(t, { ...bad, "tsconfig.json": tsconfig() });
    const expected = codesIn(project.run([]).output);
    for (const args of [[], ["--noEmit"], ["--noEmitOnError"]]) {
      project.write("tsconfig.json", tsconfig({ plugins }));
      const { code, output } = project.run(args);
      t.not(code, 0);
      t.same(codesIn(output), expected);
    }
  });

  await t.test("says what is missing where it would leave stale output", async (t) => {
    const project = new Project(t, { ...shop, "tsconfig.json": tsconfig({ plugins, incremental: true }) });
    const { code, output } = project.run([]);
    t.not(code, 0);
    t.match(output, /^error TS900002: TW0002: .*"transformProgram": true/m);
  });
});

t.test("a project with a TypeScript of its own", async (t) => {
  await t.test("patched by `ts-patch install`: plain tsc writes what tspc writes", async (t) => {
    const project = new Project(t, { ...shop, "tsconfig.json": tsconfig() });
    project.run([]);
    const expected = project.tree("dist");
    project.remove("dist");

    project.install("typescript");
    const patched = project.run(["install", "--silent"], require.resolve("ts-patch/bin/ts-patch.js"));
    t.equal(patched.code, 0, patched.output);
    t.match(project.run([], project.path("node_modules/typescript/lib/tsc.js")), { code: 0, output: "" });
    t.same(project.tree("dist"), expected);
  });

  await t.test("of another release: one line says so, and nothing is written", async (t) => {
    const project = new Project(t, { ...shop, "tsconfig.json": tsconfig() });
    project.install("typescript");
    project.run(["install", "--silent"], require.resolve("ts-patch/bin/ts-patch.js"));
    const manifest = project.path("node_modules/typescript/package.json");
    project.edit(path.relative(project.root, manifest), '"version": "6.0.3"', '"version": "5.9.3"');
    const { code, output } = project.run([], project.path("node_modules/typescript/lib/tsc.js"));
    t.not(code, 0);
    t.match(output, /^error TS900001: TW0001: This is TypeScript 5\.9\.3.*`npx typeway build`.*\n$/);
    t.throws(() => project.tree("dist"), { code: "ENOENT" });
  });
});

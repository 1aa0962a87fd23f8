import t from "tap";
import { build, check, formatDiagnostics, summarizeDiagnostics } from "../../dist/host/index.js";
import { Project, tsconfig } from "./project.js";

/** Nothing is wrong, but nothing of the body is checked. */
const loose = {
  "src/main.ts": [
    'import { App } from "typeway";',
    "interface Item {",
    "  name: string;",
    "  meta: any;",
    "}",
    'export default new App().post("/items", (item: Item): string => item.name);',
  ].join("\n"),
};
const warning = /src\/main\.ts\(4,3\): warning TS903010: TW3010: 'Item\.meta' is of type 'any'/g;

t.test("a warning under tspc: is shown once, and fails nothing", async (t) => {
  for (const [name, options, args] of [
    ["tsc", {}, []],
    ["tsc, noEmitOnError", { noEmitOnError: true }, []],
    ["tsc --noEmit", {}, ["--noEmit"]],
    ["tsc -b", { composite: true }, ["-b"]],
    ["without transformProgram", { plugins: [{ transform: "@typeway/transformer" }] }, []],
  ] as const) {
    const project = new Project(t, { ...loose, "tsconfig.json": tsconfig(options) });
    const { code, output } = project.run([...args]);
    t.equal(code, 0, name);
    t.equal(output.match(warning)?.length, 1, name);
    if (name !== "tsc --noEmit") t.match(project.tree("dist"), { "main.js": /decode/ }, name);
  }
});

t.test("a warning in build and check: is among the diagnostics, and counted as one", async (t) => {
  for (const options of [{}, { incremental: true, noEmitOnError: true }]) {
    const project = new Project(t, { ...loose, "tsconfig.json": tsconfig(options) });
    for (const { ok, diagnostics } of [check({ cwd: project.root }), build({ cwd: project.root })]) {
      t.equal(ok, true);
      t.strictSame(
        diagnostics.map(({ code }) => code),
        [903010],
      );
      t.match(formatDiagnostics(diagnostics, { cwd: project.root }), /^src\/main\.ts:4:3 warning TW3010/);
      t.equal(summarizeDiagnostics(diagnostics), "Found 1 warning in 1 file.");
    }
    t.match(project.tree("dist"), { "main.js": /decode/ });
  }
});

t.test("a warning beside an error: both are counted", async (t) => {
  const project = new Project(t, { ...loose, "tsconfig.json": tsconfig() });
  project.edit("src/main.ts", "name: string;", "name: symbol;");
  const { ok, diagnostics } = check({ cwd: project.root });
  t.equal(ok, false);
  t.match(summarizeDiagnostics(diagnostics), /^Found \d errors? and 1 warning in 1 file\.$/);
});

import t from "tap";
import { check, formatDiagnostics, summarizeDiagnostics } from "../../dist/host/index.js";
import { Project, shop, tsconfig } from "../program/project.js";

t.test("check: finds everything and writes nothing", async (t) => {
  const project = new Project(t, { ...shop, "tsconfig.json": tsconfig({ incremental: true }) });
  t.same(check({ cwd: project.root }), { ok: true, diagnostics: [] });
  project.edit("src/models.ts", "title: string;", "title: string; print?: () => void;");
  project.edit("src/other.ts", "up: true", "up: 1");
  const { ok, diagnostics } = check({ cwd: project.root });
  t.equal(ok, false);
  t.same(diagnostics.map(({ code }) => code).sort(), [2322, 903001]);
  t.throws(() => project.tree("dist"), { code: "ENOENT" });
  t.throws(() => project.read("tsconfig.tsbuildinfo"), { code: "ENOENT" });
});

t.test(
  "check: reads the sources of the projects referred to, built or not, and reports each problem once",
  async (t) => {
    const project = new Project(t, {
      "models/src/models.ts": `${shop["src/models.ts"]}\nexport const wrong: number = "";`,
      "models/tsconfig.json": tsconfig({ composite: true }),
      "api/src/main.ts": [
        'import { App } from "typeway";',
        'import type { Book } from "../../models/src/models.js";',
        "export default new App().get('/{isbn}', (): Book => ({ title: '' }));",
      ].join("\n"),
      "api/tsconfig.json": tsconfig({ composite: true }, { references: [{ path: "../models" }] }),
      "tsconfig.json": JSON.stringify({ files: [], references: [{ path: "models" }, { path: "api" }] }),
    });
    t.same(
      check({ cwd: project.root })
        .diagnostics.map(({ code }) => code)
        .sort(),
      [2322, 904001],
    );
  },
);

t.test("check: reports what only declarations show", async (t) => {
  const project = new Project(t, {
    "src/main.ts": "class Hidden { private x = 1; } export const made = class extends Hidden { private y = 2; };",
    "tsconfig.json": tsconfig(),
  });
  t.match(check({ cwd: project.root }), { ok: false, diagnostics: [{ code: 4094 }] });
});

t.test("formatDiagnostics: shows place, code, sentence, source and what helps", async (t) => {
  const project = new Project(t, {
    "src/main.ts": [
      'import { App } from "typeway";',
      "export default new App()",
      '\t.get("/items/{id}", () => 1);',
    ].join("\n"),
    "tsconfig.json": tsconfig(),
  });
  const { diagnostics } = check({ cwd: project.root });
  t.equal(
    formatDiagnostics(diagnostics, { cwd: project.root }),
    [
      "src/main.ts:3:7 error TW4001",
      "  '{id}' in '/items/{id}' matches no parameter. Name a parameter of the handler or of a dependency 'id', or remove the segment from the path.",
      "",
      '  3 |     .get("/items/{id}", () => 1);',
      "    |          ^^^^^^^^^^^^^",
      "",
    ].join("\n"),
  );
  t.equal(summarizeDiagnostics(diagnostics), "Found 1 error in 1 file.");
  t.match(formatDiagnostics(diagnostics, { cwd: project.root, color: true }), "\u001b[31m^^^^^^^^^^^^^");
});

t.test("formatDiagnostics: cuts what spans many lines, and shows problems without a place", async (t) => {
  const project = new Project(t, {
    "src/main.ts": `export const x: number = {\n${"  a: 1,\n".repeat(10)}};\nexport const y: number = [\n${"  1,\n".repeat(10)}];`,
    "tsconfig.json": tsconfig(),
  });
  const [problem] = check({ cwd: project.root }).diagnostics;
  if (!problem) throw new Error("There is no problem.");
  const text = formatDiagnostics([{ ...problem, start: 0, length: 80 }], { cwd: project.root });
  t.equal(text.split("\n").at(-2), "    | …");
  t.equal(
    formatDiagnostics(check({ cwd: project.root, tsconfig: "none" }).diagnostics, { cwd: project.root }).split("\n")[0],
    "error TS5083",
  );
});

import t from "tap";
import { build } from "../../dist/host/index.js";
import { Project, shop, tsconfig } from "./project.js";

/** Every way of building that keeps something from the last time. */
const ways: Record<string, { options: object; build(project: Project): { ok: boolean; output: string } }> = {
  "tsc --incremental": { options: { incremental: true }, build: (project) => byTspc(project, []) },
  "tsc -b": { options: { composite: true }, build: (project) => byTspc(project, ["-b"]) },
  "typeway build": {
    options: { incremental: true },
    build: (project) => {
      const { ok, diagnostics } = build({ cwd: project.root });
      return { ok, output: diagnostics.map(({ messageText }) => `error ${String(messageText)}`).join("\n") };
    },
  },
};

function byTspc(project: Project, args: string[]) {
  const { code, output } = project.run(args);
  return { ok: code === 0, output };
}

for (const [way, { options, build }] of Object.entries(ways)) {
  t.test(`${way}: rewrites what depends on an edited model two imports away, and nothing that does not`, async (t) => {
    const project = new Project(t, { ...shop, "tsconfig.json": tsconfig(options) });
    t.match(build(project), { ok: true, output: "" });
    t.notMatch(project.read("dist/main.js"), "pages");

    const written = project.writtenScripts("dist", () => {
      project.edit("src/models.ts", "title: string;", "title: string; pages?: number;");
      t.match(build(project), { ok: true, output: "" });
    });
    t.same(written, ["books.js", "main.js", "models.js"]);
    t.match(project.read("dist/main.js"), "pages");

    t.same(
      project.writtenScripts("dist", () => build(project)),
      [],
      "a build without changes writes nothing",
    );
  });

  t.test(`${way}: rewrites when only a comment of the model has changed`, async (t) => {
    const project = new Project(t, { ...shop, "tsconfig.json": tsconfig(options) });
    build(project);
    project.edit("src/models.ts", "What is on the cover.", "What the spine says.");
    build(project);
    t.match(project.read("dist/main.js"), "What the spine says.");
  });

  t.test(`${way}: reports a problem that an edit two imports away brings, as long as it is there`, async (t) => {
    const project = new Project(t, { ...shop, "tsconfig.json": tsconfig(options) });
    build(project);
    project.edit("src/models.ts", "title: string;", "title: string; print?: () => void;");
    for (const time of ["the first", "the second"]) {
      const { ok, output } = build(project);
      t.equal(ok, false, `${time} time`);
      t.equal(output.match(/TW3001/g)?.length, 1, `${time} time, once`);
    }
    project.edit("src/models.ts", " print?: () => void;", "");
    t.match(build(project), { ok: true, output: "" });
  });
}

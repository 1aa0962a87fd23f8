import t from "tap";
import { build } from "../../dist/host/index.js";
import { codesIn, Project, shop, tsconfig } from "./project.js";

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

t.test("tsc -b: rewrites in a project what depends on a model of the project it refers to", async (t) => {
  const project = new Project(t, {
    "models/src/models.ts": shop["src/models.ts"],
    "models/tsconfig.json": tsconfig({ composite: true, plugins: [] }),
    "api/src/main.ts": [
      'import { App } from "typeway";',
      'import type { Book } from "../../models/src/models.js";',
      "export default new App().get('/', (): Book => ({ title: '' }));",
    ].join("\n"),
    "api/tsconfig.json": tsconfig({ composite: true }, { references: [{ path: "../models" }] }),
  });
  t.match(project.run(["-b", "api"]), { code: 0 });
  project.edit("models/src/models.ts", "title: string;", "title: string; pages?: number;");
  t.match(project.run(["-b", "api"]), { code: 0 });
  t.match(project.read("api/dist/main.js"), "pages");
});

t.test("files that import each other in a circle: an edit of one rewrites the route of another", async (t) => {
  const project = new Project(t, {
    "src/author.ts": 'import type { Book } from "./book.js"; export interface Author { name: string; books?: Book[] }',
    "src/book.ts": 'import type { Author } from "./author.js"; export interface Book { title: string; by?: Author }',
    "src/main.ts": [
      'import { App } from "typeway";',
      'import type { Author } from "./author.js";',
      "export default new App().get('/', (): Author => ({ name: '' }));",
    ].join("\n"),
    "tsconfig.json": tsconfig({ incremental: true }),
  });
  project.run([]);
  project.edit("src/book.ts", "title: string;", "title: string; pages?: number;");
  project.run([]);
  t.match(project.read("dist/main.js"), "pages");
});

t.test("a model that another file augments: an edit of the augmentation rewrites the route", async (t) => {
  const project = new Project(t, {
    ...shop,
    "src/more.ts": 'declare module "./models.js" { interface Book { shelf?: string } } export {};',
    "tsconfig.json": tsconfig({ incremental: true }),
  });
  project.run([]);
  t.match(project.read("dist/main.js"), "shelf");
  project.edit("src/more.ts", "shelf", "room");
  project.run([]);
  t.match(project.read("dist/main.js"), "room");
});

t.test("another transformer: what an older one wrote is written again", async (t) => {
  const forge = (project: Project, file: string) => {
    project.write(file, project.read(file).replaceAll(/\+tw[0-9a-f]{12}/g, "+tw000000000000"));
    project.write("dist/main.js", "// by an older transformer");
  };

  await t.test("by tsc --incremental", async (t) => {
    const project = new Project(t, { ...shop, "tsconfig.json": tsconfig({ incremental: true }) });
    project.run([]);
    forge(project, "tsconfig.tsbuildinfo");
    project.run([]);
    t.match(project.read("dist/main.js"), "readBook");
  });

  await t.test("by typeway build in a project with references", async (t) => {
    const project = new Project(t, {
      ...shop,
      "tsconfig.json": tsconfig({ composite: true }, { references: [{ path: "shared" }] }),
      "shared/src/nothing.ts": "export {};",
      "shared/tsconfig.json": tsconfig({ composite: true }),
    });
    build({ cwd: project.root });
    forge(project, "tsconfig.tsbuildinfo");
    build({ cwd: project.root });
    t.match(project.read("dist/main.js"), "readBook");
  });
});

t.test("tsc --watch: rewrites, shows a problem, and clears it", async (t) => {
  const project = new Project(t, { ...shop, "tsconfig.json": tsconfig() });
  const watcher = project.follow(t, ["--watch", "--preserveWatchOutput"]);
  await watcher.said(/Found 0 errors/);
  project.edit("src/models.ts", "title: string;", "title: string; pages?: number;");
  await watcher.said(/Found 0 errors/);
  t.match(project.read("dist/main.js"), "pages");

  project.edit("src/models.ts", "pages?: number;", "pages?: () => void;");
  t.same(codesIn(await watcher.said(/Found 1 error/)), ["903001"]);
  project.edit("src/models.ts", "pages?: () => void;", "pages?: number;");
  await watcher.said(/Found 0 errors/);
});

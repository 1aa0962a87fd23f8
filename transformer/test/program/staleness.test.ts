import t from "tap";
import { build } from "../../dist/host/index.js";
import { codesIn, Project, shop, tsconfig } from "./project.js";

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

t.test(
  "a function two files away: an edit of its body alone rewrites the document of the route that calls it",
  async (t) => {
    const project = new Project(t, {
      "src/rules.ts": [
        'import { HttpError } from "typeway";',
        "export function check(age: number): void { if (age < 18) throw new HttpError(403); }",
      ].join("\n"),
      "src/store.ts": [
        'import { check } from "./rules.js";',
        "export const save = (age: number): void => { check(age); };",
      ].join("\n"),
      "src/main.ts": [
        'import { App } from "typeway";',
        'import { save } from "./store.js";',
        "export default new App().post('/', (age: number): void => save(age));",
      ].join("\n"),
      "tsconfig.json": tsconfig({ incremental: true }),
    });
    project.run([]);
    t.match(project.read("dist/main.js"), /status: 403|"status":403/);
    project.edit("src/rules.ts", "HttpError(403)", "HttpError(409)");
    project.run([]);
    t.match(project.read("dist/main.js"), /status: 409|"status":409/);
  },
);

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

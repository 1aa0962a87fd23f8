import { APP } from "@typeway/contract";
import t from "tap";
import { findEntry } from "../dist/entry.js";
import { pickApp } from "../dist/pick-app.js";
import { Project } from "./project.js";

t.test("S3 app discovery: the argument, else package.json, else the first usual name", async (t) => {
  const files = { "src/app.ts": "", "src/index.ts": "", "main.ts": "", "other/web.ts": "" };
  const project = new Project(t, files);
  const cwd = project.root;
  const found = (options: { argument?: string; app?: string } = {}) => {
    const { file, ...rest } = findEntry({ cwd, ...options });
    return { file: file.slice(cwd.length + 1), ...rest };
  };

  t.same(found(), { file: "src/app.ts", by: "name" });
  project.write("src/main.ts", "");
  t.same(found(), { file: "src/main.ts", by: "name" });
  project.remove("src");
  t.same(found(), { file: "main.ts", by: "name" });
  t.same(found({ argument: "other/web.ts", app: "admin" }), { file: "other/web.ts", by: "argument", app: "admin" });
  t.same(found({ argument: "other/web" }), { file: "other/web.ts", by: "argument" }, "the extension may be left out");

  project.write("package.json", JSON.stringify({ typeway: { entry: "other/web.ts", app: "web" } }));
  t.same(found(), { file: "other/web.ts", by: "package.json", app: "web" });
  t.same(found({ app: "admin" }).app, "admin");
  t.same(found({ argument: "main.ts" }), { file: "main.ts", by: "argument" });

  project.remove("main.ts");
  project.write("package.json", "{}");
  t.throws(() => found(), { name: "Mistake", message: /main\.ts, app\.ts, api\.ts, server\.ts, index\.ts/ });
  t.throws(() => found({ argument: "nothing.js" }), { name: "Mistake", message: /no file 'nothing\.js'/ });
  for (const typeway of [1, { entry: 1 }, { entry: "other/web.ts", app: 1 }]) {
    project.write("package.json", JSON.stringify({ typeway }));
    t.throws(() => found(), { name: "Mistake", message: /package\.json: "typeway/ });
  }
});

t.test("S3 app discovery: in the module, default, app, api, else the only app", async (t) => {
  const [one, two] = [fakeApp(), fakeApp()];
  const pick = (module: object, app?: string) => pickApp(module, { file: "src/main.ts", app });
  t.equal(pick({ default: one, app: two }), one);
  t.equal(pick({ other: two, app: one }), one);
  t.equal(pick({ other: two, api: one }), one);
  t.equal(pick({ text: "x", admin: one }), one);
  t.equal(pick({ admin: one, again: one }), one, "one app by two names");
  t.equal(pick({ app: one, admin: two }, "admin"), two);
  t.equal(pick({ default: { __esModule: true, default: one } }), one, "CommonJS behind an import");
  t.equal(pick({ default: { admin: two } }), two, "CommonJS with an export by name");

  t.throws(() => pick({ admin: one, shop: two }), {
    name: "Mistake",
    message: /several apps: admin, shop\. .*--app admin/,
  });
  t.throws(() => pick({ start: () => {} }), {
    message: /exports no app\. End it with `export default app;`\. It exports: start\./,
  });
  t.throws(() => pick({}), { message: /exports no app/ });
  t.throws(() => pick({ app: one, start: 1 }, "admin"), { message: /no app named 'admin'\. Apps it exports: app\./ });
});

const fakeApp = () => ({ [APP]: true, records: [], openapi: () => ({}) });

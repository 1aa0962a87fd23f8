import { setTimeout as delay } from "node:timers/promises";
import t, { type Test } from "tap";
import { type WatchResult, watch } from "../../dist/host/index.js";
import { Project, shop, tsconfig } from "../program/project.js";

/** Watches until the test ends. `next` is the result of the next build. */
function follow(t: Test, project: Project) {
  const results: WatchResult[] = [];
  let wake = () => {};
  const watcher = watch({
    cwd: project.root,
    onBuild(result) {
      results.push(result);
      wake();
    },
  });
  t.teardown(() => watcher.close());
  return async (): Promise<WatchResult> => {
    for (;;) {
      const result = results.shift();
      if (result) return result;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
}

const names = (project: Project, files: Iterable<string>) =>
  [...files].map((file) => file.slice(project.root.length + 1)).sort();

t.test("watch: compiles in memory, then what an edit changes", async (t) => {
  const project = new Project(t, {
    ...shop,
    // Everything that would put files next to the scripts, or leave scripts out.
    "tsconfig.json": tsconfig({ composite: true, declarationMap: true, tsBuildInfoFile: "dist/info" }),
  });
  const next = follow(t, project);
  const first = await next();
  t.equal(first.ok, true);
  const all = ["barrel", "books", "main", "models", "other", "wrapper"].map((name) => `dist/${name}.js`);
  t.same(names(project, first.outputs.keys()), all);
  t.same(names(project, first.changed), all);
  const main = first.outputs.get(project.path("dist/main.js"));
  t.match(main, { text: "readBook", source: project.path("src/main.ts") });
  t.match(JSON.parse(main?.map ?? "{}"), { sources: ["../src/main.ts"] });
  t.throws(() => project.tree("dist"), { code: "ENOENT" });

  await t.test("a model two imports away", async (t) => {
    project.edit("src/models.ts", "title: string;", "title: string; pages?: number;");
    const { ok, changed, outputs } = await next();
    t.equal(ok, true);
    t.same(names(project, changed), ["dist/main.js"]);
    t.match(outputs.get(project.path("dist/main.js"))?.text, "pages");
    t.notMatch(main?.text, "pages", "an earlier result stays as it was");
  });

  await t.test("a problem, which also holds back what else has changed until it is gone", async (t) => {
    project.edit("src/models.ts", "pages?: number;", "pages?: () => void;");
    const bad = await next();
    t.equal(bad.ok, false);
    t.same(
      bad.diagnostics.map(({ code }) => code),
      [903001],
    );
    project.edit("src/models.ts", "pages?: () => void;", "sheets?: number;");
    const good = await next();
    t.same(good.diagnostics, []);
    t.same(names(project, good.changed), ["dist/main.js"]);
    t.match(good.outputs.get(project.path("dist/main.js"))?.text, "sheets");
  });

  await t.test("a new file, and a file that is gone", async (t) => {
    project.write("src/new.ts", "export const fresh = 1;");
    t.match(names(project, (await next()).changed), ["dist/new.js"]);
    project.remove("src/new.ts");
    t.notOk((await next()).outputs.has(project.path("dist/new.js")));
  });

  await t.test("tsconfig.json itself", async (t) => {
    project.write("tsconfig.json", tsconfig({ outDir: "out" }));
    t.ok((await next()).outputs.has(project.path("out/main.js")));
  });
});

t.test("watch: a project whose sources name each other with .ts, for which nothing is emitted elsewhere", async (t) => {
  const project = new Project(t, {
    "src/main.ts": 'import { one } from "./one.ts"; export const two = one + 1;',
    "src/one.ts": "export const one = 1;",
    "tsconfig.json": tsconfig({ noEmit: true, allowImportingTsExtensions: true }),
  });
  const { ok, outputs } = await follow(t, project)();
  t.equal(ok, true);
  t.match(outputs.get(project.path("dist/main.js"))?.text, '"./one.js"');
});

t.test("watch: the projects referred to are built on disk, and again when they change", async (t) => {
  const project = new Project(t, {
    "models/src/models.ts": `${shop["src/models.ts"]}\nexport const first = 1;`,
    "models/tsconfig.json": tsconfig({ composite: true }),
    "src/main.ts": [
      'import { App } from "typeway";',
      'import { type Book, first } from "../models/src/models.js";',
      "export default new App().get('/', (): Book => ({ title: String(first) }));",
    ].join("\n"),
    "tsconfig.json": tsconfig({ composite: true }, { references: [{ path: "models" }] }),
  });
  const next = follow(t, project);
  // Builders compare times of files: an edit in the millisecond of a build would be older than the build.
  const edit = async (from: string, to: string) => {
    await delay(20);
    project.edit("models/src/models.ts", from, to);
  };
  const first = await next();
  t.same(first.diagnostics, []);
  t.same(names(project, first.outputs.keys()), ["dist/main.js"]);
  t.match(project.read("models/dist/models.js"), "first = 1");

  await t.test("in what they run", async (t) => {
    await edit("const first = 1", "const first: number = 2");
    t.match(names(project, (await next()).changed), ["models/dist/models.js"]);
  });

  await t.test("in their types", async (t) => {
    await edit("title: string;", "title: string; pages?: number;");
    for (;;) {
      const { changed, outputs } = await next();
      if (!changed.includes(project.path("dist/main.js"))) continue;
      t.match(outputs.get(project.path("dist/main.js"))?.text, "pages");
      break;
    }
  });

  await t.test("with their problems", async (t) => {
    await edit("number = 2", 'number = "2"');
    const { ok, diagnostics } = await next();
    t.equal(ok, false);
    t.same(
      diagnostics.map(({ code }) => code),
      [2322],
    );
    await edit('number = "2"', "number = 3");
    t.match(await next(), { ok: true, diagnostics: [] });
  });
});

t.test("watch: goes on when tsconfig.json was away for a while", async (t) => {
  const project = new Project(t, { ...shop, "tsconfig.json": tsconfig() });
  const next = follow(t, project);
  await next();
  project.remove("tsconfig.json");
  t.match(await next(), { ok: false, diagnostics: [{ messageText: /There is no tsconfig.json/ }] });
  project.write("tsconfig.json", tsconfig());
  t.match(await next(), { ok: true, diagnostics: [] });
});

t.test("watch: without a tsconfig.json there is one result, which says so", async (t) => {
  const project = new Project(t, {});
  const results: WatchResult[] = [];
  watch({ cwd: project.root, tsconfig: "none.json", onBuild: (result) => results.push(result) }).close();
  t.match(results, [{ ok: false, diagnostics: [{ messageText: /There is no tsconfig.json/ }] }]);
  t.equal(results.length, 1);
});

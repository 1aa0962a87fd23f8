import { request } from "node:http";
import t from "tap";
import { app, ask, askUntil, Project, tsconfig } from "./project.js";

t.test("S1 dev: serves at 127.0.0.1 from the sources, in development mode, and again after every change", async (t) => {
  const project = new Project(t, { "src/main.ts": app("1") });
  const dev = project.serve(t, ["dev", "--port", "0"]);

  await t.test("S5 start-up banner: entry, address, document, and how to keep the entry", async (t) => {
    const url = await dev.url();
    t.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
    t.match(await dev.said(/Docs +\S+/), `${url}/docs`);
    t.match(await dev.said(/Document +\S+/), `${url}/openapi.json`);
    await dev.said(/"typeway": { "entry": "src\/main\.ts" }/);
    t.match(await ask(url), { version: "1", mode: "development" });
    t.throws(() => project.read("dist/main.js"), { code: "ENOENT" });
  });
  const url = dev.output.match(/http:\/\/[\w.]+:\d+/)?.[0] ?? "";

  await t.test("an edit is live, and who asks meanwhile waits for it", async (t) => {
    project.write("src/main.ts", app("2"));
    t.match(await askUntil(url, ({ version }) => version === "2"), { version: "2" });
    await dev.said(/Reloaded in \d+ ms/);
  });

  await t.test("an error of the compiler is shown in its frame, and the last good version keeps serving", async (t) => {
    project.write("src/main.ts", app("3").replace('"/version"', '"/{version}"'));
    await dev.said(/src\/main\.ts:8:9 error TW4001/);
    await dev.said(/8 \| app\.get\("\/\{version\}"/);
    await dev.said(/Found 1 error in 1 file\. The last good version keeps serving\./);
    t.match(await ask(url), { version: "2" });
    project.write("src/main.ts", app("4"));
    t.match(await askUntil(url, ({ version }) => version === "4"), { version: "4" });
  });

  await t.test(
    "an app that throws when it starts: its own line is shown, and the answer is 503 until it is mended",
    async (t) => {
      project.write("src/main.ts", `${app("5")}\nthrow new Error("No database");`);
      await dev.said(/The app does not run: Error: No database\n +at .*src\/main\.ts:15:7/);
      const response = await fetch(`${url}/version`);
      t.equal(response.status, 503);
      t.match(await response.text(), "The app does not run");
      project.write("src/main.ts", app("6"));
      t.match(await askUntil(url, ({ version }) => version === "6"), { version: "6" });
    },
  );

  await t.test("Ctrl+C ends it with code 0", async (t) => t.equal(await dev.end("SIGINT"), 0));
});

t.test("dev: a request that comes while it compiles for the first time waits for the answer", async (t) => {
  const project = new Project(t, { "src/main.ts": app("1") });
  const dev = project.serve(t, ["dev", "--port", "0"], { NODE_ENV: "test" });
  await dev.said(/Compiling/);
  t.match(await ask(await dev.url()), { version: "1", mode: "test" });
});

t.test("dev: an error at the first start is shown, answered with 503, and mended by an edit", async (t) => {
  const project = new Project(t, { "src/main.ts": app("1").replace('"1.0.0"', "100") });
  const dev = project.serve(t, ["dev", "src/main.ts", "--port", "0"]);
  await dev.said(/error TS2322/);
  await dev.said(/Waiting for a change/);
  project.write("src/main.ts", app("2"));
  t.match(await ask(await dev.url()), { version: "2" });
});

t.test("dev: a stack trace points into the sources", async (t) => {
  const source = `${app("1")}\napp.get("/fail", (): void => {\n  throw new Error("Here");\n});`;
  const project = new Project(t, { "src/main.ts": source });
  const dev = project.serve(t, ["dev", "--port", "0"]);
  const response = await fetch(`${await dev.url()}/fail`);
  t.equal(response.status, 500);
  await dev.said(/Error: Here\n +at .*src\/main\.ts:16:9/);
});

t.test("dev: CommonJS, with files that name each other in every way", async (t) => {
  const project = new Project(
    t,
    {
      "src/main.ts": [
        'import { App } from "typeway";',
        'import { one } from "./one";',
        'import { two } from "./two.js";',
        'import { three } from "./three";',
        'import * as data from "./data.json";',
        'import path = require("node:path");',
        'const four = async () => (await import("./four.js")).four;',
        "export const app = new App();",
        'app.get("/version", async () => ({',
        '  version: [one, two, three, await four(), data.five, path.basename(__filename)].join(" "),',
        "  pid: process.pid,",
        '  mode: "",',
        "}));",
      ].join("\n"),
      "src/one.ts": "export const one = 1;",
      "src/two.ts": "export const two = 2;",
      "src/three/index.ts": "export const three = 3;",
      "src/four.ts": "export const four = 4;",
      "src/data.json": '{ "five": 5 }',
      "tsconfig.json": tsconfig({
        module: "node20",
        moduleResolution: "node16",
        resolveJsonModule: true,
        esModuleInterop: true,
      }),
    },
    "commonjs",
  );
  const dev = project.serve(t, ["dev", "--port", "0"]);
  t.match(await ask(await dev.url()), { version: "1 2 3 4 5 main.js" });
});

t.test("dev: ES modules that name each other through package.json, and JSON", async (t) => {
  const project = new Project(t, {
    "src/main.ts": [
      'import { App } from "typeway";',
      'import { one } from "#one";',
      'import data from "./data.json" with { type: "json" };',
      'const { two } = await import("./two.js");',
      "export const api = new App();",
      'api.get("/version", () => ({ version: [one, two, data.three, import.meta.url.split("/").at(-1) ?? ""].join(" "), pid: 0, mode: "" }));',
    ].join("\n"),
    "src/one.ts": "export const one = 1;",
    "src/two.ts": "export const two = 2;",
    "src/data.json": '{ "three": 3 }',
    "package.json": JSON.stringify({ name: "fixture", type: "module", imports: { "#one": "./dist/one.js" } }),
    "tsconfig.json": tsconfig({ resolveJsonModule: true }),
  });
  const dev = project.serve(t, ["dev", "--port", "0"]);
  t.match(await ask(await dev.url()), { version: "1 2 3 main.js" });
});

t.test("dev: an open stream does not hold up the next version", async (t) => {
  const project = new Project(t, { "src/main.ts": app("1") });
  const dev = project.serve(t, ["dev", "--port", "0"]);
  const url = await dev.url();
  const slow = request(`${url}/version?wait=600000`).on("error", () => {});
  slow.end();
  t.teardown(() => slow.destroy());
  await ask(url);
  project.write("src/main.ts", app("2"));
  t.match(await askUntil(url, ({ version }) => version === "2"), { version: "2" });
});

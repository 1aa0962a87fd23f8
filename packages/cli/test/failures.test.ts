// What keeps an application from starting, and what ends it.
import { once } from "node:events";
import t, { type Test } from "tap";
import { Project } from "./project.js";

function built(t: Test, source: string): Project {
  const project = new Project(t, { "src/main.ts": source });
  const { code, err } = project.typeway(["build"]);
  t.equal(code, 0, err);
  return project;
}

t.test("settings that are wrong: each is named, no stack, code 1; for one process and for several", async (t) => {
  const project = built(
    t,
    `import { App, type Int, loadSettings, type Secret } from "typeway";
    export const settings = loadSettings<{ shopPort: Int; apiKey: Secret<string>; hosts: string[] }>({ envFile: ".env" });
    export default new App();`,
  );
  project.write(".env", "\nSHOP_PORT=http\nAPI_KYE=secret\n");
  for (const args of [["start"], ["start", "--workers", "2"]]) {
    const { code, err } = project.typeway([...args, "--port", "0"]);
    t.equal(code, 1);
    t.equal(
      err,
      `typeway: TYPEWAY_SETTINGS: 3 settings are wrong.
  SHOP_PORT: Expected an integer, written in digits only, but it is "http" (.env:2)
  API_KEY: a value is required (not set)
  HOSTS: a value is required (not set)
  .env:3 sets API_KYE, which nothing reads. Is it meant to be API_KEY?
`,
    );
  }
});

t.test("a lifespan that fails: said so, code 1, what was open is closed", async (t) => {
  const project = built(
    t,
    `import { App, Router } from "typeway";
    const app = new App({ lifespan: function* () { try { yield; } finally { console.log("closed"); } } });
    app.include(new Router({ lifespan: async function* () { throw new Error("no database"); } }));
    export default app;`,
  );
  const { code, out, err } = project.typeway(["start", "--port", "0"]);
  t.equal(code, 1);
  t.equal(out, "closed\n");
  t.match(err, /^The application could not start\.\nError: no database\n {4}at /);
});

t.test("41 an error that nobody catches: what is under way is answered, shutdown runs, code 1", async (t) => {
  const project = built(
    t,
    `import { App } from "typeway";
    const app = new App();
    app.get("/crash", async () => {
      setImmediate(() => { throw new Error("lost"); });
      await new Promise((resolve) => setTimeout(resolve, 200));
      return app.phase;
    });
    app.onStop(() => console.log("stopped"));
    export default app;`,
  );
  const start = project.serve(t, ["start", "--port", "0", "--host", "127.0.0.1"]);
  const url = await start.url();
  const ended = once(start.child, "exit");
  t.equal(await (await fetch(`${url}/crash`)).json(), "stopping");
  t.strictSame(await ended, [1, null]);
  t.match(start.output, /"message":"An error was caught by nobody\. The process ends\."/);
  t.match(start.output, /stopped/);
});

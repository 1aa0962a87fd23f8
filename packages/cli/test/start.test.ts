import { once } from "node:events";
import { createServer } from "node:net";
import t, { type Test } from "tap";
import { app, ask, Project } from "./project.js";

function built(t: Test, source: string): Project {
  const project = new Project(t, { "src/main.ts": source });
  const { code, err } = project.typeway(["build"]);
  t.equal(code, 0, err);
  return project;
}

t.test("S2 start: serves what was built at 0.0.0.0, in production mode, until SIGTERM", async (t) => {
  const project = built(t, app("1"));
  const start = project.serve(t, ["start", "--port", "0"]);
  const url = await start.url();
  t.match(start.output, /Serving dist\/main\.js at http:\/\/localhost:\d+/);
  t.match(await ask(url), { version: "1", mode: "production" });

  await t.test("SIGTERM lets a request finish, and the exit code is 0", async (t) => {
    const slow = fetch(`${url}/version?wait=1000`);
    await ask(url);
    const ended = start.end("SIGTERM");
    t.match(await (await slow).json(), { version: "1" });
    t.equal(await ended, 0);
  });
});

t.test("S4 options: --port wins over PORT, --host over HOST; --root-path and --app", async (t) => {
  const project = built(t, `${app("1")}\nexport const admin = new App({ title: "Admin" });`);
  const start = project.serve(t, ["start", "dist/main.js", "--root-path", "/api"], { PORT: "0", HOST: "127.0.0.1" });
  const url = await start.url();
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as { servers: unknown };
  t.same(document.servers, [{ url: "/api" }]);

  const admin = project.serve(t, ["start", "--app", "admin", "--port", "0", "--host", "localhost"], {
    PORT: "1",
    HOST: "nowhere",
  });
  const other = (await (await fetch(`${await admin.url()}/openapi.json`)).json()) as { info: unknown };
  t.match(other.info, { title: "Admin" });
});

t.test("--transport direct: sockets whose bytes llhttp parses, in one process, in several and in dev", async (t) => {
  const source = [
    `import { createRequire } from "node:module";`,
    `import { App } from "typeway";`,
    "const files = createRequire(import.meta.url).cache;",
    "const app = new App();",
    `app.get("/parser", (): boolean => Object.keys(files).some((file) => /undici.lib.llhttp/.test(file)));`,
    "export default app;",
  ];
  const project = built(t, source.join("\n"));
  for (const [args, isDirect] of [
    [["start"], false],
    [["start", "--transport", "node"], false],
    [["start", "--transport", "direct"], true],
    [["start", "--transport", "direct", "--workers", "2"], true],
    [["dev", "--transport", "direct"], true],
  ] as const) {
    const served = project.serve(t, [...args, "--port", "0"]);
    const answer = await fetch(`${await served.url()}/parser`);
    t.equal(await answer.json(), isDirect, args.join(" "));
  }
});

t.test("a port in use: one line, exit code 1, for one process, for several, and for dev", async (t) => {
  const project = built(t, app("1"));
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  t.teardown(() => taken.close());
  const address = taken.address();
  const port = String(typeof address === "object" ? address?.port : 0);
  for (const args of [["start"], ["start", "--workers", "3"], ["dev"]]) {
    const { code, err } = project.typeway([...args, "--host", "127.0.0.1", "--port", port]);
    t.equal(code, 1, args.join(" "));
    t.equal(err, `typeway: Port ${port} is in use on 127.0.0.1. Stop what uses it, or choose another with --port.\n`);
  }
});

t.test("an app that throws when it starts: its error is shown, exit code 1", async (t) => {
  const project = built(t, `${app("1")}\nthrow new Error("No database");`);
  const { code, err } = project.typeway(["start", "--port", "0"]);
  t.equal(code, 1);
  t.match(err, /Error: No database/);
});

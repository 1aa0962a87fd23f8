import { readdirSync, readFileSync } from "node:fs";
import { CONTRACT_VERSION } from "@typeway/contract";
import { App, Router } from "@typeway/runtime";
import t from "tap";
import { faults } from "../dist/errors/faults.js";
import { body, endpoint, header, int, path } from "./endpoint.js";

t.test("a registration that was not transformed says what to add, at once", async (t) => {
  const app = new App();
  function readUser() {}
  t.throws(() => app.get("/users/{id}", readUser), {
    code: "TYPEWAY_NOT_COMPILED",
    message:
      "TYPEWAY_NOT_COMPILED: GET /users/{id} was registered with 'readUser', but this file was not compiled by " +
      "Typeway's transformer, so nothing is known about its parameters. Add " +
      '"plugins": [{ "transform": "@typeway/transformer", "transformProgram": true }] to "compilerOptions" in tsconfig.json and build with ' +
      "`npx tspc`, or build with `npx typeway build`. Node's type stripping, tsx, esbuild and swc remove types without " +
      "running compiler plugins: start the built JavaScript, or use `npx typeway dev`.",
  });
  const arrow = /POST \/x was registered with an anonymous function/;
  t.throws(() => new Router().post("/x", { status: 201 }, () => 1), { code: "TYPEWAY_NOT_COMPILED", message: arrow });
  t.throws(() => app.route({ methods: ["GET", "PUT"], path: "/y" }, readUser), { message: /GET, PUT \/y was/ });
  t.throws(() => app.get("/z", readUser, {} as never), { code: "TYPEWAY_NOT_COMPILED" });
  t.throws(() => app.get("/z", {} as never), {
    name: "TypeError",
    message: "GET '/z' was registered without a handler.",
  });
  t.strictSame(app.routes, []);
  const onlyCallable = { ...endpoint(readUser), answers: undefined };
  const { answers, ...callable } = onlyCallable;
  t.throws(() => app.get("/z", readUser, callable as never), { code: "TYPEWAY_NOT_COMPILED" });
});

t.test("generated code of another release is refused, at once", async (t) => {
  const handler = function readUser() {};
  const other = { ...endpoint(handler), version: CONTRACT_VERSION + 1 };
  t.throws(() => new App().get("/users", handler, other), {
    code: "TYPEWAY_CONTRACT_VERSION",
    details: { found: CONTRACT_VERSION + 1, wanted: CONTRACT_VERSION },
    message: /GET \/users was compiled for version \d .* Install the same release/,
  });
});

t.test("onError refuses generated code of another release", async (t) => {
  const handler = () => "x";
  t.doesNotThrow(() => new App().onError(Error, handler, endpoint(handler)));
  t.doesNotThrow(() => new App().onError(Error, handler));
  const other = { ...endpoint(handler), version: 0 };
  t.throws(() => new App().onError(Error, handler, other), {
    code: "TYPEWAY_CONTRACT_VERSION",
    message: /onError\(Error\)/,
  });
});

t.test("X6 records and routes: what is served, without start-up", async (t) => {
  const app = new App({ responses: { 500: { description: "ours" } } });
  const makeUser = () => undefined;
  const endpointOfMake = endpoint(makeUser, [path("org"), header("x-key", int), body("user")]);
  const words = { status: 201, summary: "Make", description: "…", responseDescription: "Made", operationId: "make" };
  app.post(
    "/{org}/users",
    { ...words, tags: ["users"], openapi: { "x-a": 1 }, name: "create" },
    makeUser,
    endpointOfMake,
  );
  app.onStart(() => t.fail("records do not start the application"));
  t.strictSame(app.routes, [{ name: "create", path: "/{org}/users", methods: ["POST"], tags: ["users"] }]);
  t.strictSame(app.records, [
    {
      method: "POST",
      path: "/{org}/users",
      name: "create",
      endpoint: { compiled: endpointOfMake, places: ["path", "header"], scopes: [] },
      dependencies: [],
      words: {
        ...words,
        tags: ["users"],
        responses: { 500: { description: "ours" } },
        deprecated: false,
        documented: true,
        openapi: { "x-a": 1 },
      },
      errorHandlers: [],
    },
  ]);
});

const root = new URL("../", import.meta.url);
const page = readFileSync(new URL("docs/faults.md", root), "utf8");

t.test("faults: every code has its entry in docs/faults.md, in the order of the catalogue", async (t) => {
  const documented = [...page.matchAll(/^### `(TYPEWAY_\w+)`$/gm)].map(([, code]) => code);
  t.strictSame(documented, Object.keys(faults));
});

t.test("faults: every code is raised somewhere", async (t) => {
  const folders = ["src/", "../packages/middleware/src/", "../packages/offload/src/", "../packages/typeway/src/"].map(
    (folder) => new URL(folder, root),
  );
  const sources = folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts") && !file.endsWith("faults.ts"))
        .map((file) => readFileSync(new URL(file, folder), "utf8")),
    )
    .join("\n");
  for (const code of Object.keys(faults)) t.match(sources, `"${code}"`);
});

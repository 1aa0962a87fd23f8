// Where dependencies come from: each program is compiled and asked.
import { symlinkSync } from "node:fs";
import { pathToFileURL } from "node:url";
import t from "tap";
import { Project, tsconfig } from "./project.js";

/** Asks the application of a compiled module for each path. */
async function answers(project: Project, file: string, paths: readonly string[]): Promise<unknown[]> {
  const module: { default: unknown } = await import(pathToFileURL(project.path(file)).href);
  const exported = module.default as { fetch?: Fetch; default?: { fetch: Fetch } };
  const app = exported.fetch ? (exported as { fetch: Fetch }) : exported.default;
  const replies = await Promise.all(paths.map(async (path) => app?.fetch(new Request(`http://localhost${path}`))));
  return Promise.all(replies.map(async (reply) => (reply?.ok ? reply.json() : reply?.text())));
}
type Fetch = (request: Request) => Promise<Response>;

/** Every way in which one file names what another exports. */
const modules = {
  "src/named.ts": [
    'import type { Depends } from "typeway";',
    "export const base = (q: string) => `base ${q}`;",
    "function hidden(own: Depends<typeof base>) { return `hidden ${own}`; }",
    "export { hidden as shown };",
    "export namespace inner { export const open = (own: Depends<typeof base>) => `inner ${own}`; }",
    "export class Service { constructor(readonly own: Depends<typeof base>) {} }",
    "export type Shown = Depends<typeof hidden>;",
    "export const calls: string[] = [];",
    "export const counter = {",
    "  count: 0,",
    "  add(own: Depends<typeof base>) { calls.push(`${++this.count} ${own}`); },",
    "};",
    "export const seen = (q: string) => { calls.push(`seen ${q}`); };",
  ],
  "src/by-default.ts": [
    'import type { Depends } from "typeway";',
    'import type { base } from "./named.js";',
    "export default function (own: Depends<typeof base>) { return `default ${own}`; }",
  ],
  "src/class-by-default.ts": [
    'import type { Depends } from "typeway";',
    'import type * as named from "./named.js";',
    "export default class { constructor(readonly own: Depends<typeof named.base>) {} }",
  ],
  "src/arrow-by-default.ts": [
    'import type { Depends } from "typeway";',
    'import { type base } from "./named.js";',
    "export default (own: Depends<typeof base>) => `arrow ${own}`;",
  ],
  "src/barrel.ts": [
    'export { shown as renamed, type Service } from "./named.js";',
    'export * from "./named.js";',
    'export * as all from "./named.js";',
    'export { default as byDefault } from "./by-default.js";',
    'export type { Shown as Alias } from "./named.js";',
    'export type { base as typeOnly } from "./named.js";',
  ],
  "src/circle.ts": [
    'import type { Depends } from "typeway";',
    'import { around } from "./round.js";',
    "export const first = (q: string) => `first ${q}`;",
    "export const second = (round: Depends<typeof around>) => `second ${round}`;",
  ],
  "src/round.ts": [
    'import type { Depends } from "typeway";',
    'import type { first } from "./circle.js";',
    "export const around = (own: Depends<typeof first>) => `around ${own}`;",
  ],
  "src/main.ts": [
    'import { App, type Depends, type Dependency } from "typeway";',
    'import type byDefault from "./by-default.js";',
    'import type ByDefault from "./class-by-default.js";',
    'import arrow from "./arrow-by-default.js";',
    'import type { renamed, all, byDefault as again, Alias, typeOnly } from "./barrel.js";',
    'import type * as barrel from "./barrel.js";',
    'import { calls, counter, inner, seen as witness, type Shown } from "./named.js";',
    'import type { second } from "./circle.js";',
    "type Aliased<F extends (...args: never[]) => string> = Depends<F>;",
    "const seen: string[] = [];",
    "const note = (own: Depends<typeof arrow>) => { seen.push(own); };",
    "const list: Dependency[] = [note];",
    "export const own: Dependency = (q: string) => { calls.push(`own ${q}`); };",
    "const options: { witness: Dependency } = { witness };",
    "export default new App()",
    '  .get("/default", (own: Depends<typeof byDefault>) => own)',
    '  .get("/default-class", (it: Depends<typeof ByDefault>) => it.own)',
    '  .get("/default-arrow", (own: Depends<typeof arrow>) => own)',
    '  .get("/renamed", (own: Depends<typeof renamed>) => own)',
    '  .get("/barrel", (own: Depends<typeof barrel.shown>, it: Depends<typeof barrel.all.Service>) => [own, it.own])',
    '  .get("/all", (own: Depends<typeof all.inner.open>) => own)',
    '  .get("/again", (own: Depends<typeof again>) => own)',
    '  .get("/alias", (own: Alias, shown: Shown) => [own, shown])',
    '  .get("/generic-alias", (own: Aliased<typeof renamed>) => own)',
    '  .get("/namespace", (own: Depends<typeof inner.open>) => own)',
    '  .get("/type-only", (own: Depends<typeof typeOnly>) => own)',
    '  .get("/circle", (own: Depends<typeof second>) => own)',
    '  .get("/listed", { dependencies: list }, () => seen)',
    '  .get("/values", { dependencies: [counter.add, options.witness, own] }, () => calls);',
  ],
};
const asked: readonly (readonly [string, unknown])[] = [
  ["/default?q=x", "default base x"],
  ["/default-class?q=x", "base x"],
  ["/default-arrow?q=x", "arrow base x"],
  ["/renamed?q=x", "hidden base x"],
  ["/barrel?q=x", ["hidden base x", "base x"]],
  ["/all?q=x", "inner base x"],
  ["/again?q=x", "default base x"],
  ["/alias?q=x", ["hidden base x", "hidden base x"]],
  ["/generic-alias?q=x", "hidden base x"],
  ["/namespace?q=x", "inner base x"],
  ["/type-only?q=x", "base x"],
  ["/circle?q=x", "second around first x"],
  ["/listed?q=x", ["arrow base x"]],
  ["/values?q=x", ["1 base x", "seen x", "own x"]],
];
const texts = (files: Readonly<Record<string, readonly string[]>>) =>
  Object.fromEntries(Object.entries(files).map(([name, lines]) => [name, lines.join("\n")]));

for (const [name, options, type] of [
  ["ES modules", {}, "module"],
  ["CommonJS", {}, "commonjs"],
  ["verbatimModuleSyntax and isolatedModules", { verbatimModuleSyntax: true, isolatedModules: true }, "module"],
] as const) {
  t.test(`dependencies of other files: defaults, namespaces, re-exports and types alone, in ${name}`, async (t) => {
    const project = new Project(t, { ...texts(modules), "tsconfig.json": tsconfig(options) }, type);
    t.match(project.run([]), { code: 0, output: "" });
    t.strictSame(
      await answers(
        project,
        "dist/main.js",
        asked.map(([path]) => path),
      ),
      asked.map(([, answer]) => answer),
    );
  });
}

t.test("dependencies of CommonJS modules: `export =`, `import … = require(…)`, aliases of namespaces", async (t) => {
  const project = new Project(t, {
    ...texts({
      "src/whole.cts": [
        'import type { Depends } from "typeway" with { "resolution-mode": "import" };',
        "const base = (q: string) => `base ${q}`;",
        "function open(own: Depends<typeof base>) { return `open ${own}`; }",
        "export = open;",
      ],
      "src/parts.cts": [
        "export const part = (q: string) => `part ${q}`;",
        "export namespace deep { export const open = (q: string) => `deep ${q}`; }",
      ],
      "src/legacy.cjs": ["module.exports = class Legacy { constructor(q) { this.q = q; } };"],
      "src/legacy.d.cts": ["declare class Legacy { constructor(q: string); readonly q: string }", "export = Legacy;"],
      "src/main.ts": [
        'import { App, type Depends } from "typeway";',
        'import type whole from "./whole.cjs";',
        'import required = require("./whole.cjs");',
        'import parts = require("./parts.cjs");',
        'import type * as named from "./parts.cjs";',
        'import type Legacy from "./legacy.cjs";',
        "import open = parts.deep.open;",
        "export default new App()",
        '  .get("/whole", (own: Depends<typeof whole>, same: Depends<typeof required>) => [own, same])',
        '  .get("/parts", (own: Depends<typeof parts.part>, same: Depends<typeof named.part>) => [own, same])',
        '  .get("/deep", (own: Depends<typeof open>) => own)',
        '  .get("/legacy", (legacy: Depends<typeof Legacy>) => legacy.q);',
      ],
    }),
    "tsconfig.json": tsconfig(),
  });
  t.match(project.run([]), { code: 0, output: "" });
  project.write("dist/legacy.cjs", project.read("src/legacy.cjs"));
  t.strictSame(await answers(project, "dist/main.js", ["/whole?q=x", "/parts?q=x", "/deep?q=x", "/legacy?q=x"]), [
    ["open base x", "open base x"],
    ["part x", "part x"],
    "deep x",
    "x",
  ]);
});

t.test("dependencies of a project that this one refers to, behind its declarations", async (t) => {
  const core = {
    "core/package.json": JSON.stringify({ name: "core", type: "module", exports: "./dist/index.js" }),
    "core/tsconfig.json": tsconfig({ composite: true }),
    "core/src/db.ts": [
      'import type { Depends } from "typeway";',
      "const secret = (q: string) => `secret ${q}`;",
      "export function openDb(own: Depends<typeof secret>) { return `db ${own}`; }",
      "export class Store { constructor(readonly name: string) {} find(db: Depends<typeof openDb>) { return `${this.name} ${db}`; } }",
      'export const store = new Store("core");',
    ].join("\n"),
    "core/src/index.ts": [
      'import type { Depends } from "typeway";',
      'import type { openDb, store } from "./db.js";',
      'export { openDb as connect, store } from "./db.js";',
      "export type Db = Depends<typeof openDb>;",
      "export type Found = Depends<typeof store.find>;",
    ].join("\n"),
  };
  const project = new Project(t, {
    ...core,
    "node_modules/core/package.json": "{}",
    "api/package.json": JSON.stringify({ name: "api", type: "module" }),
    "api/tsconfig.json": tsconfig({ composite: true }, { references: [{ path: "../core" }] }),
    "api/src/types.ts": 'export type { Db, Found } from "core";',
    "api/src/main.ts": [
      'import { App, type Depends } from "typeway";',
      'import type { connect } from "core";',
      'import type { Db } from "./types.js";',
      'import { more } from "./more.js";',
      "export default new App()",
      '  .get("/direct", (db: Depends<typeof connect>) => db)',
      '  .get("/alias", (db: Db) => db)',
      '  .get("/more", more);',
    ].join("\n"),
    "api/src/more.ts": [
      'import type { Db, Found } from "./types.js";',
      "export const more = (found: Found, db: Db) => [found, db];",
    ].join("\n"),
  });
  project.remove("node_modules/core");
  symlinkSync(project.path("core"), project.path("node_modules/core"), "dir");
  t.match(project.run(["-b", "api"]), { code: 0, output: "" });
  t.strictSame(await answers(project, "api/dist/main.js", ["/direct?q=x", "/alias?q=x", "/more?q=x"]), [
    "db secret x",
    "db secret x",
    ["core db secret x", "db secret x"],
  ]);
});

t.test("dependencies of a package: what its main module and its other modules export, and nothing else", async (t) => {
  const project = new Project(t, {
    "auth/tsconfig.json": tsconfig({ outDir: "../node_modules/@acme/auth/dist" }),
    "auth/package.json": JSON.stringify({ name: "@acme/auth", type: "module" }),
    "auth/src/user.ts": [
      'import { HttpError, type Depends } from "typeway";',
      "/** @param token who is asking */",
      "export const token = (token: string) => token;",
      "export function user(name: Depends<typeof token>) {",
      '  if (name === "") throw new HttpError(403, "Nobody");',
      "  return { name };",
      "}",
      "export const hidden = (q: string) => q;",
    ].join("\n"),
    "auth/src/index.ts": [
      'import type { Depends } from "typeway";',
      'import type { hidden, user } from "./user.js";',
      'export { user } from "./user.js";',
      "export type User = Depends<typeof user>;",
      "export type Hidden = Depends<typeof hidden>;",
    ].join("\n"),
    "auth/src/admin.ts": [
      'import type { Depends } from "typeway";',
      'import type { user } from "./user.js";',
      "export const admin = (one: Depends<typeof user>) => ({ admin: one.name });",
      "export type Admin = Depends<typeof admin>;",
    ].join("\n"),
    "node_modules/@acme/auth/package.json": JSON.stringify({
      name: "@acme/auth",
      type: "module",
      exports: { ".": "./dist/index.js", "./admin": "./dist/admin.js" },
    }),
    "tsconfig.json": tsconfig(),
    "src/main.ts": [
      'import { App, type Dependency } from "typeway";',
      'import { user, type User } from "@acme/auth";',
      'import type { Admin } from "@acme/auth/admin";',
      "const checks: Dependency[] = [user];",
      "export default new App()",
      '  .get("/user", (user: User) => user)',
      '  .get("/admin", (admin: Admin) => admin)',
      '  .get("/check", { dependencies: checks }, () => "checked");',
    ].join("\n"),
  });
  t.match(project.run(["-p", "auth"]), { code: 0, output: "" });
  t.match(project.run([]), { code: 0, output: "" });
  t.strictSame(
    await answers(project, "dist/main.js", ["/user?token=ada", "/admin?token=ada", "/check?token=", "/check?token=x"]),
    [{ name: "ada" }, { admin: "ada" }, JSON.stringify({ detail: "Nobody" }), "checked"],
  );
  project.edit("src/main.ts", "type User }", "type User, type Hidden }");
  project.edit("src/main.ts", '.get("/user"', '.get("/hidden", (own: Hidden) => own)\n  .get("/user"');
  const refused = project.run(["--noEmit"]);
  t.match(refused.output, "TW2005: The dependency 'hidden' is not exported from '@acme/auth'");
});

t.test("an override that provides something else: TypeScript names what is given and what is wanted", async (t) => {
  const project = new Project(t, {
    "src/main.ts": [
      'import { App } from "typeway";',
      "class Session { rows() { return [1]; } }",
      "async function openSession() { return new Session(); }",
      "const app = new App();",
      "app.override(openSession, () => 1);",
      "app.override(Session, () => new Date());",
      "app.override(openSession, function* () { yield new Session(); });",
      "app.override(Session, openSession);",
    ].join("\n"),
    "tsconfig.json": tsconfig(),
  });
  t.strictSame(
    project
      .run(["--noEmit", "--pretty", "false"])
      .output.split("\n")
      .filter((line) => /error|Providing<Session>'\.$/.test(line)),
    [
      "src/main.ts(5,27): error TS2345: Argument of type '() => number' is not assignable to parameter of type 'Provider<Session>'.",
      "  Type '() => number' is not assignable to type '(...args: AnyParameters) => Providing<Session>'.",
      "    Type 'number' is not assignable to type 'Providing<Session>'.",
      "src/main.ts(6,23): error TS2345: Argument of type '() => Date' is not assignable to parameter of type 'Provider<Session>'.",
      "  Type '() => Date' is not assignable to type '(...args: AnyParameters) => Providing<Session>'.",
      "    Type 'Date' is not assignable to type 'Providing<Session>'.",
    ],
  );
});

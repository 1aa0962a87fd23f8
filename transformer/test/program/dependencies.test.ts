// Where dependencies come from: each program is compiled and asked.
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
    "export const unused: string = 'never imported';",
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
    'import type { renamed, all, byDefault as again, Alias } from "./barrel.js";',
    'import type * as barrel from "./barrel.js";',
    'import { inner, type Shown } from "./named.js";',
    'import type { second } from "./circle.js";',
    "type Aliased<F extends (...args: never[]) => string> = Depends<F>;",
    "const seen: string[] = [];",
    "const note = (own: Depends<typeof arrow>) => { seen.push(own); };",
    "const list: Dependency[] = [note];",
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
    '  .get("/circle", (own: Depends<typeof second>) => own)',
    '  .get("/listed", { dependencies: list }, () => seen);',
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
  ["/circle?q=x", "second around first x"],
  ["/listed?q=x", ["arrow base x"]],
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

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

const handlersPerFile = 10;
const modelsPerFile = 10;

/**
 * Writes a project of that many handlers and models: ten a file, models that refer to each other up to ten deep, and
 * the five usual routes of each model in turn.
 */
export function generate(folder, { handlers, models }) {
  rmSync(folder, { recursive: true, force: true });
  const write = (name, text) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  write("package.json", JSON.stringify({ name: "generated", private: true, type: "module" }));
  const options = {
    target: "es2023",
    module: "nodenext",
    lib: ["es2023"],
    types: ["node"],
    strict: true,
    skipLibCheck: true,
    declaration: true,
    sourceMap: true,
    incremental: true,
    rootDir: "src",
  };
  const plugins = [{ transform: "@typeway/transformer", transformProgram: true }];
  write(
    "tsconfig.json",
    JSON.stringify({
      compilerOptions: { ...options, outDir: "dist", tsBuildInfoFile: "dist/.tsbuildinfo", plugins },
      include: ["src"],
    }),
  );
  write(
    "tsconfig.plain.json",
    JSON.stringify({
      compilerOptions: { ...options, outDir: "plain", tsBuildInfoFile: "plain/.tsbuildinfo" },
      include: ["src"],
    }),
  );
  for (let first = 0; first < models; first += modelsPerFile)
    write(`src/models/models${first}.ts`, modelFile(first, models));
  write("src/models/page.ts", pageFile);
  write("src/store.ts", storeFile);
  const routers = [];
  for (let first = 0; first < handlers; first += handlersPerFile) {
    write(`src/routes/routes${first}.ts`, routeFile(first, handlers, models));
    routers.push(first);
  }
  write("src/main.ts", mainFile(routers));
}

function modelFile(first, models) {
  const numbers = Array.from({ length: Math.min(modelsPerFile, models - first) }, (_, index) => first + index);
  return [
    `import type { Email, Int, MaxLength, Minimum, MinLength } from "typeway";`,
    "",
    ...numbers.flatMap((number) => model(number, number > first)),
  ].join("\n");
}

const model = (number, hasParent) => [
  `/** Model ${number}, one of many. */`,
  `export interface Model${number} {`,
  "  id: Int;",
  "  /** What people call it. */",
  "  name: string & MinLength<1> & MaxLength<100>;",
  "  email?: Email;",
  "  age: Int & Minimum<0>;",
  '  state: "draft" | "open" | "closed";',
  "  tags: string[];",
  "  score: number | null;",
  "  createdAt: Date;",
  "  address: { street: string; city: string; zip?: string };",
  ...(hasParent ? [`  parent?: Model${number - 1};`] : []),
  "}",
  "",
  `export interface NewModel${number} {`,
  "  name: string & MinLength<1> & MaxLength<100>;",
  "  email?: Email;",
  "  age: Int & Minimum<0>;",
  '  state: "draft" | "open" | "closed";',
  "  tags: string[];",
  ...(hasParent ? [`  parent?: NewModel${number - 1};`] : []),
  "}",
  "",
];

const pageFile = `import type { Int } from "typeway";

/** Some of many. */
export interface Page<T> {
  items: T[];
  total: Int;
  next?: string;
}
`;

const storeFile = `import type { Page } from "./models/page.js";

export class Store<T extends { id: number }> {
  readonly #items = new Map<number, T>();

  get(id: number): T | undefined {
    return this.#items.get(id);
  }

  page(limit: number, offset: number, matches: (item: T) => boolean): Page<T> {
    const found = [...this.#items.values()].filter(matches);
    return { items: found.slice(offset, offset + limit), total: found.length };
  }

  put(item: T): T {
    this.#items.set(item.id, item);
    return item;
  }

  delete(id: number): boolean {
    return this.#items.delete(id);
  }

  get nextId(): number {
    return this.#items.size + 1;
  }
}
`;

function routeFile(first, handlers, models) {
  const numbers = Array.from({ length: Math.min(handlersPerFile, handlers - first) }, (_, index) => first + index);
  const used = [...new Set(numbers.map((number) => modelOf(number, models)))];
  return [
    `import { HttpError, type Int, type Maximum, type Minimum, Router } from "typeway";`,
    ...used.map(
      (number) =>
        `import type { Model${number}, NewModel${number} } from "../models/models${number - (number % modelsPerFile)}.js";`,
    ),
    `import type { Page } from "../models/page.js";`,
    `import { Store } from "../store.js";`,
    "",
    `export const router = new Router({ tags: ["routes${first}"] });`,
    ...used.map((number) => `const store${number} = new Store<Model${number}>();`),
    "",
    ...numbers.map((number) => handler(number, modelOf(number, models))),
  ].join("\n");
}

/** Five handlers in a row are about one model. */
const modelOf = (number, models) => Math.floor(number / 5) % models;

function handler(number, model) {
  const path = `/h${number}`;
  switch (number % 5) {
    case 0:
      return `/** Read one ${model}. */
router.get("${path}/{id}", async function read${number}(id: Int, verbose = false): Promise<Model${model}> {
  const found = store${model}.get(id);
  if (!found) throw new HttpError(404, "Not found");
  return verbose ? { ...found, tags: [...found.tags, "verbose"] } : found;
});
`;
    case 1:
      return `/** List ${model}. */
router.get("${path}", (q?: string, limit: Int & Minimum<1> & Maximum<100> = 20, offset: Int & Minimum<0> = 0): Page<Model${model}> => {
  const wanted = q?.toLowerCase();
  return store${model}.page(limit, offset, (item) => wanted === undefined || item.name.toLowerCase().includes(wanted));
});
`;
    case 2:
      return `/** Create ${model}. */
router.post("${path}", { status: 201 }, (model: NewModel${model}): Model${model} => {
  const { parent, ...rest } = { parent: undefined, ...model };
  const address = { street: "Main Street", city: "Springfield" };
  return store${model}.put({ ...rest, id: store${model}.nextId, score: null, createdAt: new Date(), address });
});
`;
    case 3:
      return `/** Change ${model}. */
router.patch("${path}/{id}", async (id: Int, change: Partial<Omit<NewModel${model}, "parent">>): Promise<Model${model}> => {
  const found = store${model}.get(id);
  if (!found) throw new HttpError(404, "Not found");
  return store${model}.put({ ...found, ...change });
});
`;
    default:
      return `/** Delete ${model}. */
router.delete("${path}/{id}", (id: Int): void => {
  if (!store${model}.delete(id)) throw new HttpError(404, "Not found");
});
`;
  }
}

const mainFile = (routers) =>
  [
    'import { App } from "typeway";',
    ...routers.map((number) => `import { router as router${number} } from "./routes/routes${number}.js";`),
    "",
    'export const app = new App({ title: "Generated", version: "1.0.0" });',
    ...routers.map((number) => `app.include(router${number});`),
    "export default app;",
    "",
  ].join("\n");

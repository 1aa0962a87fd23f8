/** Programs of many routes, written out: for Typeway, compiled afterwards. */
import { routesOf } from "./routes.mjs";

const routesPerFile = 100;

/**
 * @param {boolean} isListening else it exports the app, for `typeway start`
 * @returns {Record<string, string>} texts by file name
 */
export function typewayProgram(count, isListening) {
  const routes = routesOf(count);
  const files = {};
  const numbers = [];
  for (let first = 0; first < count; first += routesPerFile) {
    files[`routes${first}.ts`] = routeFile(routes.slice(first, first + routesPerFile));
    numbers.push(first);
  }
  return { ...files, "main.ts": mainFile(numbers, isListening) };
}

const routeFile = (routes) =>
  `import { type Int, type Maximum, type Minimum, type MinLength, Router } from "typeway";

export interface NewThing { name: string & MinLength<1>; size: Int & Minimum<0> }
export const router = new Router();
${routes.map(route).join("\n")}
`;

function route({ kind, thing, path }) {
  switch (kind) {
    case "list":
      return `router.get("${path}", (limit: Int & Minimum<1> & Maximum<100> = 20): { thing: Int; limit: Int } => ({ thing: ${thing}, limit }));`;
    case "read":
      return `router.get("${path}", (id: Int): { thing: Int; id: Int } => ({ thing: ${thing}, id }));`;
    case "create":
      return `router.post("${path}", { status: 201 }, (made: NewThing): NewThing & { thing: Int } => ({ thing: ${thing}, ...made }));`;
    default:
      return `router.get("${path}", (id: Int, part: string): { thing: Int; id: Int; part: string } => ({ thing: ${thing}, id, part }));`;
  }
}

const mainFile = (numbers, isListening) =>
  `import { App } from "typeway";
${numbers.map((number) => `import { router as router${number} } from "./routes${number}.js";`).join("\n")}

const app = new App({ title: "Many routes", version: "1.0.0" });
app.get("/hello", (): { hello: string } => ({ hello: "world" }));
${numbers.map((number) => `app.include(router${number});`).join("\n")}
${isListening ? 'await app.listen({ port: Number(process.env["PORT"]) });' : "export default app;"}
`;

export const projectOf = (outDir) =>
  JSON.stringify({
    compilerOptions: {
      target: "es2023",
      module: "nodenext",
      lib: ["es2023"],
      types: ["node"],
      strict: true,
      skipLibCheck: true,
      rootDir: ".",
      outDir,
      plugins: [{ transform: "@typeway/transformer", transformProgram: true }],
    },
    include: ["*.ts"],
  });

// What the option `responses` adds to what the types say (N13).
import { validateDocument } from "@typeway/validators";
import t from "tap";
import { App, type Int, Router, schemaOf } from "typeway";

interface User {
  id: Int;
  name: string;
}
interface Problem {
  reason: string;
  by?: User;
}
interface Tree {
  children: Tree[];
}
const ada: User = { id: 1, name: "Ada" };
const componentRef = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: object) => ({ "application/json": { schema } });

t.test("N13: the option `responses` adds to what the types say, from app, router, inclusion and route", async (t) => {
  const app = new App({ responses: { 401: { description: "Who are you?" }, 500: { description: "App" } } });
  const router = new Router({ responses: { 403: { description: "Not yours" }, 500: { description: "Router" } } });
  const responses = {
    200: { content: { "text/plain": { example: "Ada" } }, headers: { "x-count": { schema: { type: "integer" } } } },
    404: { description: "Unknown", schema: schemaOf<Problem>() },
    409: { description: "Taken", schema: { ...schemaOf<Tree>(), title: "Given by hand" } },
    "4XX": { schema: schemaOf<Problem[]>() },
    default: { description: "Whatever else" },
  };
  router.get("/{id}", { responses, responseDescription: "The user" }, (id: Int): User => ({ ...ada, id }));
  app.include(router, { prefix: "/users", responses: { 429: { description: "Slow down" } } });
  const document = app.openapi();
  t.strictSame(Object(document.paths["/users/{id}"]?.["get"]).responses, {
    200: {
      description: "The user",
      headers: { "x-count": { schema: { type: "integer" } } },
      content: { ...json(componentRef("User")), "text/plain": { example: "Ada" } },
    },
    401: { description: "Who are you?" },
    403: { description: "Not yours" },
    404: { description: "Unknown", content: json(componentRef("Problem")) },
    409: {
      description: "Taken",
      content: json({ ...componentRef("Tree"), title: "Given by hand" }),
    },
    429: { description: "Slow down" },
    500: { description: "Router" },
    "4XX": { description: "Client error", content: json({ type: "array", items: componentRef("Problem") }) },
    default: { description: "Whatever else" },
  });
  t.strictSame(Object.keys(document.components?.["schemas"] ?? {}), ["Problem", "Tree", "User"]);
  t.strictSame(
    (await validateDocument(document)).filter(({ severity }) => severity === "error"),
    [],
  );
});

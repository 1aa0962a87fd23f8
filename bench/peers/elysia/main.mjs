import { node } from "@elysiajs/node";
import { Elysia } from "elysia";
import { parts, products, readEvents } from "#data";
import { Item, Order, Stock } from "./models.mjs";
import { part } from "./part.mjs";
import { auth, dependencies, framed } from "./structure.mjs";

const app = new Elysia({
  adapter: node(),
  precompile: true,
  // In production it names no issues otherwise.
  allowUnsafeValidationDetails: true,
});

app.onError(({ code, error, status }) => {
  if (code === "NOT_FOUND") return status(404, { detail: "Not Found" });
  if (code === "VALIDATION") {
    return status(422, { detail: error.all.map(({ path, summary }) => ({ loc: path, msg: summary })) });
  }
});

app.get("/hello", () => ({ hello: "world" }));

app.get(
  "/items/:itemId",
  ({ params: { itemId }, query: { q, limit, verbose } }) => ({ itemId, q, limit, verbose }),
  Item,
);

app.post(
  "/orders",
  ({ body, status }) => {
    const total = body.lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
    return status(201, { id: 1, total, ...body });
  },
  { body: Order, parse: "json" },
);

app.get("/products", () => products);

app.post(
  "/stock",
  ({ body: { warehouse, movements } }) => {
    const balance = movements.reduce((sum, { quantity }) => sum + quantity, 0);
    return { warehouse, count: movements.length, balance };
  },
  { body: Stock, parse: "json" },
);

app.get("/events", async function* ({ set }) {
  set.headers["content-type"] = "application/jsonl";
  for await (const event of readEvents()) yield `${JSON.stringify(event)}\n`;
});

app.use(dependencies).use(auth).use(framed);

if (process.env.ROUTES !== undefined) for (const name of parts) app.group(`/v1/${name}`, (group) => group.use(part));

app.listen({ port: Number(process.env.PORT), hostname: "127.0.0.1" });

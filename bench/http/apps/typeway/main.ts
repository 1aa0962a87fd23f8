import {
  App,
  type Bearer,
  type Depends,
  type Header,
  HttpError,
  type Int,
  type Maximum,
  type Minimum,
  Router,
  stream,
} from "typeway";
import { products, readEvents, sessions, settings, users } from "#data";
import type { Balance, Order, Product, Receipt, Stock } from "./models.js";
import { includeParts } from "./parts.js";

let served = 0;
let numbered = 0;

const app = new App({ title: "Benchmark", version: "1.0.0" });

app.get("/hello", (): { hello: string } => ({ hello: "world" }));

app.get(
  "/items/{itemId}",
  (
    itemId: Int,
    q: string,
    limit: Int & Minimum<1> & Maximum<100> = 10,
    verbose: boolean = false,
  ): { itemId: Int; q: string; limit: Int; verbose: boolean } => ({ itemId, q, limit, verbose }),
);

app.post("/orders", { status: 201 }, (order: Order): Receipt => {
  const total = order.lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
  return { id: 1, total, ...order };
});

app.get("/products", (): Product[] => products);

app.post("/stock", { status: 200 }, ({ warehouse, movements }: Stock): Balance => {
  const balance = movements.reduce((sum, { quantity }) => sum + quantity, 0);
  return { warehouse, count: movements.length, balance };
});

interface Page {
  first: Int;
  size: Int;
}
function readPage(page: Int & Minimum<1> = 1, size: Int & Minimum<1> & Maximum<100> = 10): Page {
  return { first: (page - 1) * size, size };
}
const readSettings = () => settings;
async function openSession(xSession: Header<string>, { limit }: Depends<typeof readSettings>) {
  return { name: sessions.get(xSession) ?? "nobody", limit };
}
const findUser = (session: Depends<typeof openSession>) => ({ name: session.name });
function count(): void {
  served++;
}

app.get("/teas", (page: Depends<typeof readPage>): Page => page);

app.get(
  "/notes",
  { dependencies: [count] },
  (
    user: Depends<typeof findUser>,
    session: Depends<typeof openSession>,
    { first, size }: Depends<typeof readPage>,
  ): { user: string; limit: Int; first: Int; size: Int } => ({ user: user.name, limit: session.limit, first, size }),
);

interface User {
  name: string;
  roles: string[];
}
function currentUser(token: Bearer): User {
  const user = users.get(token);
  if (user === undefined) throw new HttpError(401, "Unknown token", { headers: { "www-authenticate": "Bearer" } });
  return user;
}
app.get("/me", (user: Depends<typeof currentUser>): User => user);

const framed = new Router();
framed.use(async ({ response }, next) => {
  const started = performance.now();
  await next();
  response.headers.set("server-timing", `app;dur=${(performance.now() - started).toFixed(3)}`);
});
framed.use(({ response }, next) => {
  response.headers.set("x-request-number", String(++numbered));
  return next();
});
framed.use(({ response }, next) => {
  response.headers.set("x-frame-options", "DENY");
  return next();
});
framed.get("/framed", (): { hello: string } => ({ hello: "world" }));
app.include(framed);

async function* writeLines() {
  for await (const event of readEvents()) yield `${JSON.stringify(event)}\n`;
}
app.get("/events", () => stream(writeLines(), { type: "application/jsonl" }));

if (process.env["ROUTES"] !== undefined) includeParts(app);

const transport = process.env["TRANSPORT"] === "direct" ? "direct" : "node";
await app.listen({ port: Number(process.env["PORT"]), transport });

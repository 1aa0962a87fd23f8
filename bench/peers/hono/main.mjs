import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { bearerAuth } from "hono/bearer-auth";
import { createMiddleware } from "hono/factory";
import { stream } from "hono/streaming";
import { parts, products, readEvents, sessions, settings, users } from "#data";
import { Item, Order, Page, Session, Stock } from "../zod-models.mjs";
import { checked } from "./checked.mjs";
import { part } from "./part.mjs";

let served = 0;
let numbered = 0;

const app = new Hono();
app.notFound((c) => c.json({ detail: "Not Found" }, 404));

app.get("/hello", (c) => c.json({ hello: "world" }));

app.get("/items/:itemId", checked("param", Item.params), checked("query", Item.query), (c) => {
  const { itemId } = c.req.valid("param");
  const { q, limit, verbose } = c.req.valid("query");
  return c.json({ itemId, q, limit, verbose });
});

app.post("/orders", checked("json", Order), (c) => {
  const order = c.req.valid("json");
  const total = order.lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
  return c.json({ id: 1, total, ...order }, 201);
});

app.get("/products", (c) => c.json(products));

app.post("/stock", checked("json", Stock), (c) => {
  const { warehouse, movements } = c.req.valid("json");
  const balance = movements.reduce((sum, { quantity }) => sum + quantity, 0);
  return c.json({ warehouse, count: movements.length, balance });
});

// What Typeway's dependencies make is what middleware sets on the context.
const readPage = createMiddleware((c, next) => {
  const { page, size } = c.req.valid("query");
  c.set("page", { first: (page - 1) * size, size });
  return next();
});
const readSettings = createMiddleware((c, next) => {
  c.set("settings", settings);
  return next();
});
const openSession = createMiddleware(async (c, next) => {
  const name = sessions.get(c.req.valid("header")["x-session"]);
  c.set("session", { name, limit: c.get("settings").limit });
  await next();
});
const findUser = createMiddleware((c, next) => {
  c.set("user", { name: c.get("session").name });
  return next();
});
const count = createMiddleware((_c, next) => {
  served++;
  return next();
});

app.get("/teas", checked("query", Page), readPage, (c) => c.json(c.get("page")));

app.get(
  "/notes",
  checked("query", Page),
  checked("header", Session),
  readSettings,
  openSession,
  findUser,
  readPage,
  count,
  (c) => {
    const { first, size } = c.get("page");
    return c.json({ user: c.get("user").name, limit: c.get("session").limit, first, size });
  },
);

const verifyToken = (token, c) => {
  const user = users.get(token);
  c.set("user", user);
  return user !== undefined;
};
app.get("/me", bearerAuth({ verifyToken }), (c) => c.json(c.get("user")));

const measure = createMiddleware(async (c, next) => {
  const started = performance.now();
  await next();
  c.header("server-timing", `app;dur=${(performance.now() - started).toFixed(3)}`);
});
const number = createMiddleware((c, next) => {
  c.header("x-request-number", String(++numbered));
  return next();
});
const forbidFrames = createMiddleware((c, next) => {
  c.header("x-frame-options", "DENY");
  return next();
});
app.get("/framed", measure, number, forbidFrames, (c) => c.json({ hello: "world" }));

app.get("/events", (c) => {
  c.header("content-type", "application/jsonl");
  return stream(c, async (out) => {
    for await (const event of readEvents()) await out.write(`${JSON.stringify(event)}\n`);
  });
});

if (process.env.ROUTES !== undefined) for (const name of parts) app.route(`/v1/${name}`, part);

serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: "127.0.0.1" });

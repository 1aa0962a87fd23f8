import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import express from "express";
import { parts, products, readEvents, sessions, settings, users } from "#data";
import { Item, Order, Page, Session, Stock } from "../zod-models.mjs";
import { checked } from "./checked.mjs";
import { part } from "./part.mjs";

let served = 0;
let numbered = 0;

const app = express();
// What no other app here sends.
app.disable("x-powered-by");
app.disable("etag");
const json = express.json();

app.get("/hello", (_request, response) => {
  response.json({ hello: "world" });
});

app.get("/items/:itemId", checked(Item), (_request, response) => {
  const { params, query } = response.locals;
  response.json({ itemId: params.itemId, q: query.q, limit: query.limit, verbose: query.verbose });
});

app.post("/orders", json, checked({ body: Order }), (_request, response) => {
  const order = response.locals.body;
  const total = order.lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
  response.status(201).json({ id: 1, total, ...order });
});

app.get("/products", (_request, response) => {
  response.json(products);
});

app.post("/stock", json, checked({ body: Stock }), (_request, response) => {
  const { warehouse, movements } = response.locals.body;
  const balance = movements.reduce((sum, { quantity }) => sum + quantity, 0);
  response.json({ warehouse, count: movements.length, balance });
});

// What Typeway's dependencies make is what middleware puts among the locals.
function readPage(_request, { locals }, next) {
  const { page, size } = locals.query;
  locals.page = { first: (page - 1) * size, size };
  next();
}
function readSettings(_request, { locals }, next) {
  locals.settings = settings;
  next();
}
async function openSession(_request, { locals }, next) {
  locals.session = { name: sessions.get(locals.headers["x-session"]), limit: locals.settings.limit };
  next();
}
function findUser(_request, { locals }, next) {
  locals.user = { name: locals.session.name };
  next();
}
function count(_request, _response, next) {
  served++;
  next();
}

app.get("/teas", checked({ query: Page }), readPage, (_request, response) => {
  response.json(response.locals.page);
});

app.get(
  "/notes",
  checked({ query: Page, headers: Session }),
  readSettings,
  openSession,
  findUser,
  readPage,
  count,
  (_request, response) => {
    const { user, session, page } = response.locals;
    response.json({ user: user.name, limit: session.limit, first: page.first, size: page.size });
  },
);

function authenticate(request, response, next) {
  const [scheme, token] = (request.headers.authorization ?? "").split(" ");
  const user = scheme.toLowerCase() === "bearer" ? users.get(token) : undefined;
  if (user === undefined) {
    response.status(401).set("www-authenticate", "Bearer").json({ detail: "Not authenticated" });
    return;
  }
  response.locals.user = user;
  next();
}
app.get("/me", authenticate, (_request, response) => {
  response.json(response.locals.user);
});

/** Express has nothing after a handler: what is timed has to be written with the head. */
function measure(_request, response, next) {
  const started = performance.now();
  const { writeHead } = response;
  response.writeHead = (...head) => {
    response.setHeader("server-timing", `app;dur=${(performance.now() - started).toFixed(3)}`);
    return writeHead.apply(response, head);
  };
  next();
}
function number(_request, response, next) {
  response.setHeader("x-request-number", String(++numbered));
  next();
}
function forbidFrames(_request, response, next) {
  response.setHeader("x-frame-options", "DENY");
  next();
}
app.get("/framed", measure, number, forbidFrames, (_request, response) => {
  response.json({ hello: "world" });
});

async function* writeLines() {
  for await (const event of readEvents()) yield `${JSON.stringify(event)}\n`;
}
app.get("/events", (_request, response) => {
  response.setHeader("content-type", "application/jsonl");
  return pipeline(Readable.from(writeLines()), response);
});

if (process.env.ROUTES !== undefined) for (const name of parts) app.use(`/v1/${name}`, part);

app.use((_request, response) => {
  response.status(404).json({ detail: "Not Found" });
});

app.listen(Number(process.env.PORT), "127.0.0.1");

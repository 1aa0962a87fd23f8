import { Readable } from "node:stream";
import bearerAuth from "@fastify/bearer-auth";
import Fastify from "fastify";
import { parts, products, readEvents, sessions, settings, users } from "./data.mjs";
import { part } from "./fastify-part.mjs";
import {
  balanceSchema,
  issuesSchema,
  orderSchema,
  pageSchema,
  pathSchema,
  productsSchema,
  querySchema,
  receiptSchema,
  stockSchema,
} from "./fastify-schemas.mjs";

let served = 0;
let numbered = 0;

// All issues of an input, as the others name them; a valid one costs the same.
const app = Fastify({ logger: false, ajv: { customOptions: { allErrors: true } } });
app.setErrorHandler((error, _request, reply) => {
  if (error.validation !== undefined) {
    const detail = error.validation.map((issue) => ({
      loc: error.validationContext + issue.instancePath,
      type: issue.keyword,
      msg: issue.message,
    }));
    return reply.code(422).send({ detail });
  }
  if (reply.statusCode === 401) reply.header("www-authenticate", "Bearer");
  else reply.code(error.statusCode ?? 500);
  return reply.send({ detail: error.message });
});
app.setNotFoundHandler((_request, reply) => reply.code(404).send({ detail: "Not Found" }));

const text = { type: "string" };
const integer = { type: "integer" };
/** The schema of an answer: what writes it. */
const answering = (status, properties) => ({ [status]: { type: "object", properties } });
const refusals = answering(422, { detail: issuesSchema });

app.get("/hello", { schema: { response: answering(200, { hello: text }) } }, () => ({ hello: "world" }));

app.get(
  "/items/:itemId",
  {
    schema: {
      params: pathSchema,
      querystring: querySchema,
      response: answering(200, { itemId: integer, q: text, limit: integer, verbose: { type: "boolean" } }),
    },
  },
  ({ params, query }) => ({ itemId: params.itemId, q: query.q, limit: query.limit, verbose: query.verbose }),
);

app.post(
  "/orders",
  { schema: { body: orderSchema, response: { 201: receiptSchema, ...refusals } } },
  ({ body }, reply) => {
    const total = body.lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
    reply.code(201);
    return { id: 1, total, ...body };
  },
);

app.get("/products", { schema: { response: { 200: productsSchema } } }, () => products);

app.post("/stock", { schema: { body: stockSchema, response: { 200: balanceSchema, ...refusals } } }, ({ body }) => {
  const balance = body.movements.reduce((sum, { quantity }) => sum + quantity, 0);
  return { warehouse: body.warehouse, count: body.movements.length, balance };
});

// What Typeway's dependencies make is what hooks put on the request.
app.decorateRequest("settings", null);
app.decorateRequest("session", null);
app.decorateRequest("user", null);
app.decorateRequest("page", null);

function readPage(request, _reply, done) {
  const { page, size } = request.query;
  request.page = { first: (page - 1) * size, size };
  done();
}
function readSettings(request, _reply, done) {
  request.settings = settings;
  done();
}
async function openSession(request) {
  request.session = { name: sessions.get(request.headers["x-session"]), limit: request.settings.limit };
}
function findUser(request, _reply, done) {
  request.user = { name: request.session.name };
  done();
}
function count(_request, _reply, done) {
  served++;
  done();
}

const page = { first: integer, size: integer };
app.get(
  "/teas",
  { schema: { querystring: pageSchema, response: answering(200, page) }, preHandler: readPage },
  (request) => request.page,
);

app.get(
  "/notes",
  {
    schema: {
      querystring: pageSchema,
      headers: { type: "object", properties: { "x-session": text }, required: ["x-session"] },
      response: answering(200, { user: text, limit: integer, ...page }),
    },
    preHandler: [readSettings, openSession, findUser, readPage, count],
  },
  ({ user, session, page: { first, size } }) => ({ user: user.name, limit: session.limit, first, size }),
);

app.register(async (inner) => {
  await inner.register(bearerAuth, {
    keys: new Set(),
    // Its own hook answers without a challenge.
    addHook: false,
    auth(key, request) {
      request.user = users.get(key);
      return request.user !== undefined;
    },
  });
  inner.addHook("onRequest", inner.verifyBearerAuth);
  const roles = { type: "array", items: text };
  inner.get("/me", { schema: { response: answering(200, { name: text, roles }) } }, (request) => request.user);
});

app.register(async (inner) => {
  inner.decorateRequest("started", 0);
  inner.addHook("onRequest", (request, _reply, done) => {
    request.started = performance.now();
    done();
  });
  inner.addHook("onRequest", (_request, reply, done) => {
    reply.header("x-request-number", String(++numbered));
    done();
  });
  inner.addHook("onRequest", (_request, reply, done) => {
    reply.header("x-frame-options", "DENY");
    done();
  });
  inner.addHook("onSend", (request, reply, _payload, done) => {
    reply.header("server-timing", `app;dur=${(performance.now() - request.started).toFixed(3)}`);
    done();
  });
  inner.get("/framed", { schema: { response: answering(200, { hello: text }) } }, () => ({ hello: "world" }));
});

async function* writeLines() {
  for await (const event of readEvents()) yield `${JSON.stringify(event)}\n`;
}
app.get("/events", (_request, reply) => reply.type("application/jsonl").send(Readable.from(writeLines())));

if (process.env.ROUTES !== undefined) {
  for (const name of parts) app.register(part, { prefix: `/v1/${name}` });
}

await app.listen({ port: Number(process.env.PORT), host: "127.0.0.1" });

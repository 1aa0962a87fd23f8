/** By hand, without a framework: nothing is checked, what is read is taken for what it should be. */
import { once } from "node:events";
import { createServer } from "node:http";
import { products, readEvents, sessions, settings, users } from "./data.mjs";
import { answerPart } from "./node-http-parts.mjs";
import { send } from "./node-http-send.mjs";

let served = 0;
let numbered = 0;

const queryOf = (url) => new URLSearchParams(url.slice(url.indexOf("?") + 1));

function readPage(query) {
  const size = Number(query.get("size") ?? 10);
  return { first: (Number(query.get("page") ?? 1) - 1) * size, size };
}

const openSession = async (request, { limit }) => ({ name: sessions.get(request.headers["x-session"]), limit });

function readBody(request, then) {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => then(JSON.parse(Buffer.concat(chunks).toString())));
}

const routes = {
  "GET /hello": (_request, response) => send(response, 200, { hello: "world" }),

  "GET /items"({ url }, response) {
    const query = queryOf(url);
    const itemId = Number(url.slice(7, url.indexOf("?")));
    const limit = Number(query.get("limit") ?? 10);
    send(response, 200, { itemId, q: query.get("q"), limit, verbose: query.get("verbose") === "true" });
  },

  "POST /orders"(request, response) {
    readBody(request, (order) => {
      const total = order.lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
      send(response, 201, { id: 1, total, ...order });
    });
  },

  "GET /products": (_request, response) => send(response, 200, products),

  "POST /stock"(request, response) {
    readBody(request, ({ warehouse, movements }) => {
      const balance = movements.reduce((sum, { quantity }) => sum + quantity, 0);
      send(response, 200, { warehouse, count: movements.length, balance });
    });
  },

  "GET /teas": ({ url }, response) => send(response, 200, readPage(queryOf(url))),

  async "GET /notes"(request, response) {
    const session = await openSession(request, settings);
    const user = { name: session.name };
    const page = readPage(queryOf(request.url));
    served++;
    send(response, 200, { user: user.name, limit: session.limit, ...page });
  },

  "GET /me"({ headers }, response) {
    const user = users.get(headers.authorization?.slice(7));
    if (user === undefined) {
      response.writeHead(401, { "www-authenticate": "Bearer", "content-length": 0 }).end();
      return;
    }
    send(response, 200, user);
  },

  async "GET /events"(_request, response) {
    response.writeHead(200, { "content-type": "application/jsonl" });
    for await (const event of readEvents()) {
      if (!response.write(`${JSON.stringify(event)}\n`)) await once(response, "drain");
    }
    response.end();
  },

  "GET /framed"(_request, response) {
    const started = performance.now();
    response.setHeader("x-request-number", String(++numbered));
    response.setHeader("x-frame-options", "DENY");
    const answer = { hello: "world" };
    response.setHeader("server-timing", `app;dur=${(performance.now() - started).toFixed(3)}`);
    send(response, 200, answer);
  },
};

const hasParts = process.env.ROUTES !== undefined;
const server = createServer((request, response) => {
  const { method, url } = request;
  const end = /[/?]/.exec(url.slice(1))?.index;
  const route = routes[`${method} ${end === undefined ? url : url.slice(0, end + 1)}`];
  if (route !== undefined) route(request, response);
  else if (!hasParts || !answerPart(request, response)) send(response, 404, { detail: "Not Found" });
});
server.listen(Number(process.env.PORT), "127.0.0.1");

/** Programs of many routes, written out: for Fastify with its schemas, and for Express, which checks nothing. */
import { routesOf } from "./routes.mjs";

const colons = (path) => path.replaceAll(/\{(\w+)\}/g, ":$1");

export const fastifyProgram = (count) =>
  `import Fastify from "fastify";

const app = Fastify({ logger: false });
const integer = { type: "integer" };
const object = (properties) => ({ type: "object", properties, required: Object.keys(properties), additionalProperties: false });
app.get("/hello", () => ({ hello: "world" }));
${routesOf(count).map(fastifyRoute).join("\n")}
await app.listen({ port: Number(process.env.PORT), host: "127.0.0.1" });
`;

function fastifyRoute({ kind, thing, path }) {
  const at = colons(path);
  switch (kind) {
    case "list":
      return `app.get("${at}", { schema: { querystring: { type: "object", properties: { limit: { type: "integer", minimum: 1, maximum: 100, default: 20 } } }, response: { 200: object({ thing: integer, limit: integer }) } } }, (request) => ({ thing: ${thing}, limit: request.query.limit }));`;
    case "read":
      return `app.get("${at}", { schema: { params: object({ id: integer }), response: { 200: object({ thing: integer, id: integer }) } } }, (request) => ({ thing: ${thing}, id: request.params.id }));`;
    case "create":
      return `app.post("${at}", { schema: { body: object({ name: { type: "string", minLength: 1 }, size: { type: "integer", minimum: 0 } }), response: { 201: object({ thing: integer, name: { type: "string" }, size: integer }) } } }, (request, reply) => { reply.code(201); return { thing: ${thing}, ...request.body }; });`;
    default:
      return `app.get("${at}", { schema: { params: object({ id: integer, part: { type: "string" } }), response: { 200: object({ thing: integer, id: integer, part: { type: "string" } }) } } }, (request) => ({ thing: ${thing}, ...request.params }));`;
  }
}

export const expressProgram = (count) =>
  `import express from "express";

const app = express();
app.disable("x-powered-by");
app.disable("etag");
const json = express.json();
app.get("/hello", (_request, response) => { response.json({ hello: "world" }); });
${routesOf(count).map(expressRoute).join("\n")}
app.listen(Number(process.env.PORT), "127.0.0.1");
`;

function expressRoute({ kind, thing, path }) {
  const at = colons(path);
  switch (kind) {
    case "list":
      return `app.get("${at}", (request, response) => { response.json({ thing: ${thing}, limit: Number(request.query.limit ?? 20) }); });`;
    case "read":
      return `app.get("${at}", (request, response) => { response.json({ thing: ${thing}, id: Number(request.params.id) }); });`;
    case "create":
      return `app.post("${at}", json, (request, response) => { response.status(201).json({ thing: ${thing}, ...request.body }); });`;
    default:
      return `app.get("${at}", (request, response) => { response.json({ thing: ${thing}, id: Number(request.params.id), part: request.params.part }); });`;
  }
}

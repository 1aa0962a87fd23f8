/** A stage of its own cases: from a path to its route and the texts of its parameters, among few routes and many. */
import { ok, strictEqual } from "node:assert/strict";
import { createRequire } from "node:module";
import path from "node:path";
import { Matcher } from "../../runtime/dist/routing/matcher.js";
import { parsePath } from "../../runtime/dist/routing/path.js";
import { peersFolder } from "../http/apps/packages.mjs";
import { routesOf } from "../scale/routes.mjs";

const require = createRequire(import.meta.url);
/** That of the Fastify which is measured elsewhere. */
const FindMyWay = createRequire(require.resolve("fastify"))("find-my-way");

const sizes = [10, 100, 1000, 10_000];
const asked = 16;
const withColons = (path) => path.replaceAll(/\{(\w+)\}/g, ":$1");

/** Spread evenly over what there is. @param {"static" | "parameter"} kind */
function pathsOf(kind, size) {
  const things = Math.ceil(size / 4);
  return Array.from({ length: asked }, (_, index) => {
    const base = `/v1/things${Math.floor((index * things) / asked)}`;
    return kind === "static" ? base : `${base}/41`;
  });
}

const cases = sizes.flatMap((size) =>
  ["static", "parameter"].map((kind) => ({
    name: `${kind} ${size}`,
    model: { kind, size },
    batch: 480,
    texts: pathsOf(kind, size),
  })),
);

function typeway(size) {
  const matcher = new Matcher();
  for (const { method, path } of routesOf(size)) matcher.add({ method, pattern: parsePath(path) });
  return (path) => matcher.find("GET", path);
}

function findMyWay(size) {
  const router = FindMyWay();
  for (const { method, path } of routesOf(size)) router.on(method, withColons(path), () => {});
  return (path) => router.find("GET", path) ?? undefined;
}

function hono({ RegExpRouter, SmartRouter, TrieRouter }, size) {
  // As `new Hono()` makes it.
  const router = new SmartRouter({ routers: [new RegExpRouter(), new TrieRouter()] });
  const routes = routesOf(size);
  for (const { method, path } of routes) router.add(method, withColons(path), path);
  return (path) => {
    const found = router.match("GET", path);
    return found[0].length > 0 ? found : undefined;
  };
}

/** Static paths alone: the least there can be. */
function map(size) {
  const routes = new Map(routesOf(size).map((route) => [`${route.method} ${route.path}`, route]));
  return (path) => routes.get(`GET ${path}`);
}

/** Its routers; nothing where the peers are not installed. */
function findHono() {
  try {
    const own = createRequire(path.join(peersFolder, "package.json"));
    return {
      ...own("hono/router/reg-exp-router"),
      ...own("hono/router/smart-router"),
      ...own("hono/router/trie-router"),
    };
  } catch (error) {
    if (error.code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}
const honoRouters = findHono();

export const router = {
  name: "router",
  reference: "find-my-way",
  target: 1,
  cases,
  note: [
    "From a path to its route and the texts of its parameters, four routes of each thing, sixteen paths in turn.",
    honoRouters === undefined ? "Hono's are absent: npm ci --prefix bench/peers" : "Hono's are those of `new Hono()`.",
  ],
  texts: ({ texts }) => texts,
  prepare: (_sample, text) => text,
  peers({ kind, size }) {
    return {
      typeway: { work: "route and values", run: typeway(size) },
      "find-my-way": { work: "Fastify's: route and an object of values", run: findMyWay(size) },
      ...(honoRouters === undefined
        ? {}
        : { hono: { work: "handlers and where their values are", run: hono(honoRouters, size) } }),
      ...(kind === "static" ? { map: { work: "a Map by method and path: no parameters", run: map(size) } } : {}),
    };
  },
  verify({ model, texts }, _peer, find, all) {
    for (const path of texts) ok(find(path) !== undefined, path);
    if (find !== all.typeway.run || model.kind === "static") return;
    for (const path of texts) strictEqual(find(path).values[0], "41");
  },
};

/** A stage of its own cases: from the query of a request to the typed arguments of a handler. */
import { deepStrictEqual } from "node:assert/strict";
import { parse as parseWithNode } from "node:querystring";
import { FAIL } from "@typeway/contract";
import { parse as parseFast } from "fast-querystring";
import { makePlan } from "../../runtime/dist/dependencies/make-plan.js";
import { readTexts } from "../../runtime/dist/dispatch/2-texts.js";
import { endpoints } from "../.artifacts/micro/typeway/typeway.js";

const cases = [
  { name: "plain", query: "q=tea&limit=20&offset=40&verbose=true" },
  { name: "encoded", query: "q=green%20tea%20%26%20caf%C3%A9&limit=20&offset=40&verbose=false" },
  { name: "defaults", query: "q=tea" },
  { name: "others' keys", query: "utm_source=mail&utm_medium=link&q=tea&limit=20&session=8f2c1d&offset=40" },
].map(({ name, query }) => ({ name, model: "search", batch: 400, texts: [`/items?${query}`] }));

const isInt = (value) => Number.isSafeInteger(value);
const queryOf = (target) => target.slice(target.indexOf("?") + 1);

/** What a careful person writes: the four values, or nothing when one of them is wrong. */
function convert(q, limitText, offsetText, verboseText) {
  const limit = limitText == null ? 10 : Number(limitText);
  const offset = offsetText == null ? 0 : Number(offsetText);
  if (typeof q !== "string" || !isInt(limit) || limit < 1 || limit > 100 || !isInt(offset)) return undefined;
  if (verboseText != null && verboseText !== "true" && verboseText !== "false") return undefined;
  return [q, limit, offset, verboseText === "true"];
}

function typeway() {
  const compiled = endpoints.search;
  const plan = makePlan(
    {
      handler: () => {},
      compiled,
      dependencies: [],
      route: "GET /items",
      pathNames: [],
      isSocket: false,
      isBodyless: true,
      refusing: false,
    },
    new Map(),
  );
  const run = { target: "", texts: [], pathValues: [] };
  return (target) => {
    run.target = target;
    readTexts(run, plan);
    const decoded = compiled.decode(run.texts[0], none);
    return decoded === FAIL ? undefined : take(decoded[0], decoded[1], decoded[2], decoded[3]);
  };
}
const none = [];

/** The handler: its defaults are JavaScript's. */
const take = (q, limit = 10, offset = 0, verbose = false) => [q, limit, offset, verbose];

const byObject = (parse) => (target) => {
  const { q, limit, offset, verbose } = parse(queryOf(target));
  return convert(q, limit, offset, verbose);
};

export const query = {
  name: "query",
  reference: "by hand",
  target: 1,
  cases,
  note: [
    "From `/items?…` to a text, an integer with a range, an integer and a boolean, two of them with defaults.",
    "The others convert and check what their parser gives by the same few lines of code, and find one issue at most.",
  ],
  texts: ({ texts }) => texts,
  prepare: (_sample, text) => text,
  peers: () => ({
    typeway: { work: "reads what is declared, by generated code", run: typeway() },
    "by hand": {
      work: "URLSearchParams",
      run(target) {
        const params = new URLSearchParams(queryOf(target));
        return convert(params.get("q"), params.get("limit"), params.get("offset"), params.get("verbose"));
      },
    },
    "node:querystring": { work: "parse", run: byObject(parseWithNode) },
    "fast-querystring": { work: "parse, as Fastify does", run: byObject(parseFast) },
  }),
  verify({ texts }, _peer, read, all) {
    for (const target of texts) deepStrictEqual(read(target), all["by hand"].run(target));
  },
};

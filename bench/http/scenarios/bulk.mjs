/** What is large: a list, an upload, a stream. */
import { products } from "../apps/data.mjs";

/** @type {import("./scenario.js").Scenario} */
export const list = {
  name: "list",
  what: "100 rows of nine fields",
  isQuick: true,
  request: { path: "/products" },
  answer: { status: 200, body: products },
};

const movements = Array.from({ length: 226 }, (_, index) => ({
  sku: `tea-${1000 + index}`,
  quantity: (index % 9) - 4,
  kind: ["in", "out", "count"][index % 3],
  at: `2026-03-14T09:${String(index % 60).padStart(2, "0")}:53Z`,
  note: index % 10 === 0 ? "Für die Küche, dritte Lieferung" : null,
}));
const post = (body) => ({ method: "POST", path: "/stock", body });
const withOther = (index, change) => movements.map((one, place) => (place === index ? { ...one, ...change } : one));

/** @type {import("./scenario.js").Scenario} */
export const upload = {
  name: "upload",
  what: "20 KB of JSON: 226 rows, validated, counted and summed",
  request: post({ warehouse: "north", movements }),
  answer: { status: 200, body: { warehouse: "north", count: 226, balance: -4 } },
  checked: [
    { request: post({ warehouse: "north", movements: withOther(169, { kind: "lost" }) }), answer: { status: 422 } },
    { request: post({ warehouse: "north", movements: withOther(85, { quantity: 1.5 }) }), answer: { status: 422 } },
    { request: post({ warehouse: "north", movements: withOther(0, { at: "yesterday" }) }), answer: { status: 422 } },
    { request: post({ warehouse: "north", movements: withOther(9, { note: undefined }) }), answer: { status: 422 } },
  ],
};

const lines = Array.from({ length: 100 }, (_, index) => ({
  index,
  kind: "reading",
  value: index + 0.5,
  note: "as expected",
}));

/** @type {import("./scenario.js").Scenario} */
export const streaming = {
  name: "streaming",
  what: "100 lines of JSON from an async generator, each sent when it is there",
  request: { path: "/events" },
  answer: {
    status: 200,
    headers: { "content-type": /^application\/jsonl\b/, "transfer-encoding": "chunked" },
    text: lines.map((line) => `${JSON.stringify(line)}\n`).join(""),
  },
};

/** What any endpoint does: answer, read parameters, take a body. */

/** @type {import("./scenario.js").Scenario} */
export const constant = {
  name: "constant",
  what: "a constant answer",
  isQuick: true,
  request: { path: "/hello" },
  answer: { status: 200, body: { hello: "world" } },
};

/** @type {import("./scenario.js").Scenario} */
export const typed = {
  name: "typed",
  what: "an integer in the path; a text, an integer with a range and a boolean in the query",
  isQuick: true,
  request: { path: "/items/42?q=green%20tea&limit=20&verbose=true" },
  answer: { status: 200, body: { itemId: 42, q: "green tea", limit: 20, verbose: true } },
  checked: [
    { request: { path: "/items/4x?q=tea&limit=20" }, answer: { status: 422 } },
    { request: { path: "/items/42?q=tea&limit=101" }, answer: { status: 422 } },
    {
      request: { path: "/items/42?q=tea" },
      answer: { status: 200, body: { itemId: 42, q: "tea", limit: 10, verbose: false } },
    },
  ],
};

export const order = {
  customer: {
    name: "Ada Lovelace",
    email: "ada@example.org",
    address: { street: "12 St James's Square", city: "London", zip: "10115", country: "GB" },
  },
  lines: [
    { sku: "lamp-17", quantity: 2, price: 24.5, note: null },
    { sku: "desk-3", quantity: 1, price: 310, note: "left at the door" },
    { sku: "chair-88", quantity: 4, price: 79.95, note: null },
  ],
  placedAt: "2026-03-14T09:26:53Z",
  isGift: false,
};
const receipt = { id: 1, total: 678.8, ...order };
export const postOrder = (body) => ({ method: "POST", path: "/orders", body });

/** @type {import("./scenario.js").Scenario} */
export const validated = {
  name: "order",
  what: "a nested order: validated, what is undeclared dropped, answered whole with its total",
  isQuick: true,
  request: postOrder(order),
  answer: { status: 201, body: receipt },
  checked: [
    {
      request: postOrder({ ...order, lines: order.lines.map((line) => ({ ...line, secret: 1 })), admin: true }),
      answer: { status: 201, body: receipt },
    },
    { request: postOrder({ ...order, lines: [] }), answer: { status: 422 } },
    {
      request: postOrder({ ...order, customer: { ...order.customer, email: "nobody" } }),
      answer: { status: 422 },
    },
    { request: postOrder({ ...order, isGift: undefined }), answer: { status: 422 } },
  ],
};

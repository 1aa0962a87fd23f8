/** What is not answered as it was asked. */
import { order, postOrder } from "./bases.mjs";

/** @type {import("./scenario.js").Scenario} */
export const unknown = {
  name: "404",
  what: "a path that nobody registered, answered in JSON",
  request: { path: "/nowhere/at/all" },
  answer: { status: 404, body: { detail: "Not Found" } },
};

const { customer, lines } = order;
const [first, second, third] = lines;
const wrong = {
  ...order,
  customer: { ...customer, email: "nobody", address: { ...customer.address, zip: "ten" } },
  lines: [{ ...first, quantity: 0 }, { ...second, price: -1 }, third],
  placedAt: "yesterday",
};

/** @type {import("./scenario.js").Scenario} */
export const refused = {
  name: "422",
  what: "the order with five issues, of which each is named in the answer",
  isOfChecks: true,
  isQuick: true,
  request: postOrder(wrong),
  answer: { status: 422, names: ["email", "zip", "quantity", "price", "placedAt"] },
};

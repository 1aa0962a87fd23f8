/** Finding an endpoint among many. */

/** @type {import("./scenario.js").Scenario} */
export const manyRoutes = {
  name: "1000 routes",
  what: "a thousand more routes, with and without parameters; one of the deep ones is asked for",
  env: { ROUTES: "1000" },
  request: { path: "/v1/part-73/41/items/7/notes/3" },
  answer: { status: 200, body: { id: 41, item: 7, note: 3 } },
  checked: [
    { request: { path: "/v1/part-73/41/items/7/notes/x" }, answer: { status: 422 } },
    { request: { path: "/v1/part-99" }, answer: { status: 200, body: { kind: "list" } } },
    { request: { path: "/v1/part-0/recent" }, answer: { status: 200, body: { kind: "recent" } } },
    { request: { path: "/v1/part-50/9" }, answer: { status: 200, body: { id: 9 } } },
    { request: { method: "DELETE", path: "/v1/part-50/9/items/2" }, answer: { status: 200, body: { id: 9, item: 2 } } },
    { request: { path: "/v1/part-100/9" }, answer: { status: 404, body: { detail: "Not Found" } } },
  ],
};

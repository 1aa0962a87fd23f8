/** What stands around an endpoint: dependencies, a credential, middleware. */

/** @type {import("./scenario.js").Scenario} */
export const oneDependency = {
  name: "1 dependency",
  what: "a page, which a function reads from the query",
  request: { path: "/teas?page=3&size=20" },
  answer: { status: 200, body: { first: 40, size: 20 } },
  checked: [{ request: { path: "/teas?page=0" }, answer: { status: 422 } }],
};

/** @type {import("./scenario.js").Scenario} */
export const fiveDependencies = {
  name: "5 dependencies",
  what: "settings, a session (async) that needs them, a user that needs it, a page, a counter for its effect alone",
  isQuick: true,
  request: { path: "/notes?page=2&size=10", headers: { "x-session": "s-1" } },
  answer: { status: 200, body: { user: "ada", limit: 100, first: 10, size: 10 } },
  checked: [
    { request: { path: "/notes?page=2&size=x", headers: { "x-session": "s-1" } }, answer: { status: 422 } },
    { request: { path: "/notes?page=2" }, answer: { status: 422 } },
  ],
};

/** @type {import("./scenario.js").Scenario} */
export const auth = {
  name: "auth",
  what: "a bearer token, whose user is looked up",
  request: { path: "/me", headers: { authorization: "Bearer 7b0f4f1c2d" } },
  answer: { status: 200, body: { name: "ada", roles: ["reader", "editor"] } },
  checked: [
    { request: { path: "/me" }, answer: { status: 401, headers: { "www-authenticate": /^Bearer/ } } },
    {
      request: { path: "/me", headers: { authorization: "Bearer nobody" } },
      answer: { status: 401, headers: { "www-authenticate": /^Bearer/ } },
    },
  ],
};

/** @type {import("./scenario.js").Scenario} */
export const threeMiddlewares = {
  name: "3 middlewares",
  what: "a number for each request, a header against framing, the time it took",
  request: { path: "/framed" },
  answer: {
    status: 200,
    headers: { "x-request-number": /^\d+$/, "x-frame-options": "DENY", "server-timing": /^app;dur=\d+\.\d+$/ },
    body: { hello: "world" },
  },
};

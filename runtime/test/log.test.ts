import { App } from "@typeway/runtime";
import t from "tap";
import { asJson, asText, logToStderr } from "../dist/log.js";
import { endpoint, path } from "./endpoint.js";

const time = new Date("2026-01-02T03:04:05.678Z");

t.test("log: one line of JSON in production", async (t) => {
  const error = new Error("boom", { cause: new Error("deep") });
  const line = asJson({
    level: "error",
    message: "m",
    time,
    requestId: "1",
    method: "GET",
    path: "/x",
    error,
    details: { n: 1n },
  });
  t.notMatch(line, "\n");
  t.match(JSON.parse(line), {
    time: "2026-01-02T03:04:05.678Z",
    level: "error",
    message: "m",
    requestId: "1",
    method: "GET",
    path: "/x",
    error: { name: "Error", message: "boom", stack: /log\.test/, cause: { message: "deep" } },
    details: { n: "1n" },
  });
  const circle: { self?: unknown } = {};
  circle.self = circle;
  t.type(
    JSON.parse(asJson({ level: "info", message: "m", time, details: circle })),
    "string",
    "what cannot be written",
  );
  t.strictSame(JSON.parse(asJson({ level: "info", message: "m", time, error: "text" })).error, { message: "text" });
});

t.test("log: text for reading otherwise", async (t) => {
  const cause = Object.assign(new Error("deep"), { stack: "Error: deep" });
  const error = Object.assign(new Error("boom", { cause }), { stack: "Error: boom\n    at x" });
  t.equal(
    asText({ level: "error", message: "m", time, requestId: "1", method: "GET", path: "/x", error, details: { a: 1 } }),
    'error GET /x [1]: m\n  {"a":1}\nError: boom\n    at x\ncaused by: Error: deep',
  );
  t.equal(asText({ level: "info", message: "m", time, error: "text" }), "info: m\ntext");
});

t.test("32 log: whatever is thrown can be written", async (t) => {
  const circle = new Error("circle");
  circle.cause = circle;
  const bare = Object.assign(Object.create(null), { code: 7 });
  const mute = Object.assign(new Error("x"), { message: undefined });
  const trap = Object.defineProperty(new Error("x"), "message", {
    get: () => {
      throw new Error("trap");
    },
  });
  const write = (form: typeof asJson, error: unknown) => form({ level: "error", message: "m", time, error });
  t.match(JSON.parse(write(asJson, circle)).error, { message: "circle", cause: { message: "circle" } });
  t.match(write(asText, circle), /Error: circle[\s\S]*caused by: Error: circle/);
  t.match(JSON.parse(write(asJson, bare)).error, { message: /code: 7/ });
  t.match(write(asText, bare), /code: 7/);
  t.match(JSON.parse(write(asJson, mute)).error, { name: "Error", message: "" });
  const written = t.capture(process.stderr, "write", () => true);
  logToStderr({ level: "error", message: "m", time, method: "GET", path: "/x", error: trap });
  t.match(
    written().map(({ args }) => String(args[0])),
    [/GET \/x: m[\s\S]*could not be written/],
  );
});

t.test("55 log: a client cannot write lines of its own", async (t) => {
  const path = `/\n\u001b[31m\u2028error: forged${"x".repeat(10_000)}`;
  for (const line of [
    asText({ level: "error", message: "m", time, method: "GET", path }),
    asJson({ level: "error", message: "m", time, path }),
  ]) {
    t.equal(line.split(/[\n\u2028]/).length, 1);
    t.notMatch(line, "\u001b");
    t.ok(line.length < 2_500);
  }
});

t.test("32 log: a log function that fails does not take the request with it", async (t) => {
  const written = t.capture(process.stderr, "write", () => true);
  const app = new App({
    log: () => {
      throw new Error("disk full");
    },
  });
  const fail = () => {
    throw new Error("boom");
  };
  app.get("/", fail, endpoint(fail));
  t.equal((await app.fetch(new Request("http://x/"))).status, 500);
  t.match(
    written().map(({ args }) => String(args[0])),
    [/Error: boom/, /The option 'log' failed\.[\s\S]*disk full/],
  );
});

t.test("log: standard error by default, in the form of NODE_ENV", async (t) => {
  const { NODE_ENV } = process.env;
  t.teardown(() => {
    if (NODE_ENV === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = NODE_ENV;
  });
  const written = t.capture(process.stderr, "write", () => true);
  const lines = () => written().map(({ args }) => String(args[0]));
  process.env["NODE_ENV"] = "production";
  logToStderr({ level: "info", message: "m", time });
  t.strictSame(lines(), ['{"time":"2026-01-02T03:04:05.678Z","level":"info","message":"m"}\n']);
  process.env["NODE_ENV"] = "development";
  const app = new App();
  const fail = (name: string) => {
    throw new Error(name);
  };
  app.get("/{name}", fail, endpoint(fail, [path("name")]));
  await app.fetch(
    new Request("http://x/boom?token=secret", { headers: { "x-request-id": "1", authorization: "secret" } }),
  );
  const [line] = lines();
  t.match(line, /^error GET \/boom \[1\]: A request failed unexpectedly\.\nError: boom\n {4}at/);
  t.notMatch(line, "secret");
});

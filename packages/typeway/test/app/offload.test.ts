// Functions that compute for long, in threads of their own.
import type { AddressInfo } from "node:net";
import { threadId } from "node:worker_threads";
import { type Offloaded, offload, WorkerPool } from "@typeway/offload";
import t, { type Test } from "tap";
import { App, HttpError, type LogEntry, TypewayError } from "typeway";
import double, * as heavy from "./heavy.js";
import { block, failing, fib, thread } from "./heavy.js";

const pool = new WorkerPool({ threads: 2 });
t.teardown(() => pool.close());

/** Serves an application until the test ends. @returns its address */
async function serve(t: Test, app: App): Promise<string> {
  const server = await app.listen({ port: 0, signals: false });
  t.teardown(() => app.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Resolves when the thread is in the middle of `block`. */
async function until(gate: Int32Array): Promise<void> {
  while (Atomics.load(gate, 1) === 0) await new Promise((resolve) => setImmediate(resolve));
}

async function errorOf(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  return undefined;
}

t.test("offload: another thread computes, with the function's own types", async (t) => {
  const later: Offloaded<typeof fib> = offload(fib, { pool });
  const result: Promise<number> = later(20);
  t.equal(await result, 6765);
  t.equal(later.name, "fib");
  const found = await offload(thread, { pool })();
  t.type(found, "number");
  t.not(found, threadId);
});

t.test("offload: finds exports by name, by default, of a namespace and of the same file", async (t) => {
  t.equal(await offload(double, { pool })(4), 8);
  t.equal(await offload(heavy.fib, { pool })(10), 55);
  t.equal(await heavy.fibLater(10), 55);
});

t.test("offload: a light route answers while a heavy one computes", async (t) => {
  const gate = new Int32Array(new SharedArrayBuffer(8));
  const blockLater = offload(block, { pool });
  const completed: string[] = [];
  const app = new App();
  app.get("/heavy", async () => blockLater(gate));
  app.get("/light", () => "light");
  const url = await serve(t, app);
  const visit = async (path: string): Promise<unknown> => {
    const body: unknown = await (await fetch(url + path)).json();
    completed.push(path);
    return body;
  };
  const heavyAnswer = visit("/heavy");
  // Until the thread is in the middle of it.
  await until(gate);
  t.equal(await visit("/light"), "light");
  t.equal(await visit("/light"), "light");
  Atomics.store(gate, 0, 1);
  Atomics.notify(gate, 0);
  t.not(await heavyAnswer, "timed-out");
  t.strictSame(completed, ["/light", "/light", "/heavy"]);
});

t.test("offload: a handler keeps its parameters, checks and documentation", async (t) => {
  const app = new App();
  app.get("/fib/{n}", offload(fib, { pool }));
  const url = await serve(t, app);
  t.equal(await (await fetch(`${url}/fib/20`)).json(), 6765);
  const refused = await fetch(`${url}/fib/41`);
  t.equal(refused.status, 422);
  t.match(await refused.json(), { detail: [{ type: "less_than_equal", loc: ["path", "n"] }] });
  t.match(app.openapi().paths["/fib/{n}"], {
    get: {
      summary: "A Fibonacci number.",
      operationId: "fib",
      parameters: [{ name: "n", in: "path", description: "which", schema: { type: "integer", maximum: 40 } }],
      responses: { 200: { content: { "application/json": { schema: { type: "number" } } } } },
    },
  });
});

t.test("offload: an error keeps class, message, stack and cause; an HttpError is the answer", async (t) => {
  const later = offload(failing, { pool });
  const worn = await errorOf(later("class"));
  t.type(worn, Error);
  t.match(worn, { name: "RangeError", message: "worn out", parts: ["gear"], stack: /heavy\.[jt]s/ });
  t.match(await errorOf(later("caused")), { message: "outer", cause: { name: "TypeError", message: "inner" } });
  t.type(((await errorOf(later("caused"))) as Error).cause, TypeError);
  t.equal(await errorOf(later("text")), "just a text");
  t.type(await errorOf(later("http")), HttpError);

  const logged: LogEntry[] = [];
  const app = new App({ log: (entry) => logged.push(entry) });
  app.get("/{how}", later);
  const url = await serve(t, app);
  const known = await fetch(`${url}/http`);
  t.equal(known.status, 409);
  t.equal(known.headers.get("retry-after"), "60");
  t.strictSame(await known.json(), { detail: { sku: "tea" } });
  t.match(app.openapi().paths["/{how}"], { get: { responses: { 409: {} } } });
  const unknown = await fetch(`${url}/class`);
  t.equal(unknown.status, 500);
  t.match(logged, [{ error: { message: "worn out" } }]);
});

t.test("offload: an AbortSignal ends the thread, and the next call gets another", async (t) => {
  const gate = new Int32Array(new SharedArrayBuffer(8));
  const doubleLater = offload(double, { pool });
  t.equal(await doubleLater(2, new AbortController().signal), 4);
  const gone = new Error("gone");
  t.equal(await errorOf(doubleLater(2, AbortSignal.abort(gone))), gone);

  await using single = new WorkerPool({ threads: 1 });
  const blocked: (gate: Int32Array, signal: AbortSignal) => Promise<unknown> = offload(block, { pool: single });
  const controller = new AbortController();
  const pending = errorOf(blocked(gate, controller.signal));
  await until(gate);
  controller.abort(gone);
  t.equal(await pending, gone);
  t.equal(await offload(fib, { pool: single })(10), 55);
});

t.test("offload: what cannot be copied is named", async (t) => {
  const later = offload(heavy.functionOf, { pool });
  t.equal(await later({ plain: new Date() }), "object");
  const argument = await errorOf(later(() => 1));
  t.type(argument, TypewayError);
  t.match(argument, {
    code: "TYPEWAY_OFFLOAD",
    message:
      /'functionOf' cannot run in a worker thread: its argument 1 cannot be copied there \(\(\) => 1 could not be cloned/,
  });
  t.match(await errorOf(later("function")), {
    code: "TYPEWAY_OFFLOAD",
    message: /its result cannot be copied to this thread/,
  });
});

t.test("offload: without generated code it is refused at once", async (t) => {
  const untransformed: (fn: typeof fib) => unknown = (fn) => Reflect.apply(offload, undefined, [fn]);
  t.throws(() => untransformed(fib), { code: "TYPEWAY_OFFLOAD", message: /was not compiled/ });
});

t.test("offload: a pool that was closed opens again", async (t) => {
  const later = offload(fib, { threads: 1 });
  t.equal(await later(5), 5);
  await later.close();
  t.equal(await later(6), 8);
  await later.close();
});

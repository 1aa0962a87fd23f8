// `debug: true`: what a developer is shown, and what production never shows.
import type { LogEntry } from "@typeway/runtime";
import { App } from "@typeway/runtime";
import t from "tap";
import { endpoint, path } from "./endpoint.js";
import { onBoth } from "./transports.js";

function failing(app: App): App {
  const thrown: Record<string, () => unknown> = {
    error: () => new TypeError("the password is hunter2", { cause: new Error("deeper") }),
    text: () => "not an error",
    proxy: () =>
      new Proxy(new Error(), {
        get: () => {
          throw new Error("trap");
        },
      }),
  };
  const fail = (name: string) => {
    throw thrown[name]?.();
  };
  return app.get("/{name}", fail, endpoint(fail, [path("name")]));
}

onBoth("28 debug: message, stack and causes of what nobody expected", async (t, serve) => {
  const visit = await serve(failing(new App({ debug: true, log: () => undefined })));
  const answer = await visit("/error");
  t.equal(answer.status, 500);
  const body = await answer.json();
  t.match(body, {
    detail: "Internal Server Error",
    requestId: answer.headers.get("x-request-id"),
    error: {
      name: "TypeError",
      message: "the password is hunter2",
      stack: [/^TypeError: the password/, /^at .*debug\.test/],
      cause: { name: "Error", message: "deeper" },
    },
  });
  t.match(await (await visit("/text")).json(), { error: { message: "'not an error'" } });
  t.match(await (await visit("/proxy")).json(), { error: { message: "The error could not be read" } });
});

onBoth("28 debug: as a member of the problem", async (t, serve) => {
  const visit = await serve(failing(new App({ debug: true, errors: "problem", log: () => undefined })));
  t.match(await (await visit("/error")).json(), { status: 500, error: { name: "TypeError" } });
});

t.test("28 debug: ignored in production, which a warning says at the start", async (t) => {
  const logged: LogEntry[] = [];
  const before = process.env["NODE_ENV"];
  t.teardown(() => {
    if (before === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = before;
  });
  process.env["NODE_ENV"] = "production";
  const app = failing(new App({ debug: true, log: (entry) => logged.push(entry) }));
  await app.start();
  t.match(logged.splice(0), [{ level: "warn", message: /debug.* ignored/ }]);
  const answer = await app.fetch(new Request("http://testserver/error"));
  t.strictSame(await answer.json(), { detail: "Internal Server Error", requestId: answer.headers.get("x-request-id") });
  await app.close();
});

// What balancers and orchestrators ask an application.
import type { AddressInfo } from "node:net";
import type { Test } from "tap";
import { App, type AppOptions, type HealthOptions, HttpError, health, type LogEntry, type Middleware } from "typeway";
import { listening, onEach } from "./transports.js";

/** Serves an application with health routes until the test ends. */
async function serve(t: Test, options: HealthOptions, more: AppOptions = {}) {
  const logged: LogEntry[] = [];
  const app = new App({ log: (entry) => logged.push(entry), ...more });
  app.include(health(options));
  app.get("/", () => "served");
  const server = await app.listen(listening(t));
  t.teardown(() => app.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = async (path: string) => {
    const reply = await fetch(url + path, { headers: { connection: "close" } });
    return { status: reply.status, body: await reply.json(), cache: reply.headers.get("cache-control") };
  };
  return { app, logged, ask };
}

onEach("health: without checks, whoever answers is well", async (t) => {
  const { app, ask } = await serve(t, {});
  const well = { status: 200, body: { status: "ok" }, cache: "no-store" };
  t.strictSame([await ask("/health"), await ask("/ready")], [well, well]);
  t.strictSame(Object.keys(app.openapi().paths), ["/"], "they are not in the document");
});

onEach("health: checks are named, why they fail is in the log, once", async (t) => {
  let isDown = true;
  const { ask, logged } = await serve(t, {
    ready: {
      database: async () => {
        if (isDown) throw new Error("password authentication failed for user shop");
      },
      cache: () => !isDown,
      disk: () => undefined,
    },
  });
  const failing = {
    status: 503,
    body: { status: "failing", checks: { database: "failing", cache: "failing", disk: "ok" } },
    cache: "no-store",
  };
  t.strictSame([await ask("/ready"), await ask("/ready")], [failing, failing]);
  t.equal((await ask("/health")).status, 200, "the process itself is well");
  const byMessage = (a: LogEntry, b: LogEntry): number => a.message.localeCompare(b.message);
  const [cache, database, ...others] = logged.splice(0).sort(byMessage);
  t.match(database, {
    level: "warn",
    message: "The health check 'database' fails.",
    error: { message: "password authentication failed for user shop" },
  });
  t.match(cache, { message: "The health check 'cache' fails.", error: { message: "It returned false" } });
  t.strictSame(others, []);

  isDown = false;
  t.strictSame(await ask("/ready"), {
    status: 200,
    body: { status: "ok", checks: { database: "ok", cache: "ok", disk: "ok" } },
    cache: "no-store",
  });
  t.strictSame(
    logged.sort(byMessage).map(({ message }) => message),
    ["The health check 'cache' is fine again.", "The health check 'database' is fine again."],
  );
});

onEach("health: a check that takes too long fails, and is told to stop", async (t) => {
  let told: unknown;
  const { ask, logged } = await serve(t, {
    timeout: 20,
    live: {
      loop: (signal) =>
        new Promise(() => {
          signal.addEventListener("abort", () => {
            told = signal.reason;
          });
        }),
    },
  });
  t.match(await ask("/health"), { status: 503, body: { status: "failing", checks: { loop: "failing" } } });
  t.match(told, { message: "It took longer than 20 ms" });
  t.match(logged, [{ error: { message: "It took longer than 20 ms" } }]);
});

onEach("health: whoever asks while the checks run waits for the same result", async (t) => {
  let runs = 0;
  let arrived = 0;
  let finish = (): void => {};
  const count: Middleware = (_, next) => {
    arrived++;
    return next();
  };
  const { ask } = await serve(
    t,
    {
      timeout: 30_000,
      ready: {
        slow: () => {
          runs++;
          return new Promise<void>((resolve) => {
            finish = resolve;
          });
        },
      },
    },
    { middleware: [count] },
  );
  const asked = [ask("/ready"), ask("/ready")];
  while (arrived < 2) await new Promise((resolve) => setImmediate(resolve));
  finish();
  t.strictSame(
    (await Promise.all(asked)).map(({ status }) => status),
    [200, 200],
  );
  t.equal(runs, 1);
});

onEach("39 health: 503 from the moment shutdown begins, while everything else is still answered", async (t) => {
  let runs = 0;
  const { app, ask } = await serve(t, { ready: { count: () => runs++ } }, { stopDelay: 500 });
  const closed = app.close();
  const stopping = { status: 503, body: { status: "stopping" }, cache: "no-store" };
  t.strictSame([await ask("/health"), await ask("/ready")], [stopping, stopping]);
  t.match(await ask("/"), { status: 200, body: "served" });
  t.equal(runs, 0);
  await closed;
  await t.rejects(ask("/"), TypeError);
});

onEach("health: places of one's own, and nobody has to log in for them", async (t) => {
  const app = new App({
    dependencies: [
      (): void => {
        throw new HttpError(401);
      },
    ],
  });
  app.include(health({ livePath: "/livez", readyPath: "/readyz" }), { prefix: "/internal" });
  app.get("/", () => "served");
  const server = await app.listen(listening(t));
  t.teardown(() => app.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  t.equal((await fetch(url)).status, 401);
  t.equal((await fetch(`${url}/internal/livez`)).status, 200);
  t.equal((await fetch(`${url}/internal/readyz`)).status, 200);
});

onEach(
  "39 health: a mounted application is stopping when the one around it is, however deep, and runs again with it",
  async (t) => {
    const inner = new App().include(health());
    const app = new App({ stopDelay: 500 }).mount("/v1", new App().mount("/inner", inner));
    t.teardown(() => app.close());
    const start = async () => {
      const server = await app.listen(listening(t));
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/inner/ready`;
      return async () => (await fetch(url, { headers: { connection: "close" } })).status;
    };
    const ask = await start();
    t.equal(await ask(), 200);
    const closed = app.close();
    t.equal(await ask(), 503);
    await closed;
    t.equal(inner.phase, "stopped");
    t.equal(await (await start())(), 200);
  },
);

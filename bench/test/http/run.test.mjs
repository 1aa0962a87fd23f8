/** The parts that start processes, with slices too short to say anything: what comes out is whole, and nothing stays behind. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import t from "tap";
import * as autocannon from "../../http/run/load/autocannon.mjs";
import { loader } from "../../http/run/load/index.mjs";
import { loadSteadily } from "../../http/run/load/steady.mjs";
import * as wrk from "../../http/run/load/wrk.mjs";
import { resultOf, startsOf, twinName } from "../../http/run/results.mjs";
import { runScenario, timeStarts } from "../../http/run/rounds.mjs";
import { startServer, stopServer } from "../../http/run/servers.mjs";

const folder = mkdtempSync(path.join(os.tmpdir(), "typeway-bench-test-"));
t.teardown(() => rmSync(folder, { recursive: true }));

/** A server that answers so to everything. */
function serverOf(name, status, text, delay = 0) {
  const file = path.join(folder, `${name.replaceAll(/\W/g, "-")}.mjs`);
  const head = JSON.stringify({ "content-type": "application/json", "content-length": text.length });
  writeFileSync(
    file,
    `import { createServer } from "node:http";
createServer((_request, response) => {
  setTimeout(() => response.writeHead(${status}, ${head}).end(${JSON.stringify(text)}), ${delay});
}).listen(Number(process.env.PORT), "127.0.0.1");
`,
  );
  return { name, version: "1", checks: false, command: process.execPath, args: [file] };
}

const good = serverOf("node:http", 200, '{"a":1}');
const scenario = {
  name: "constant",
  what: "a constant",
  request: { path: "/a" },
  answer: { status: 200, body: { a: 1 } },
  turns: [
    { request: { path: "/a" }, answer: { status: 200, body: { a: 1 } } },
    { request: { path: "/b", method: "POST", body: { b: 2 } }, answer: { status: 200, body: { a: 1 } } },
  ],
};
const plan = { rounds: 2, seconds: 0.2, warmUp: 0.2, latency: 0.2 };

const isAlive = ({ child }) => child.exitCode === null && child.signalCode === null;

t.test("a scenario is measured for every app, and one that answers wrongly fails alone", async (t) => {
  const apps = [good, { ...good, name: twinName }, serverOf("wrong", 200, '{"a":2}')];
  const trials = await runScenario(scenario, apps, plan);
  const result = resultOf(scenario, trials, apps);
  t.strictSame(
    result.apps.map(({ app }) => app),
    ["node:http", twinName],
  );
  for (const { perSecond, ratios, latency } of result.apps) {
    t.ok(perSecond.median > 0);
    t.ok(ratios["node:http"].rate.median > 0);
    t.ok(latency.answered > 0);
  }
  t.match(result.failures, [{ app: "wrong", failure: /^GET \/a: / }]);
  t.notOk(
    trials.some(({ server }) => isAlive(server)),
    "every server has ended",
  );
});

t.test("an app that does not start fails with the reason", async (t) => {
  const file = path.join(folder, "ends.mjs");
  writeFileSync(file, "process.exit(3);\n");
  const [{ failure }] = await runScenario(scenario, [{ ...good, name: "ends", args: [file] }], plan);
  t.equal(failure, "ends ended with code 3 before it answered");
});

t.test("answers of another status than the scenario's are no answers", async (t) => {
  const refusing = { ...scenario, turns: undefined, answer: { status: 404 } };
  const [{ failure }] = await runScenario(refusing, [serverOf("refuses", 404, "{}")], plan);
  t.equal(failure, undefined, "a refusal that is asked for is an answer");
});

const senders = { autocannon, ...(loader === "wrk" && { wrk }) };
for (const [name, { send }] of Object.entries(senders)) {
  t.test(`the load of ${name} is all requests in turn, and says which were refused`, async (t) => {
    const server = await startServer(serverOf("refusing", 422, "{}"));
    t.teardown(() => stopServer(server));
    const found = await send({
      port: server.port,
      requests: scenario.turns.map(({ request }) => request),
      seconds: 0.3,
      connections: 4,
    });
    t.ok(found.requests > 0);
    t.equal(found.refused, found.requests);
    t.equal(found.broken, 0);
    t.ok(found.seconds > 0);
  });
}

t.test("latency counts from when a request was due, not from when it could be sent", async (t) => {
  const server = await startServer(serverOf("slow", 200, "{}", 50));
  t.teardown(() => stopServer(server));
  // One connection answers 20 a second at most; asked for 40, each is later than the one before it.
  const options = { rate: 40, seconds: 0.5, patience: 30_000 };
  const one = await loadSteadily(server.port, [{ path: "/" }], { ...options, connections: 1 });
  t.equal(one.isKept, true);
  t.ok(one.p50 <= one.p99 && one.p99 <= one.p999);
  t.ok(one.p50 > 150, `the half-way answer is late by all that came before it: ${one.p50}`);
  const many = await loadSteadily(server.port, [{ path: "/" }], { ...options, connections: 8 });
  t.ok(many.p50 < one.p50, "which enough connections are not");
});

t.test("a server that does not keep up is said not to, and has no latency", async (t) => {
  const server = await startServer(serverOf("slower", 200, "{}", 100));
  t.teardown(() => stopServer(server));
  const found = await loadSteadily(server.port, [{ path: "/" }], { rate: 100, seconds: 0.5, connections: 1 });
  t.equal(found.isKept, false);
  t.equal(found.p50, undefined);
  t.ok(found.answered > 0 && found.answered < 1);
});

t.test("starts are timed in turn, and an app that does not start has none", async (t) => {
  const file = path.join(folder, "never.mjs");
  writeFileSync(file, "process.exit(4);\n");
  const { times, failures } = await timeStarts(
    [good, { ...good, name: "other" }, { ...good, name: "never", args: [file] }],
    2,
  );
  t.match(startsOf(times), [
    { app: "node:http", ratio: { median: 1 } },
    { app: "other", ratio: { median: Number } },
  ]);
  t.strictSame([...times.keys()], ["node:http", "other"]);
  t.strictSame(failures, [{ app: "never", failure: "never ended with code 4 before it answered" }]);
});

t.test("who stops the program half-way stops its servers", async (t) => {
  const file = path.join(folder, "holder.mjs");
  const servers = new URL("../../http/run/servers.mjs", import.meta.url).href;
  writeFileSync(
    file,
    `import { endServersAtExit, startServer } from ${JSON.stringify(servers)};
endServersAtExit();
const { child } = await startServer(${JSON.stringify(good)});
console.log(child.pid);
setInterval(() => {}, 1000);
`,
  );
  const holder = spawn(process.execPath, [file], { stdio: ["ignore", "pipe", "inherit"] });
  const [chunk] = await once(holder.stdout, "data");
  holder.kill("SIGTERM");
  const [code] = await once(holder, "exit");
  t.equal(code, 143);
  const pid = Number(String(chunk));
  for (let tries = 0; isRunning(pid) && tries < 500; tries++) await wait(10);
  t.equal(isRunning(pid), false);
});

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

import { setTimeout as delay } from "node:timers/promises";
import t, { type Test } from "tap";
import { app, ask, askUntil, load, Project, type Served } from "./project.js";

function built(t: Test, source: string): Project {
  const project = new Project(t, { "src/main.ts": source });
  const { code, err } = project.typeway(["build"]);
  t.equal(code, 0, err);
  return project;
}

async function started(t: Test, project: Project, workers: number): Promise<{ start: Served; url: string }> {
  const start = project.serve(t, ["start", "--port", "0", "--workers", String(workers)]);
  const url = await start.url();
  return { start, url };
}

/** The processes that answer, when so many have. */
async function pidsOf(url: string, count: number): Promise<Set<number>> {
  const pids = new Set<number>();
  while (pids.size < count) pids.add((await ask(url)).pid);
  return pids;
}

t.test("S2 start --workers: so many processes share the port, none of them the one that was started", async (t) => {
  const { start, url } = await started(t, built(t, app("1")), 2);
  const pids = await pidsOf(url, 2);
  t.notOk(pids.has(start.child.pid ?? 0));
  t.match(start.output, /with 2 workers/);

  await t.test("a worker that dies is replaced", async (t) => {
    const [victim = 0] = pids;
    process.kill(victim, "SIGKILL");
    await start.said(/a worker died \(SIGKILL\); the next starts in 0\.1 s/);
    const left = new Set([...pids].filter((pid) => pid !== victim));
    await askUntil(url, ({ pid }) => !pids.has(pid));
    t.equal([...(await pidsOf(url, 2))].filter((pid) => left.has(pid)).length, 1);
  });

  await t.test("SIGTERM drains them all: what is under way is answered, and the exit code is 0", async (t) => {
    const slow = Array.from({ length: 10 }, () => fetch(`${url}/version?wait=1000`));
    await delay(300);
    const ended = start.end("SIGTERM");
    for (const answer of await Promise.all(slow)) t.match(await answer.json(), { version: "1" });
    t.equal(await ended, 0);
  });
});

t.test("39, 40 start --workers: SIGTERM under load loses no request that was accepted", async (t) => {
  const { start, url } = await started(t, built(t, app("1")), 2);
  const clients = load(url, 8);
  await delay(1_000);
  const ended = start.end("SIGTERM");
  const code = await ended;
  const { answers, failures } = await clients.stop();
  t.equal(code, 0);
  t.ok(answers.length > 0);
  // New connections are refused from the signal on; nothing that was accepted is cut off.
  const causes = failures.map((error) =>
    error instanceof Error && error.cause instanceof Error ? error.cause : error,
  );
  t.same(
    causes.filter((cause) => !(cause instanceof Error && "code" in cause && cause.code === "ECONNREFUSED")),
    [],
  );
});

t.test("39 start --workers: SIGTERM while a worker is still starting ends them all with code 0", async (t) => {
  const slow = `
import cluster from "node:cluster";
if (cluster.worker?.id === 2) {
  console.log("The second starts.");
  await new Promise((resolve) => setTimeout(resolve, 1_000));
}
${app("1")}`;
  const { start, url } = await started(t, built(t, slow), 2);
  t.match(await ask(url), { version: "1" });
  if (!start.output.includes("The second starts.")) await start.said(/The second starts\./);
  t.equal(await start.end("SIGTERM"), 0, start.output);
});

t.test("40 start --workers: SIGHUP puts new workers in place of the old under load, and loses nothing", async (t) => {
  const project = built(t, app("1"));
  const { start, url } = await started(t, project, 2);
  const clients = load(url, 8);
  await delay(500);
  project.write("src/main.ts", app("2"));
  t.equal(project.typeway(["build"]).code, 0);
  start.child.kill("SIGHUP");
  await askUntil(url, ({ version }) => version === "2");
  // The second is new as well when none of many answers is old.
  for (let news = 0; news < 20; news++) if ((await ask(url)).version === "1") news = 0;
  const { answers, failures } = await clients.stop();
  t.same(failures, []);
  t.same(new Set(answers.map(({ version }) => version)), new Set(["1", "2"]));

  await t.test("and keeps the old when the new version does not start", async (t) => {
    project.write("dist/main.js", 'throw new Error("No database");');
    start.child.kill("SIGHUP");
    await start.said(/No database/);
    await start.said(/the new version does not start; the workers that run stay/);
    t.match(await ask(url), { version: "2" });
  });
});

t.test(
  "40 start --workers: a worker that is killed under load takes no more than its own requests with it",
  async (t) => {
    const { start, url } = await started(t, built(t, app("1")), 2);
    const [victim = 0] = await pidsOf(url, 2);
    const clients = load(url, 8);
    await delay(300);
    process.kill(victim, "SIGKILL");
    await start.said(/a worker died \(SIGKILL\)/);
    await askUntil(url, ({ pid }) => pid !== victim);
    await delay(300);
    const { answers, failures } = await clients.stop();
    t.ok(failures.length <= 8, `${failures.length} of ${answers.length + failures.length} failed`);
    t.notOk((await pidsOf(url, 2)).has(victim));
  },
);

t.test("40 start --workers: an app that never starts is given up after five deaths, with code 1", async (t) => {
  const project = built(t, `${app("1")}\nthrow new Error("No database");`);
  const { code, err } = project.typeway(["start", "--port", "0", "--workers", "2"]);
  t.equal(code, 1);
  t.match(err, /5 workers died within 10 s before they could serve/);
  t.match(err, /Error: No database/);
});

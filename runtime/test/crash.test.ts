import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import t, { type Test } from "tap";
import { onEach, transportOf } from "./transports.js";

const program = (name: string): string => fileURLToPath(new URL(`programs/${name}.js`, import.meta.url));

function run(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program("failing-start"), ...args], {
    encoding: "utf8",
  });
  return { code: status, out: stdout, err: stderr };
}

/** Lets a server crash by a request. @returns its answer, its lines after the first, and its exit code */
async function crash(t: Test, how: string) {
  const args = [program("crashing-server"), how, transportOf(t)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  t.teardown(() => child.kill("SIGKILL"));
  const exit = once(child, "exit");
  const said: string[] = [];
  const lines = createInterface({ input: child.stdout });
  const [port] = await once(lines, "line");
  lines.on("line", (line) => said.push(line));
  const url = `http://127.0.0.1:${port}/crash`;
  const reply = await fetch(url);
  return { child, url, exit, said, connection: reply.headers.get("connection"), body: await reply.json() };
}

t.test("43 a start that fails says so and ends with code 1, after closing what was open", async (t) => {
  const lifespan = run("lifespan");
  t.equal(lifespan.code, 1);
  t.equal(lifespan.out, "closed\n");
  t.match(lifespan.err, /^The application could not start\.\nError: no database\n {4}at /);

  const eager = run("eager");
  t.equal(eager.code, 1);
  t.equal(eager.out, "opened\nclosed\n");
  t.match(
    eager.err,
    /^TYPEWAY_DEPENDENCY_START: The dependency 'openPool' of scope "app" .* failed: no pool\nError: no pool\n {4}at /,
  );

  const hook = run("hook");
  t.equal(hook.code, 1);
  t.equal(hook.out, "opened\nclosed\n");
  t.match(hook.err, /^The application could not start\.\nError: no cache\n {4}at /);
});

onEach("43 a port in use is one line and code 1, after closing what was open", async (t) => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  t.teardown(() => taken.close());
  const address = taken.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  t.strictSame(run("port", String(port), transportOf(t)), {
    code: 1,
    out: "opened\nclosed\n",
    err: `TYPEWAY_PORT_IN_USE: Port ${port} on 127.0.0.1 is in use. Stop the other program, or choose a port: PORT=${port + 1}.\n`,
  });
});

for (const how of ["exception", "rejection"]) {
  onEach(`41 an uncaught ${how}: logged, requests under way are answered, shutdown runs, code 1`, async (t) => {
    const { exit, said, connection, body } = await crash(t, how);
    t.strictSame({ connection, body }, { connection: "close", body: "stopping" });
    t.strictSame(await exit, [1, null]);
    t.strictSame(said, ["error An error was caught by nobody. The process ends. lost", "stopped"]);
  });
}

onEach("41 who listens to uncaught exceptions decides", async (t) => {
  const { child, url, exit, said, body } = await crash(t, "own");
  t.equal(body, "running");
  t.equal((await fetch(url)).status, 200);
  child.kill("SIGTERM");
  t.strictSame(await exit, [0, null]);
  t.strictSame(said, ["mine", "mine", "stopped"]);
});

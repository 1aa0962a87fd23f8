import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, get } from "node:http";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Test } from "tap";
import { RawClient, statuses } from "./raw-client.js";
import { onEach, transportOf } from "./transports.js";

interface Program {
  readonly child: ChildProcess;
  readonly port: number;
  /** Its lines after the first, when it has ended. */
  readonly rest: Promise<string[]>;
}

async function start(t: Test): Promise<Program> {
  const script = fileURLToPath(new URL("programs/slow-server.js", import.meta.url));
  const child = spawn(process.execPath, [script, transportOf(t)], { stdio: ["ignore", "pipe", "inherit"] });
  t.teardown(() => child.kill("SIGKILL"));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { value: port } = await lines.next();
  const rest = (async () => {
    const seen: string[] = [];
    for await (const line of lines) seen.push(line);
    return seen;
  })();
  return { child, port: Number(port), rest };
}

const exitOf = async (child: ChildProcess): Promise<unknown> => {
  const [code, signal] = await once(child, "exit");
  return code ?? signal;
};

/** Sends requests one after the other until nobody listens any more. @returns what became of those that got no 200 */
async function load(port: number, agent: Agent, onAnswer: () => void): Promise<string[]> {
  const lost: string[] = [];
  for (;;) {
    const outcome = await new Promise<string>((resolve) => {
      const request = get({ port, host: "127.0.0.1", path: "/wait/5", agent }, (response) => {
        response.resume();
        response.on("close", () => resolve(response.complete ? String(response.statusCode) : "cut"));
      });
      request.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    });
    if (outcome === "ECONNREFUSED") return lost;
    if (outcome === "200") onAnswer();
    else lost.push(outcome);
  }
}

onEach("39 SIGTERM under load: every request that was taken is answered, then the process ends", async (t) => {
  const { child, port, rest } = await start(t);
  const agents = Array.from({ length: 20 }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
  const busy = agents.map((agent) => {
    let answers = 0;
    let lost: Promise<string[]> = Promise.resolve([]);
    const warm = new Promise<void>((resolve) => {
      lost = load(port, agent, () => {
        answers += 1;
        if (answers === 10) resolve();
      });
    });
    return { warm, lost };
  });
  await Promise.all(busy.map(({ warm }) => warm));
  const exit = exitOf(child);
  child.kill("SIGTERM");
  t.strictSame((await Promise.all(busy.map(({ lost }) => lost))).flat(), []);
  t.equal(await exit, 0);
  t.strictSame(await rest, ["stopped"]);
});

onEach("39 a request under way is finished, with Connection: close; idle connections do not hold it up", async (t) => {
  const { child, port, rest } = await start(t);
  await using idle = await RawClient.open(port);
  await using used = await RawClient.open(port);
  await using silent = await RawClient.open(port);
  await using busy = await RawClient.open(port);
  const wait = (time: number) => [`GET /wait/${time} HTTP/1.1`, "Host: x", "", ""] as const;
  await used.send(...wait(1)).until(/\r\n\r\n1$/);
  silent.send("GET /wait/1 HT");
  busy.send(...wait(1500));
  await new Promise((resolve) => setTimeout(resolve, 400));
  child.kill("SIGTERM");
  const received = await busy.end();
  t.strictSame(statuses(received), [200]);
  t.match(received, /\r\nConnection: close\r\n[\s\S]*\r\n1500$/i);
  await Promise.all([idle.end(), used.end()]);
  silent.send("TP/1.1", "Host: x", "", "");
  t.match(await silent.end(), /\r\n\r\n1$/, "a request that had begun to arrive is answered");
  t.equal(await exitOf(child), 0);
  t.strictSame(await rest, ["stopped"]);
});

onEach("39 the second signal ends the process at once", async (t) => {
  for (const [signal, code] of [
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ] as const) {
    const { child, port, rest } = await start(t);
    await using busy = await RawClient.open(port);
    busy.send("GET /wait/10000 HTTP/1.1", "Host: x", "", "");
    await new Promise((resolve) => setTimeout(resolve, 400));
    const exit = exitOf(child);
    child.kill(signal);
    await new Promise((resolve) => setTimeout(resolve, 200));
    child.kill(signal);
    t.equal(await exit, code);
    t.strictSame(await rest, []);
  }
});

/** Applications of plain handlers, and how to reach them in process and through a socket. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Compiled, Encoder } from "@typeway/contract";
import {
  App,
  type AppOptions,
  type Context,
  contextEndpoint,
  type LogEntry,
  type RouteOptions,
} from "@typeway/runtime";
import t, { type Test } from "tap";

export type Answer = (context: Context) => unknown;
export type Visit = (path: string, init?: RequestInit) => Promise<Response>;

/** An application whose handlers see the context alone, and answer with whatever they return. */
export class Site extends App {
  readonly logged: LogEntry[];

  constructor(options: AppOptions = {}) {
    const logged: LogEntry[] = [];
    super({ log: (entry) => logged.push(entry), ...options });
    this.logged = logged;
  }

  /** @param route `GET /path` */
  on(route: string, answer: Answer, options: RouteOptions = {}): this {
    const [method = "", path = ""] = route.split(" ");
    const answers = { empty: true, plain: anyJson, otherReplies: anyJson };
    const endpoint = { ...contextEndpoint(route), answers };
    const methods = [method] as Parameters<App["route"]>[0]["methods"];
    return this.route({ ...options, methods, path }, answer, endpoint as unknown as Compiled<Answer>);
  }
}

const anyJson: Encoder = { encode: (value) => JSON.stringify(value), explain: () => undefined };

/** @param specify gets a function that serves an application and returns how to reach it */
export function onBoth(name: string, specify: (t: Test, serve: (app: App) => Promise<Visit>) => Promise<void>): void {
  for (const [transport, open] of Object.entries(transports))
    t.test(`${name} (${transport})`, (test) => specify(test, (app) => open(app, test)));
}

const transports: Readonly<Record<string, (app: App, test: Test) => Promise<Visit>>> = {
  "app.fetch": async (app, test) => {
    test.teardown(() => app.close());
    return (path, init) => app.fetch(new Request(`http://shop.test${path}`, init));
  },
  "node:http": async (app, test) => {
    const port = await serveOn(test, app);
    return (path, init) => fetch(`http://127.0.0.1:${port}${path}`, { redirect: "manual", ...init });
  },
};

/** Serves an application through a socket until the test ends. */
export async function serveOn(t: Test, app: App): Promise<number> {
  const server: Server = await app.listen({ port: 0, signals: false });
  t.teardown(() => app.close());
  return (server.address() as AddressInfo).port;
}

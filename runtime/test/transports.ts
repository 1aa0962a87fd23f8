/** One specification, every transport: the same requests in process and through a socket. */

import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { App } from "@typeway/runtime";
import t, { type Test } from "tap";

/** Sends a request to the application under test; redirects are not followed. */
export type Visit = (path: string, init?: RequestInit) => Promise<Response>;

type Transport = (app: App, test: Test) => Promise<Visit>;

const inProcess: Transport = async (app, test) => {
  test.teardown(() => app.close());
  return (path, init) => app.fetch(new Request(`http://testserver${path}`, init));
};

const overHttp: Transport = async (app, test) => {
  const server = await app.listen({ port: 0, signals: false });
  test.teardown(() => app.close());
  return (path, init) => fetch(`http://127.0.0.1:${portOf(server)}${path}`, { redirect: "manual", ...init });
};

const transports: Readonly<Record<string, Transport>> = { "app.fetch": inProcess, "node:http": overHttp };

/** @param specify gets a function that serves an application and returns how to reach it */
export function onBoth(name: string, specify: (t: Test, serve: (app: App) => Promise<Visit>) => Promise<void>): void {
  for (const [transport, open] of Object.entries(transports))
    t.test(`${name} (${transport})`, (test) => specify(test, (app) => open(app, test)));
}

export const portOf = (server: Server): number => (server.address() as AddressInfo).port;

/** Serves an application through a socket until the test ends. */
export async function serveOn(t: Test, app: App): Promise<number> {
  const server = await app.listen({ port: 0, signals: false });
  t.teardown(() => app.close());
  return portOf(server);
}

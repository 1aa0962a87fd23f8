/**
 * One specification, every transport: the same requests in process and through a socket, however the server reads it.
 */

import type { AddressInfo, Server } from "node:net";
import type { App, ListenOptions } from "@typeway/runtime";
import t, { type Test } from "tap";

/** Sends a request to the application under test; redirects are not followed. */
export type Visit = (path: string, init?: RequestInit) => Promise<Response>;

/** By name: what makes `listen` serve that way. */
export const transports: Readonly<Record<string, ListenOptions>> = {
  "node:http": {},
  direct: { transport: "direct" },
};

async function visitInProcess(t: Test, app: App): Promise<Visit> {
  t.teardown(() => app.close());
  return (path, init) => app.fetch(new Request(`http://testserver${path}`, init));
}

async function visitPort(t: Test, app: App): Promise<Visit> {
  const port = await serveOn(t, app);
  return (path, init) => fetch(`http://127.0.0.1:${port}${path}`, { redirect: "manual", ...init });
}

/** Declares a test once per transport, named in its title; {@link serveOn} and {@link listening} then go by it. */
export function onEach(name: string, specify: (t: Test) => Promise<void>): void {
  for (const transport of Object.keys(transports))
    t.test(`${name} (${transport})`, { context: { transport } }, specify);
}

/**
 * The same in process as well.
 * @param specify gets a function that serves an application and returns how to reach it
 */
export function onBoth(name: string, specify: (t: Test, serve: (app: App) => Promise<Visit>) => Promise<void>): void {
  t.test(`${name} (app.fetch)`, (test) => specify(test, (app) => visitInProcess(test, app)));
  onEach(name, (test) => specify(test, (app) => visitPort(test, app)));
}

/** The options that make `listen` serve by the transport of a test. */
export const listening = (t: Test): ListenOptions => ({ port: 0, signals: false, ...transports[transportOf(t)] });

/** @returns a name, also for programs */
export const transportOf = (t: Test): string => Reflect.get(t.context, "transport") ?? "node:http";

export const portOf = (server: Server): number => (server.address() as AddressInfo).port;

/** Serves an application through a socket until the test ends. */
export async function serveOn(t: Test, app: App): Promise<number> {
  const server = await app.listen(listening(t));
  t.teardown(() => app.close());
  return portOf(server);
}

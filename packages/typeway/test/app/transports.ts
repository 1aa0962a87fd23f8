/** One test, every transport: `onEach` instead of `t.test`, `listening(t)` as the options of `listen`. */
import type { Server } from "node:net";
import t, { type Test } from "tap";
import type { App, ListenOptions } from "typeway";

/** By name: what makes `listen` serve that way. */
export const transports: Readonly<Record<string, ListenOptions>> = {
  "node:http": {},
  direct: { transport: "direct" },
};

/** Declares a test once per transport, named in its title. */
export function onEach(name: string, specify: (t: Test) => unknown): void {
  for (const transport of Object.keys(transports))
    t.test(`${name} (${transport})`, { context: { transport } }, specify);
}

const ports = new WeakMap<App, Map<string, Promise<number>>>();

/** For applications of a whole file: the port where one listens by the transport of a test, opened when it is first asked for. */
export function portFor(app: App, t: Test): Promise<number> {
  const byName = ports.get(app) ?? new Map<string, Promise<number>>();
  ports.set(app, byName);
  const name = transportOf(t);
  const port = byName.get(name) ?? app.listen(listening(t)).then(portOf);
  byName.set(name, port);
  return port;
}

const transportOf = (t: Test): string => Reflect.get(t.context, "transport") ?? "node:http";

/** The options that make `listen` serve by the transport of a test. */
export const listening = (t: Test): ListenOptions => ({
  port: 0,
  signals: false,
  ...transports[transportOf(t)],
});

const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
};

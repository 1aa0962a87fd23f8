/** One test, every transport: `onEach` instead of `t.test`, `listening(t)` as the options of `listen`. */
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

/** The options that make `listen` serve by the transport of a test. */
export const listening = (t: Test): ListenOptions => ({
  port: 0,
  signals: false,
  ...transports[Reflect.get(t.context, "transport") ?? "node:http"],
});

/** Serves an application through a socket until the test ends. @returns its port */
export async function serveOn(t: Test, app: App): Promise<number> {
  const server = await app.listen(listening(t));
  t.teardown(() => app.close());
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** One specification, two ways to node:http: a server of ours, and a listener on anybody's, whose messages are Node's own. */

import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { App } from "@typeway/runtime";
import t, { type Test } from "tap";

type Serve = (t: Test, app: App) => Promise<Server>;

const servers: Readonly<Record<string, Serve>> = {
  async listen(t, app) {
    t.teardown(() => app.close());
    return await app.listen({ port: 0, signals: false });
  },
  async handler(t, app) {
    await app.start();
    const server = createServer({ keepAliveTimeout: 5_000 }, app.handler).listen(0, "127.0.0.1");
    t.teardown(async () => {
      server.close();
      server.closeAllConnections();
      await app.close();
    });
    await once(server, "listening");
    return server;
  },
};

export function onEachServer(
  name: string,
  specify: (t: Test, serve: (app: App) => Promise<Server>) => Promise<void>,
): void {
  for (const [kind, serve] of Object.entries(servers))
    t.test(`${name} (${kind})`, (test) => specify(test, (app) => serve(test, app)));
}

/** Every app that can be started here answers every scenario as it says, as it does before it is measured. */
import t from "tap";
import { findApps } from "../../http/apps/index.mjs";
import { reasonWithout } from "../../http/run/scenarios.mjs";
import { startServer, stopServer } from "../../http/run/servers.mjs";
import { verify } from "../../http/run/verify.mjs";
import { scenarios } from "../../http/scenarios/index.mjs";

/** What is installed with the repository; the frameworks of `bench/peers` and FastAPI are there or not. */
const own = ["node:http", "typeway", "typeway direct", "fastify"];
const surroundings = [{}, ...scenarios.flatMap(({ env }) => env ?? [])];
const apps = findApps();

t.jobs = 3;

t.test("the apps that need nothing more are there", async (t) => {
  t.strictSame(
    apps.filter(({ name, command }) => own.includes(name) && command !== undefined).map(({ name }) => name),
    own,
  );
});

for (const app of apps) {
  const skip = app.command === undefined && !own.includes(app.name) && app.version;
  t.test(`${app.name} answers as the scenarios say`, { skip, buffered: true }, async (t) => {
    for (const env of surroundings) {
      const server = await startServer(app, env);
      t.teardown(() => stopServer(server));
      for (const scenario of scenarios) {
        if ((scenario.env ?? surroundings[0]) !== env || reasonWithout(app, scenario) !== undefined) continue;
        await t.resolves(verify(server, app, scenario), scenario.name);
      }
    }
  });
}

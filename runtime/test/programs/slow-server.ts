/** Serves by the transport it is told until it is told to stop; prints its port, and what its shutdown does. */
import { App } from "@typeway/runtime";
import { endpoint, int, path } from "../endpoint.js";
import { portOf, transports } from "../transports.js";

const [transport = ""] = process.argv.slice(2);
const app = new App();
const wait = async (time: number) => {
  await new Promise((resolve) => setTimeout(resolve, time));
  return time;
};
app.get("/wait/{time}", wait, endpoint(wait, [path("time", int)]));
app.onStop(() => console.log("stopped"));
console.log(portOf(await app.listen({ port: 0, ...transports[transport] })));
// Something that would keep the process alive by itself.
setInterval(() => undefined, 1_000);

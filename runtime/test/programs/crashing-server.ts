/** Has an error that nobody catches while a request is under way; prints its port, and what its shutdown does. */
import { App, type LogEntry } from "@typeway/runtime";
import { endpoint } from "../endpoint.js";
import { portOf, transports } from "../transports.js";

const [how, transport = ""] = process.argv.slice(2);
const app = new App({
  log: ({ level, message, error }: LogEntry) =>
    console.log(level, message, error instanceof Error ? error.message : ""),
});
const crash = async () => {
  if (how === "rejection") void Promise.reject(new Error("lost"));
  else
    setImmediate(() => {
      throw new Error("lost");
    });
  await new Promise((resolve) => setTimeout(resolve, 100));
  return app.phase;
};
app.get("/crash", crash, endpoint(crash));
app.onStop(() => console.log("stopped"));
if (how === "own") process.on("uncaughtException", () => console.log("mine"));
console.log(portOf(await app.listen({ port: 0, ...transports[transport] })));
// Something that would keep the process alive by itself.
setInterval(() => undefined, 1_000);

/** Does not start: because of its lifespan, of a dependency, of its hook, or of the port it is given. */
import { App } from "@typeway/runtime";
import { depends, endpoint, provider } from "../endpoint.js";
import { transports } from "../transports.js";

const [how, port = "0", transport = ""] = process.argv.slice(2);
const app = new App({
  lifespan: async function* () {
    try {
      if (how === "lifespan") throw new Error("no database");
      console.log("opened");
      yield;
    } finally {
      console.log("closed");
    }
  },
});
const openPool = provider(async function openPool() {
  if (how === "eager") throw new Error("no pool");
});
const handle = () => undefined;
app.get("/", handle, endpoint(handle, [depends(openPool, { scope: "app", eager: true })]));
app.onStart(() => {
  if (how === "hook") throw new Error("no cache");
});
await app.listen({ port: Number(port), ...transports[transport] });

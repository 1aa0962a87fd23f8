/** Does not start: because of its lifespan, of its hook, or of the port it is given. */
import { App } from "@typeway/runtime";

const [how, port = "0"] = process.argv.slice(2);
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
app.onStart(() => {
  if (how === "hook") throw new Error("no cache");
});
await app.listen({ port: Number(port) });

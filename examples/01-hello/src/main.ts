// Lesson 1: a typed function is an endpoint.
// The name of a parameter says where it comes from: `name` is in the path, `shout` is not, so it is in the query.
import { App } from "typeway";

const app = new App({ title: "Hello", version: "1.0.0" });

/** Greet the world. */
app.get("/", () => ({ message: "Hello, world" }));

/** Greet somebody. */
app.get("/hello/{name}", (name: string, shout = false) => {
  const message = `Hello, ${name}`;
  return { message: shout ? message.toUpperCase() : message };
});

export default app;

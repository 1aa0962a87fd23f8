// Lesson 6: errors.
// An HttpError is an answer. A class of your own becomes one by `onError`. Anything else is a 500 that tells nothing.
import { App, type Context, HttpError, type Int } from "typeway";

class OutOfTea extends Error {
  constructor(readonly cups: number) {
    super(`${cups} cups left`);
  }
}

const app = new App({ title: "Errors", version: "1.0.0" });

/** Read a tea. The 404 gets into the document by itself. */
app.get("/teas/{id}", (id: Int) => {
  if (id !== 1) throw new HttpError(404, "There is only one tea");
  return { id, name: "Assam" };
});

/**
 * Brew some.
 * @throws {409} There is not enough tea.
 */
app.post("/brew", (cups: Int) => {
  if (cups > 3) throw new OutOfTea(3);
  return { cups };
});

/** A detail may be any JSON value, and an error may have headers. */
app.get("/busy", () => {
  throw new HttpError(503, { wait: 30, reason: "The kettle boils" }, { headers: { "retry-after": "30" } });
});

/** Before a parameter, `@message` words what is wrong with it. */
app.get("/cups", (/** @message {int_parsing} Count your cups in digits */ count: Int) => ({ count }));

/** What you did not expect stays inside: the log has it, the client gets a request id. */
app.get("/broken", (): Int => JSON.parse("{"));

app.onError(OutOfTea, (error: OutOfTea, context: Context) => {
  context.response.status = 409;
  return { detail: error.message, cups: error.cups };
});

export default app;

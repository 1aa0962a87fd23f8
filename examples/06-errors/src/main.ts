// Lesson 6: errors.
// An HttpError is an answer, and so is a class of it of your own. They document themselves wherever they are thrown.
// Anything else is a 500 that tells nothing.
import { App, HttpError, type Int, type Reply, reply } from "typeway";

/** There is not enough tea. */
class OutOfTea extends HttpError<409, { cups: Int }> {
  constructor(cups: Int) {
    super(409, { cups });
  }
}

/** What a handler calls counts as well. */
function pour(cups: Int): void {
  if (cups > 3) throw new OutOfTea(3);
}

const app = new App({ title: "Errors", version: "1.0.0" });

/** Read a tea. */
app.get("/teas/{id}", (id: Int) => {
  if (id !== 1) throw new HttpError(404, "There is only one tea");
  return { id, name: "Assam" };
});

/**
 * Brew some.
 * @throws {503} The kettle is being repaired.
 */
app.post("/brew", (cups: Int) => {
  pour(cups);
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

/** Handlers answer errors by class or by status, Typeway's own among them; the document follows. */
interface Sorry {
  sorry: string;
}
app.onError(OutOfTea, ({ detail }): Reply<409, Sorry> => reply(409, { sorry: `${detail.cups} cups left` }));
app.onStatus(404, (error): Sorry => ({ sorry: String(error.detail) }));

export default app;

// Lesson 5: what a function may return.
// A value is JSON with status 200. Everything else says so in its type, so the document knows it as well.
import {
  App,
  type Context,
  html,
  type Int,
  type NoContent,
  type Raw,
  type Reply,
  redirect,
  reply,
  text,
} from "typeway";

interface Note {
  id: Int;
  text: string;
}

const gone = new Set<number>();

const app = new App({ title: "Answers", version: "1.0.0" });

/** Only what the type declares leaves: `secret` stays here. */
app.get("/note", (): Note => {
  const note = { id: 1, text: "Buy tea", secret: "42" };
  return note;
});

/** `reply` adds a status and headers. */
app.post("/notes", (note: Note): Reply<201, Note, { location: string }> => {
  return reply(201, note, { location: `/notes/${note.id}` });
});

/** Or the status of every answer of this route. */
app.put("/notes/{id}", { status: 202 }, (id: Int, note: Note) => ({ ...note, id }));

/** Nothing: 204. */
app.delete("/notes/{id}", (id: Int): void => {
  gone.add(id);
});

/** Two statuses: both are in the document. */
app.get("/notes/{id}", (id: Int): Reply<200, Note> | Reply<404, { sorry: string }> =>
  id === 1 ? reply(200, { id, text: "Buy tea" }) : reply(404, { sorry: `no note ${id}` }),
);

/** Headers may be numbers, dates and lists. */
app.get(
  "/notes",
  (): Reply<200, Note[], { "x-total": Int; "last-modified"?: Date }> =>
    reply(200, [{ id: 1, text: "Buy tea" }], { "x-total": 1, "last-modified": new Date(0) }),
);

/** The document lists the cookies by name, because `cookie` adds them to the type. */
app.post("/session", () => reply(204).cookie("session", "42", { httpOnly: true }));
app.delete("/session", (): NoContent => reply(204).cookie("session", "", { maxAge: 0 }));

/** JSON or CSV, under one status. */
app.get("/export", (asCsv = false): Note[] | Raw<"text/csv"> =>
  asCsv ? text("id,text\n1,Buy tea\n", { type: "text/csv" }) : [{ id: 1, text: "Buy tea" }],
);

/** `Context` sets a header of any answer. */
app.get("/counted", (context: Context) => {
  context.response.headers.set("x-count", "3");
  return [1, 2, 3];
});

app.get("/old", () => redirect("/note"));
app.get("/page", (name: string) => html`<h1>Hello, ${name}</h1>`);
app.get("/robots.txt", () => text("User-agent: *\n"));
app.get("/web", () => new Response("A web Response passes as it is", { status: 203 }));

export default app;

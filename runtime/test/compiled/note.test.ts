import type { Note } from "@typeway/contract";
import t from "tap";
import { note } from "../../dist/compiled/index.js";
import { noteOf } from "../../dist/compiled/note.js";

t.test("a note is found by its function, and is not opened before", async (t) => {
  const dependencies: Note = () => {
    throw new Error("opened");
  };
  const handler = () => 1;
  t.equal(note(handler, dependencies), handler);
  t.equal(noteOf(handler), dependencies);
  t.equal(
    noteOf(() => 1),
    undefined,
  );
});

t.test("a function gets the name that its source gives it, and without one keeps its own", async (t) => {
  const none = () => [];
  t.equal(note(() => 1, none, "list").name, "list");
  t.equal(note(function __tw_default() {}, none, "default").name, "default", "a default export has to be spoken of");
  t.equal(note(function own() {}, none).name, "own");
});

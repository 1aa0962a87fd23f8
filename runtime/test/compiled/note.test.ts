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

t.test("a function that lost its name gets it back, one that has a name keeps it", async (t) => {
  const list = note(
    () => 1,
    () => [],
    "list",
  );
  t.equal(list.name, "list");
  t.equal(
    note(
      function own() {},
      () => [],
      "other",
    ).name,
    "own",
  );
});

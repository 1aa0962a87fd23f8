// design.md §2: unions of scalars, of objects told apart by a literal property, and nullable types.
import type { Body, Cookie, Header, Int, Path, Query } from "typeway";
import { Wire } from "./table.js";
import { floatType, intType, missing, stringType, unionTagNotFound } from "./wrong.js";

const wire = new Wire();
const { app } = wire;

app.get("/nullable", (): string | null => wire.leaving());
app.post("/nullable", (value: { of: string | null }) => wire.arrived(value));
app.get("/nullable/path/{value}", (value: Path<string | null>) => wire.arrived(value));
app.get("/nullable/query", (value: Query<string | null>) => wire.arrived(value));
app.get("/nullable/header", (value: Header<string | null>) => wire.arrived(value));
app.get("/nullable/cookie", (value: Cookie<string | null>) => wire.arrived(value));

wire.table("T | null: required, no text is null, and issues are those of T", "/nullable", {
  json: {
    good: [
      ['{"of":null}', { of: null }, '{"of":null}'],
      ['{"of":"null"}', { of: "null" }, '{"of":"null"}'],
    ],
    bad: [
      ["{}", missing("of")],
      ['{"of":1}', stringType(1, "of")],
    ],
  },
  text: {
    good: [
      ["null", "null", '"null"'],
      ["", "", '""'],
    ],
    bad: [],
  },
  out: {
    good: [
      [null, "null"],
      ["a", '"a"'],
    ],
    bad: [[1, stringType(1)]],
  },
});

app.get("/scalar", (): Int | string => wire.leaving());
app.post("/scalar", (value: Body<Int | string>) => wire.arrived(value));
app.get("/scalar/path/{value}", (value: Path<Int | string>) => wire.arrived(value));
app.get("/scalar/query", (value: Query<Int | string>) => wire.arrived(value));
app.get("/scalar/header", (value: Header<Int | string>) => wire.arrived(value));
app.get("/scalar/cookie", (value: Cookie<Int | string>) => wire.arrived(value));

wire.table("a union with string: text stays text", "/scalar", {
  json: {
    good: [
      ["5", 5, "5"],
      ['"5"', "5", '"5"'],
    ],
    bad: [["null", missing()]],
  },
  text: {
    good: [
      ["5", "5", '"5"'],
      ["", "", '""'],
    ],
    bad: [],
  },
  out: {
    good: [
      [5, "5"],
      ["5", '"5"'],
    ],
    bad: [],
  },
});

app.get("/either", (): number | boolean => wire.leaving());
app.post("/either", (value: Body<number | boolean>) => wire.arrived(value));
app.get("/either/path/{value}", (value: Path<number | boolean>) => wire.arrived(value));
app.get("/either/query", (value: Query<number | boolean>) => wire.arrived(value));
app.get("/either/header", (value: Header<number | boolean>) => wire.arrived(value));
app.get("/either/cookie", (value: Cookie<number | boolean>) => wire.arrived(value));

wire.table("a union of a number and a boolean", "/either", {
  json: {
    good: [
      ["1", 1, "1"],
      ["true", true, "true"],
    ],
    bad: [],
  },
  text: {
    good: [
      ["1.5", 1.5, "1.5"],
      ["yes", true, "true"],
    ],
    bad: [],
  },
  out: {
    good: [
      [1, "1"],
      [false, "false"],
    ],
    bad: [],
  },
});

interface Cat {
  kind: "cat";
  lives: Int;
}
interface Dog {
  kind: "dog" | "wolf";
  name: string;
}

app.get("/pet", (): Cat | Dog => wire.leaving());
app.post("/pet", (value: Cat | Dog) => wire.arrived(value));

wire.table("a union of objects told apart by a literal property", "/pet", {
  json: {
    good: [
      ['{"kind":"cat","lives":9,"name":"dropped"}', { kind: "cat", lives: 9 }, '{"kind":"cat","lives":9}'],
      ['{"name":"rex","kind":"wolf"}', { kind: "wolf", name: "rex" }, '{"kind":"wolf","name":"rex"}'],
    ],
    bad: [
      ['{"kind":"cat","lives":"9"}', intType("9", "cat", "lives")],
      ['{"kind":"wolf"}', missing("wolf", "name")],
      ['{"lives":9}', unionTagNotFound("kind", { lives: 9 })],
      [
        '{"kind":"fish"}',
        {
          type: "union_tag_invalid",
          msg: "Expected 'kind' to be one of 'cat', 'dog', 'wolf'",
          input: { kind: "fish" },
          ctx: { discriminator: "'kind'", tag: "fish", expected_tags: "'cat', 'dog', 'wolf'" },
          at: [],
        },
      ],
      ["null", missing()],
    ],
  },
  out: {
    good: [[{ kind: "dog", name: "rex", lives: 1 }, '{"kind":"dog","name":"rex"}']],
    bad: [
      [
        { kind: "cat", lives: 0.5 },
        { ...floatType(0), type: "int_from_float", msg: "Expected an integer, not a fraction", at: ["cat", "lives"] },
      ],
    ],
  },
});

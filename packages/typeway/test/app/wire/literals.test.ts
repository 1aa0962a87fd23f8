// design.md §2: literal, union of literals, enum. JSON: exactly one of them. Text: parsed by kind.
import type { Body, Cookie, Header, Path, Query } from "typeway";
import { Wire } from "./table.js";
import { duplicate, literalError, missing, notOfEnum } from "./wrong.js";

enum Color {
  Red = "red",
  Blue = "blue",
}
enum Level {
  Low = 1,
  High = 2,
}

const wire = new Wire();
const { app } = wire;

app.get("/one", (): "only" => wire.leaving());
app.post("/one", (value: Body<"only">) => wire.arrived(value));
app.get("/one/path/{value}", (value: Path<"only">) => wire.arrived(value));
app.get("/one/query", (value: Query<"only">) => wire.arrived(value));
app.get("/one/header", (value: Header<"only">) => wire.arrived(value));
app.get("/one/cookie", (value: Cookie<"only">) => wire.arrived(value));

wire.table("a literal", "/one", {
  json: {
    good: [['"only"', "only", '"only"']],
    bad: [
      ['"Only"', literalError("'only'", "Only")],
      ["null", missing()],
      ['["only"]', literalError("'only'", ["only"])],
    ],
  },
  text: {
    good: [["only", "only", '"only"']],
    bad: [
      ["", literalError("'only'", "")],
      ["other", literalError("'only'", "other")],
    ],
  },
  out: {
    good: [["only", '"only"']],
    bad: [
      ["other", literalError("'only'", "other")],
      [null, literalError("'only'", null)],
    ],
  },
});

type Mixed = "up" | 1 | -2.5 | true;

app.get("/mixed", (): Mixed => wire.leaving());
app.post("/mixed", (value: Body<Mixed>) => wire.arrived(value));
app.get("/mixed/path/{value}", (value: Path<Mixed>) => wire.arrived(value));
app.get("/mixed/query", (value: Query<Mixed>) => wire.arrived(value));
app.get("/mixed/header", (value: Header<Mixed>) => wire.arrived(value));
app.get("/mixed/cookie", (value: Cookie<Mixed>) => wire.arrived(value));

const mixed = "'up', 1, -2.5 or true";

wire.table("a union of literals of several kinds", "/mixed", {
  json: {
    good: [
      ['"up"', "up", '"up"'],
      ["1", 1, "1"],
      ["1.0", 1, "1"],
      ["-2.5", -2.5, "-2.5"],
      ["true", true, "true"],
    ],
    bad: [
      ["2", literalError(mixed, 2)],
      ["false", literalError(mixed, false)],
      ['"1"', literalError(mixed, "1")],
      ['"true"', literalError(mixed, "true")],
    ],
  },
  text: {
    good: [
      ["up", "up", '"up"'],
      ["1", 1, "1"],
      ["-2.5", -2.5, "-2.5"],
      ["true", true, "true"],
      ["Yes", true, "true"],
    ],
    bad: [
      ["UP", literalError(mixed, "UP")],
      ["2", literalError(mixed, "2")],
      ["no", literalError(mixed, "no")],
    ],
  },
  out: {
    good: [
      [1, "1"],
      [true, "true"],
    ],
    bad: [[false, literalError(mixed, false)]],
  },
});

app.get("/color", (): Color => wire.leaving());
app.post("/color", (value: Body<Color>) => wire.arrived(value));
app.get("/color/path/{value}", (value: Path<Color>) => wire.arrived(value));
app.get("/color/query", (value: Query<Color>) => wire.arrived(value));
app.get("/color/header", (value: Header<Color>) => wire.arrived(value));
app.get("/color/cookie", (value: Cookie<Color>) => wire.arrived(value));

const colors = "'red' or 'blue'";

wire.table("an enum of strings", "/color", {
  json: {
    good: [['"red"', Color.Red, '"red"']],
    bad: [
      ['"Red"', notOfEnum(colors, "Red")],
      ["0", notOfEnum(colors, 0)],
      ["null", missing()],
    ],
  },
  text: {
    good: [["blue", Color.Blue, '"blue"']],
    bad: [
      ["Blue", notOfEnum(colors, "Blue")],
      ["", notOfEnum(colors, "")],
    ],
  },
  out: { good: [[Color.Blue, '"blue"']], bad: [["green", notOfEnum(colors, "green")]] },
});

app.get("/level", (): Level => wire.leaving());
app.post("/level", (value: Body<Level>) => wire.arrived(value));
app.get("/level/path/{value}", (value: Path<Level>) => wire.arrived(value));
app.get("/level/query", (value: Query<Level>) => wire.arrived(value));
app.get("/level/header", (value: Header<Level>) => wire.arrived(value));
app.get("/level/cookie", (value: Cookie<Level>) => wire.arrived(value));

wire.table("an enum of numbers", "/level", {
  json: {
    good: [["2", Level.High, "2"]],
    bad: [
      ["3", notOfEnum("1 or 2", 3)],
      ['"High"', notOfEnum("1 or 2", "High")],
    ],
  },
  text: {
    good: [["1", Level.Low, "1"]],
    bad: [
      ["0", notOfEnum("1 or 2", "0")],
      ["Low", notOfEnum("1 or 2", "Low")],
    ],
  },
  out: { good: [[Level.Low, "1"]], bad: [[3, notOfEnum("1 or 2", 3)]] },
});

app.get("/member", (): Color.Red => wire.leaving());
app.post("/member", (value: Body<Color.Red>) => wire.arrived(value));
app.get("/member/path/{value}", (value: Path<Color.Red>) => wire.arrived(value));
app.get("/member/query", (value: Query<Color.Red>) => wire.arrived(value));
app.get("/member/header", (value: Header<Color.Red>) => wire.arrived(value));
app.get("/member/cookie", (value: Cookie<Color.Red>) => wire.arrived(value));

wire.table("one member of an enum", "/member", {
  json: { good: [['"red"', Color.Red, '"red"']], bad: [['"blue"', literalError("'red'", "blue")]] },
  text: { good: [["red", Color.Red, '"red"']], bad: [["blue", literalError("'red'", "blue")]] },
  out: { good: [[Color.Red, '"red"']], bad: [[Color.Blue, literalError("'red'", "blue")]] },
});

wire.table("an enum, sent twice", "/color", {
  text: { places: ["query", "header"], good: [], bad: [[["red", "red"], duplicate(["red", "red"])]] },
});

// design.md §2: arrays, tuples and sets. JSON: an array. Text: repeated keys.
import type { Body, Cookie, Header, Int, MaxItems, MinItems, Query, UniqueItems } from "typeway";
import { Wire } from "./table.js";
import {
  datetimeParsing,
  intParsing,
  intType,
  listType,
  missing,
  setType,
  stringType,
  tooLong,
  tooShort,
  tupleType,
  valueError,
} from "./wrong.js";

const wire = new Wire();
const { app } = wire;

app.get("/list", (): Int[] => wire.leaving());
app.post("/list", (value: Int[]) => wire.arrived(value));
app.get("/list/query", (value: Int[]) => wire.arrived(value));
app.get("/list/header", (value: Header<Int[]>) => wire.arrived(value));
app.get("/list/cookie", (value: Cookie<Int[]>) => wire.arrived(value));

wire.table("an array", "/list", {
  json: {
    good: [
      ["[]", [], "[]"],
      ["[1, 2]", [1, 2], "[1,2]"],
    ],
    bad: [
      ["{}", listType({})],
      ['{"0":1,"length":1}', listType({ 0: 1, length: 1 })],
      ['"12"', listType("12")],
      ["null", missing()],
      ['[1,"2",null,3,[4]]', intType("2", 1), intType(null, 2), intType([4], 4)],
    ],
  },
  text: {
    places: ["query", "header"],
    good: [
      ["1", [1], "[1]"],
      [["1", "2"], [1, 2], "[1,2]"],
    ],
    bad: [
      ["1,2", intParsing("1,2", 0)],
      [["1", "x", ""], intParsing("x", 1), intParsing("", 2)],
    ],
  },
  out: {
    good: [
      [[], "[]"],
      [[1, -0], "[1,0]"],
    ],
    bad: [
      [{ length: 0 }, listType({})],
      [new Set([1]), listType({})],
      [[1, undefined], missing(1)],
      [[1, "2"], intType("2", 1)],
      // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested
      [[1, , 3], missing(1)],
    ],
  },
});

wire.table("an array, in a cookie", "/list", {
  text: { places: ["cookie"], good: [["1", [1], "[1]"]], bad: [["1 2", intParsing("1 2", 0)]] },
});

type Few = string[] & MinItems<1> & MaxItems<2> & UniqueItems;

app.get("/few", (): Few => wire.leaving());
app.post("/few", (value: Few) => wire.arrived(value));
app.get("/few/query", (value: Query<Few>) => wire.arrived(value));
app.get("/few/header", (value: Header<Few>) => wire.arrived(value));

const repeated = "a list with repeated items";

wire.table("an array with MinItems, MaxItems and UniqueItems", "/few", {
  json: {
    good: [['["a","b"]', ["a", "b"], '["a","b"]']],
    bad: [
      ["[]", tooShort("List", 1, 0, [])],
      ['["a","b","c"]', tooLong("List", 2, 3, ["a", "b", "c"])],
      ['["a","a"]', valueError(repeated, ["a", "a"])],
      ['["a","a",1]', tooLong("List", 2, 3, ["a", "a", 1]), valueError(repeated, ["a", "a", 1]), stringType(1, 2)],
    ],
  },
  text: {
    places: ["query", "header"],
    good: [["a", ["a"], '["a"]']],
    bad: [
      [["a", "b", "c"], tooLong("List", 2, 3, ["a", "b", "c"])],
      [["a", "a"], valueError(repeated, ["a", "a"])],
    ],
  },
  out: {
    good: [[["a"], '["a"]']],
    bad: [
      [[], tooShort("List", 1, 0, [])],
      [["a", "a"], valueError(repeated, [])],
    ],
  },
});

app.get("/set", (): Set<Date> => wire.leaving());
app.post("/set", (value: Body<Set<Date>>) => wire.arrived(value));
app.get("/set/query", (value: Set<Date>) => wire.arrived(value));
app.get("/set/header", (value: Header<Set<Date>>) => wire.arrived(value));
app.get("/set/cookie", (value: Cookie<Set<Date>>) => wire.arrived(value));

const noon = "2024-05-31T12:00:00.000Z";

wire.table("a set", "/set", {
  json: {
    good: [
      ["[]", new Set(), "[]"],
      [`["${noon}"]`, new Set([new Date(noon)]), `["${noon}"]`],
    ],
    bad: [
      ["{}", setType({})],
      ["null", missing()],
      [
        '["noon",1]',
        datetimeParsing("noon", 0),
        { ...intType(1, 1), type: "datetime_type", msg: "Expected a date and time" },
      ],
      [`["${noon}","${noon}"]`, valueError(repeated, [noon, noon])],
    ],
  },
  text: {
    places: ["query", "header", "cookie"],
    good: [[noon, new Set([new Date(noon)]), `["${noon}"]`]],
    bad: [["noon", datetimeParsing("noon", 0)]],
  },
  out: {
    good: [
      [new Set(), "[]"],
      [new Set([new Date(noon)]), `["${noon}"]`],
    ],
    bad: [
      [[new Date(noon)], setType([])],
      [new Map(), setType({})],
      [null, setType(null)],
    ],
  },
});

type Words = Set<string> & MaxItems<2>;

app.get("/words", (): Words => wire.leaving());
app.post("/words", (value: Body<Words>) => wire.arrived(value));
app.get("/words/query", (value: Query<Words>) => wire.arrived(value));
app.get("/words/header", (value: Header<Words>) => wire.arrived(value));

wire.table("a set, whose text may repeat", "/words", {
  json: {
    good: [['["b","a"]', new Set(["b", "a"]), '["b","a"]']],
    bad: [['["a","b","c"]', tooLong("Set", 2, 3, ["a", "b", "c"])]],
  },
  text: {
    places: ["query", "header"],
    good: [[["b", "a", "b"], new Set(["b", "a"]), '["b","a"]']],
    bad: [[["a", "b", "c"], tooLong("Set", 2, 3, ["a", "b", "c"])]],
  },
  out: { good: [[new Set(["a"]), '["a"]']], bad: [[new Set(["a", "b", "c"]), tooLong("Set", 2, 3, [])]] },
});

type Span = [from: Int, to: Int];

app.get("/span", (): Span => wire.leaving());
app.post("/span", (value: Body<Span>) => wire.arrived(value));
app.get("/span/query", (value: Span) => wire.arrived(value));
app.get("/span/header", (value: Header<Span>) => wire.arrived(value));

wire.table("a tuple", "/span", {
  json: {
    good: [["[1,2]", [1, 2], "[1,2]"]],
    bad: [
      ["[]", missing(0), missing(1)],
      ["[1]", missing(1)],
      ["[1,2,3]", tooLong("Tuple", 2, 3, [1, 2, 3])],
      ['["1",2]', intType("1", 0)],
      ["{}", tupleType({})],
      ["null", missing()],
    ],
  },
  text: {
    places: ["query", "header"],
    good: [[["1", "2"], [1, 2], "[1,2]"]],
    bad: [
      ["1", missing(1)],
      [["1", "2", "3"], tooLong("Tuple", 2, 3, ["1", "2", "3"])],
      [["x", "2"], intParsing("x", 0)],
    ],
  },
  out: {
    good: [[[1, 2], "[1,2]"]],
    bad: [
      [[1], missing(1)],
      [[1, 2, 3], tooLong("Tuple", 2, 3, [])],
      [{ 0: 1, 1: 2 }, tupleType({})],
    ],
  },
});

type Path = [start: string, via?: Date, ...then: Int[]];

app.get("/route", (): Path => wire.leaving());
app.post("/route", (value: Body<Path>) => wire.arrived(value));
app.get("/route/query", (value: Path) => wire.arrived(value));
app.get("/route/header", (value: Header<Path>) => wire.arrived(value));

wire.table("a tuple with optional and rest elements", "/route", {
  json: {
    good: [
      ['["a"]', ["a"], '["a"]'],
      [`["a","${noon}"]`, ["a", new Date(noon)], `["a","${noon}"]`],
      [`["a","${noon}",1,2]`, ["a", new Date(noon), 1, 2], `["a","${noon}",1,2]`],
    ],
    bad: [
      ["[]", missing(0)],
      [`["a","${noon}",1,"2"]`, intType("2", 3)],
    ],
  },
  text: {
    places: ["query", "header"],
    good: [
      ["a", ["a"], '["a"]'],
      [["a", noon, "1"], ["a", new Date(noon), 1], `["a","${noon}",1]`],
    ],
    bad: [[["a", "noon", "x"], datetimeParsing("noon", 1), intParsing("x", 2)]],
  },
  out: {
    good: [
      [["a"], '["a"]'],
      [["a", undefined], '["a"]'],
    ],
    bad: [[["a", undefined, 1], missing(1)]],
  },
});

app.get("/grid", (): readonly (readonly Int[])[] => wire.leaving());
app.post("/grid", (value: readonly (readonly Int[])[]) => wire.arrived(value));

wire.table("an array of arrays", "/grid", {
  json: {
    good: [["[[],[1],[2,3]]", [[], [1], [2, 3]], "[[],[1],[2,3]]"]],
    bad: [["[[1],2,[[3]]]", listType(2, 1), intType([3], 2, 0)]],
  },
  out: { good: [[[[1]], "[[1]]"]], bad: [[[[1], [null]], intType(null, 1, 0)]] },
});

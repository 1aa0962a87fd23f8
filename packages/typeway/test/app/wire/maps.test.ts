// design.md §2: Map<K, T>, and records whose keys are not any string. A bad key is an issue at `[…, key, "[key]"]` (C2, D15).
import t from "tap";
import type { Body, Default, Int, MinLength, Uuid } from "typeway";
import { Wire } from "./table.js";
import {
  boolType,
  dictType,
  extraForbidden,
  intParsing,
  intType,
  literalError,
  missing,
  notOfEnum,
  patternMismatch,
  stringTooShort,
  stringType,
  uuidParsing,
} from "./wrong.js";

const wire = new Wire();
const { app } = wire;

app.get("/any", (): Map<string, Int> => wire.leaving());
app.post("/any", (value: Body<Map<string, Int>>) => wire.arrived(value));
wire.table("Map<string, Int>", "/any", {
  json: {
    good: [
      ["{}", new Map(), "{}"],
      [
        '{"b":1,"a":2,"1":3}',
        new Map([
          ["1", 3],
          ["b", 1],
          ["a", 2],
        ]),
        '{"1":3,"b":1,"a":2}',
      ],
      [
        '{"constructor":1,"toString":2}',
        new Map([
          ["constructor", 1],
          ["toString", 2],
        ]),
        '{"constructor":1,"toString":2}',
      ],
    ],
    bad: [
      ['{"a":"1","b":null}', intType("1", "a"), intType(null, "b")],
      ["[]", dictType([])],
      ["null", missing()],
    ],
  },
  out: {
    good: [[new Map([['quo"te', 1]]), '{"quo\\"te":1}']],
    bad: [
      [{ a: 1 }, dictType(null)],
      [new Map([["a", "1"]]), intType(null, "a")],
      [new Map([[1, 1]]), stringType(null, "1", "[key]")],
      [new Map([["a", undefined]]), missing("a")],
    ],
  },
});

app.get("/ints", (): Map<Int, boolean> => wire.leaving());
app.post("/ints", (value: Body<ReadonlyMap<Int, boolean>>) => wire.arrived(value));
const noInts = ["a", "01", "-0", "1.0", "1e3", "+1", " 1", "", "9007199254740993"];
wire.table("Map<Int, T>", "/ints", {
  json: {
    good: [
      [
        '{"0":false,"-7":true}',
        new Map([
          [0, false],
          [-7, true],
        ]),
        '{"0":false,"-7":true}',
      ],
    ],
    bad: [
      ...noInts.map((name) => [`{${JSON.stringify(name)}:true}`, intParsing(name, name, "[key]")] as const),
      ['{"x":1}', intParsing("x", "x", "[key]"), boolType(1, "x")],
    ],
  },
  out: {
    good: [[new Map([[2, true]]), '{"2":true}']],
    bad: [
      [new Map([["2", true]]), intType(null, "2", "[key]")],
      [new Map([[2, 1]]), boolType(null, "2")],
    ],
  },
});

enum Level {
  Low = 1,
  High = 2,
}
app.post("/levels", (value: Body<Map<Level, string>>) => wire.arrived(value));
app.post("/flags", (value: Body<Map<boolean, Int>>) => wire.arrived(value));
app.post("/big", (value: Body<Map<bigint, Int>>) => wire.arrived(value));
app.post("/uuids", (value: Body<Map<Uuid, Int>>) => wire.arrived(value));
const uuid = "123e4567-e89b-12d3-a456-426614174000";
wire.table("Map<Enum, T>", "/levels", {
  json: {
    good: [
      [
        '{"1":"a","2":"b"}',
        new Map([
          [Level.Low, "a"],
          [Level.High, "b"],
        ]),
        '{"1":"a","2":"b"}',
      ],
    ],
    bad: [['{"3":"c","1.0":"d"}', notOfEnum("1 or 2", "3", "3", "[key]"), notOfEnum("1 or 2", "1.0", "1.0", "[key]")]],
  },
});
wire.table("Map<boolean, T>", "/flags", {
  json: {
    good: [
      [
        '{"true":1,"false":2}',
        new Map([
          [true, 1],
          [false, 2],
        ]),
        '{"true":1,"false":2}',
      ],
    ],
    bad: [['{"yes":1}', { ...boolType("yes", "yes", "[key]"), type: "bool_parsing" }]],
  },
});
wire.table("Map<bigint, T>", "/big", {
  json: {
    good: [['{"36893488147419103232":1}', new Map([[36893488147419103232n, 1]]), '{"36893488147419103232":1}']],
    bad: [['{"-0":1}', intParsing("-0", "-0", "[key]")]],
  },
});
wire.table("Map<Uuid, T>", "/uuids", {
  json: {
    good: [[`{"${uuid}":1}`, new Map([[uuid, 1]]), `{"${uuid}":1}`]],
    bad: [['{"x":1}', uuidParsing("x", "x", "[key]")]],
  },
});

const record = (entries: object): object => Object.assign(Object.create(null), entries);

app.get("/extensions", (): Record<`x-${string}`, Int> => wire.leaving());
app.post("/extensions", (value: Body<Record<`x-${string}`, Int>>) => wire.arrived(value));
app.post("/short", (value: Body<Record<string & MinLength<2>, Int>>) => wire.arrived(value));
app.post("/numbers", (value: Body<Record<number, Int>>) => wire.arrived(value));
const extension = "^x-[\\s\\S]*$";
wire.table("Record<`x-${string}`, T>", "/extensions", {
  json: {
    good: [['{"x-a":1,"x-":2}', record({ "x-a": 1, "x-": 2 }), '{"x-a":1,"x-":2}']],
    bad: [['{"a":1,"x-b":"2"}', patternMismatch(extension, "a", "a", "[key]"), intType("2", "x-b")]],
  },
  out: { good: [[{ "x-a": 1 }, '{"x-a":1}']], bad: [[{ a: 1 }, patternMismatch(extension, null, "a", "[key]")]] },
});
wire.table("Record<string & MinLength<2>, T>", "/short", {
  json: {
    good: [['{"ab":1}', record({ ab: 1 }), '{"ab":1}']],
    bad: [['{"a":1}', stringTooShort(2, "a", "a", "[key]")]],
  },
});
wire.table("Record<number, T>", "/numbers", {
  json: {
    good: [['{"1":1,"-2.5":2}', record({ 1: 1, "-2.5": 2 }), '{"1":1,"-2.5":2}']],
    bad: [['{"1.0":1}', { ...intParsing("1.0", "1.0", "[key]"), type: "float_parsing", msg: "Expected a number" }]],
  },
});

enum Color {
  Red = "red",
  Blue = "blue",
}
interface Extended {
  title: string;
  [extension: `x-${string}`]: string;
}
app.post("/colours", (value: Body<Record<Color, Int>>) => wire.arrived(value));
app.get("/extended", (): Extended => wire.leaving());
app.post("/extended", (value: Body<Extended>) => wire.arrived(value));
app.post("/refusing", { undeclaredInput: "refuse" }, (value: Body<Extended>) => wire.arrived(value));
wire.table("Record<Enum, T>: an object", "/colours", {
  json: {
    good: [['{"blue":2,"red":1}', { red: 1, blue: 2 }, '{"red":1,"blue":2}']],
    bad: [['{"red":1}', missing("blue")]],
  },
});
wire.table("an index signature beside declared properties", "/extended", {
  json: {
    good: [['{"x-a":"1","title":"t","other":2}', { title: "t", "x-a": "1" }, '{"title":"t","x-a":"1"}']],
    bad: [['{"x-a":1}', missing("title"), stringType(1, "x-a")]],
  },
  out: {
    good: [[{ title: "t", "x-a": "1", password: "secret" }, '{"title":"t","x-a":"1"}']],
    bad: [[{ title: "t", "x-a": 1 }, stringType(null, "x-a")]],
  },
});
wire.table("names beyond the index signature, refused", "/refusing", {
  json: {
    good: [['{"title":"t","x-a":"1"}', { title: "t", "x-a": "1" }, '{"title":"t","x-a":"1"}']],
    bad: [['{"title":"t","other":2}', extraForbidden(2, "other")]],
  },
});

interface Defaults {
  scores: Default<Map<Int, boolean>, { 1: true }>;
  site: Default<URL, "https://a.example/">;
  data: Default<Uint8Array, "AAE=">;
  version: Default<1n | 2n, 2n>;
}
app.post("/defaults", (value: Body<Defaults>) => wire.arrived(value));
wire.table("defaults of what is something else in memory", "/defaults", {
  json: {
    good: [
      [
        "{}",
        { scores: new Map([[1, true]]), site: new URL("https://a.example/"), data: Uint8Array.of(0, 1), version: 2n },
        '{"scores":{"1":true},"site":"https://a.example/","data":"AAE=","version":"2"}',
      ],
    ],
    bad: [
      [
        '{"scores":{"a":true},"version":2}',
        intParsing("a", "scores", "a", "[key]"),
        literalError("'1' or '2'", 2, "version"),
      ],
    ],
  },
});

t.test("no entry of a map becomes a prototype", async (t) => {
  const { status } = await wire.post("/any", '{"__proto__":1}');
  t.equal(status, 400);
  t.equal(({} as { polluted?: unknown }).polluted, undefined);
});

// design.md §2: number. JSON: a finite number. Text: JSON's own grammar of numbers, finite.
import type {
  Body,
  Cookie,
  ExclusiveMaximum,
  ExclusiveMinimum,
  Header,
  Maximum,
  Minimum,
  MultipleOf,
  Path,
  Query,
} from "typeway";
import { Wire } from "./table.js";
import {
  duplicate,
  finiteNumber,
  floatParsing,
  floatType,
  greaterThan,
  greaterThanEqual,
  lessThan,
  lessThanEqual,
  missing,
  multipleOf,
} from "./wrong.js";

type Percent = number & Minimum<0> & Maximum<100> & MultipleOf<0.5>;
type Open = number & ExclusiveMinimum<0> & ExclusiveMaximum<1>;

const wire = new Wire();
const { app } = wire;

app.get("/number", (): number => wire.leaving());
app.post("/number", (value: Body<number>) => wire.arrived(value));
app.get("/number/path/{value}", (value: Path<number>) => wire.arrived(value));
app.get("/number/query", (value: Query<number>) => wire.arrived(value));
app.get("/number/header", (value: Header<number>) => wire.arrived(value));
app.get("/number/cookie", (value: Cookie<number>) => wire.arrived(value));

wire.table("number", "/number", {
  json: {
    good: [
      ["0", 0, "0"],
      ["-0", -0, "0"],
      ["1.5", 1.5, "1.5"],
      ["-1.5e3", -1500, "-1500"],
      ["1E+2", 100, "100"],
      ["1e-7", 1e-7, "1e-7"],
      ["1e21", 1e21, "1e+21"],
      ["5e-324", 5e-324, "5e-324"],
      ["1.7976931348623157e308", Number.MAX_VALUE, "1.7976931348623157e+308"],
      ["9007199254740993", 9007199254740992, "9007199254740992"],
      ["0.1", 0.1, "0.1"],
      [" 7\n", 7, "7"],
    ],
    bad: [
      ['"3"', floatType("3")],
      ['""', floatType("")],
      ["true", floatType(true)],
      ["null", missing()],
      ["[1]", floatType([1])],
      ["{}", floatType({})],
      ["1e400", finiteNumber("Infinity")],
      ["-1e400", finiteNumber("-Infinity")],
    ],
  },
  text: {
    good: [
      ["0", 0, "0"],
      ["-0", -0, "0"],
      ["7", 7, "7"],
      ["-1.5e3", -1500, "-1500"],
      ["25e-1", 2.5, "2.5"],
      ["1.0", 1, "1"],
      ["1E+3", 1000, "1000"],
    ],
    bad: [
      ["", floatParsing("")],
      ["x", floatParsing("x")],
      [" 1", floatParsing(" 1")],
      ["1 ", floatParsing("1 ")],
      ["+1", floatParsing("+1")],
      ["01", floatParsing("01")],
      [".5", floatParsing(".5")],
      ["5.", floatParsing("5.")],
      ["1_000", floatParsing("1_000")],
      ["1,5", floatParsing("1,5")],
      ["0x10", floatParsing("0x10")],
      ["1n", floatParsing("1n")],
      ["NaN", floatParsing("NaN")],
      ["Infinity", floatParsing("Infinity")],
      ["null", floatParsing("null")],
      ["١", floatParsing("١")],
      ["1e400", finiteNumber("1e400")],
      ["9".repeat(400), finiteNumber("9".repeat(100))],
    ],
  },
  out: {
    good: [
      [1.5, "1.5"],
      [-0, "0"],
      [1e21, "1e+21"],
      [Number.MIN_VALUE, "5e-324"],
    ],
    bad: [
      [Number.NaN, finiteNumber("NaN")],
      [Number.POSITIVE_INFINITY, finiteNumber("Infinity")],
      [Number.NEGATIVE_INFINITY, finiteNumber("-Infinity")],
      ["1", floatType("1")],
      [1n, floatType("1")],
      [null, floatType(null)],
      [new Number(1), floatType({})],
    ],
  },
});

wire.table("number, sent twice", "/number", {
  text: { places: ["query", "header"], good: [], bad: [[["1", "2"], duplicate(["1", "2"])]] },
});

app.get("/percent", (): Percent => wire.leaving());
app.post("/percent", (value: Body<Percent>) => wire.arrived(value));
app.get("/percent/path/{value}", (value: Path<Percent>) => wire.arrived(value));
app.get("/percent/query", (value: Query<Percent>) => wire.arrived(value));
app.get("/percent/header", (value: Header<Percent>) => wire.arrived(value));
app.get("/percent/cookie", (value: Cookie<Percent>) => wire.arrived(value));

wire.table("number & Minimum<0> & Maximum<100> & MultipleOf<0.5>", "/percent", {
  json: {
    good: [
      ["0", 0, "0"],
      ["99.5", 99.5, "99.5"],
      ["100", 100, "100"],
    ],
    bad: [
      ["-0.5", greaterThanEqual(0, -0.5)],
      ["100.5", lessThanEqual(100, 100.5)],
      ["0.25", multipleOf(0.5, 0.25)],
      ["-0.1", greaterThanEqual(0, -0.1), multipleOf(0.5, -0.1)],
    ],
  },
  text: {
    good: [
      ["-0", -0, "0"],
      ["1e2", 100, "100"],
    ],
    bad: [
      ["-0.5", greaterThanEqual(0, -0.5)],
      ["1000.25", lessThanEqual(100, 1000.25), multipleOf(0.5, 1000.25)],
    ],
  },
  out: {
    good: [[0.5, "0.5"]],
    bad: [
      [-1, greaterThanEqual(0, -1)],
      [100.1, lessThanEqual(100, 100.1), multipleOf(0.5, 100.1)],
    ],
  },
});

app.get("/open", (): Open => wire.leaving());
app.post("/open", (value: Body<Open>) => wire.arrived(value));
app.get("/open/path/{value}", (value: Path<Open>) => wire.arrived(value));
app.get("/open/query", (value: Query<Open>) => wire.arrived(value));
app.get("/open/header", (value: Header<Open>) => wire.arrived(value));
app.get("/open/cookie", (value: Cookie<Open>) => wire.arrived(value));

wire.table("number & ExclusiveMinimum<0> & ExclusiveMaximum<1>", "/open", {
  json: {
    good: [["0.5", 0.5, "0.5"]],
    bad: [
      ["0", greaterThan(0, 0)],
      ["1", lessThan(1, 1)],
    ],
  },
  text: {
    good: [["0.5", 0.5, "0.5"]],
    bad: [
      ["-0", greaterThan(0, -0)],
      ["1", lessThan(1, 1)],
    ],
  },
  out: {
    good: [[0.5, "0.5"]],
    bad: [
      [0, greaterThan(0, 0)],
      [1, lessThan(1, 1)],
    ],
  },
});

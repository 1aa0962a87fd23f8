// design.md §2: Int and typia's integer tags. JSON: an integer in the tag's range, at most 2^53-1. Text: digits.
import type {
  Body,
  Cookie,
  Header,
  Int,
  Int32,
  Maximum,
  Minimum,
  MultipleOf,
  Path,
  Query,
  Type,
  Uint32,
} from "typeway";
import { Wire } from "./table.js";
import {
  duplicate,
  finiteNumber,
  greaterThanEqual,
  intFromFloat,
  intParsing,
  intType,
  lessThanEqual,
  missing,
  multipleOf,
} from "./wrong.js";

type Even = Int & Minimum<-10> & Maximum<10> & MultipleOf<2>;

const wire = new Wire();
const { app } = wire;

app.get("/int", (): Int => wire.leaving());
app.post("/int", (value: Body<Int>) => wire.arrived(value));
app.get("/int/path/{value}", (value: Path<Int>) => wire.arrived(value));
app.get("/int/query", (value: Query<Int>) => wire.arrived(value));
app.get("/int/header", (value: Header<Int>) => wire.arrived(value));
app.get("/int/cookie", (value: Cookie<Int>) => wire.arrived(value));

const most = 9007199254740991;

wire.table("Int", "/int", {
  json: {
    good: [
      ["0", 0, "0"],
      ["-0", -0, "0"],
      ["7", 7, "7"],
      ["7.0", 7, "7"],
      ["1e3", 1000, "1000"],
      ["9007199254740991", most, "9007199254740991"],
      ["-9007199254740991", -most, "-9007199254740991"],
    ],
    bad: [
      ["1.5", intFromFloat(1.5)],
      ["9007199254740992", lessThanEqual(most, 9007199254740992)],
      ["-9007199254740992", greaterThanEqual(-most, -9007199254740992)],
      ["1e400", finiteNumber("Infinity")],
      ['"7"', intType("7")],
      ["true", intType(true)],
      ["null", missing()],
      ["[]", intType([])],
      ["{}", intType({})],
    ],
  },
  text: {
    good: [
      ["0", 0, "0"],
      ["-0", 0, "0"],
      ["-12", -12, "-12"],
      ["9007199254740991", most, "9007199254740991"],
    ],
    bad: [
      ["", intParsing("")],
      ["foo", intParsing("foo")],
      ["1.0", intParsing("1.0")],
      ["1e3", intParsing("1e3")],
      ["+1", intParsing("+1")],
      ["01", intParsing("01")],
      [" 1", intParsing(" 1")],
      ["1_000", intParsing("1_000")],
      ["0x10", intParsing("0x10")],
      ["１", intParsing("１")],
      ["true", intParsing("true")],
      ["9007199254740992", lessThanEqual(most, 9007199254740992)],
      ["-9007199254740993", greaterThanEqual(-most, -9007199254740992)],
    ],
  },
  out: {
    good: [
      [7, "7"],
      [-0, "0"],
      [most, "9007199254740991"],
    ],
    bad: [
      [1.5, intFromFloat(1.5)],
      [2 ** 53, lessThanEqual(most, 2 ** 53)],
      [Number.NaN, finiteNumber("NaN")],
      ["7", intType("7")],
      [7n, intType("7")],
      [null, intType(null)],
    ],
  },
});

wire.table("Int, sent twice", "/int", {
  text: { places: ["query", "header"], good: [], bad: [[["1", "1"], duplicate(["1", "1"])]] },
});

app.get("/int32", (): Int32 => wire.leaving());
app.post("/int32", (value: Body<Int32>) => wire.arrived(value));
app.get("/int32/path/{value}", (value: Path<Int32>) => wire.arrived(value));
app.get("/int32/query", (value: Query<Int32>) => wire.arrived(value));
app.get("/int32/header", (value: Header<Int32>) => wire.arrived(value));
app.get("/int32/cookie", (value: Cookie<Int32>) => wire.arrived(value));

wire.table("Int32", "/int32", {
  json: {
    good: [
      ["2147483647", 2147483647, "2147483647"],
      ["-2147483648", -2147483648, "-2147483648"],
    ],
    bad: [
      ["2147483648", lessThanEqual(2147483647, 2147483648)],
      ["-2147483649", greaterThanEqual(-2147483648, -2147483649)],
      ["0.5", intFromFloat(0.5)],
    ],
  },
  text: {
    good: [["-2147483648", -2147483648, "-2147483648"]],
    bad: [["2147483648", lessThanEqual(2147483647, 2147483648)]],
  },
  out: {
    good: [[2147483647, "2147483647"]],
    bad: [[2147483648, lessThanEqual(2147483647, 2147483648)]],
  },
});

app.get("/uint32", (): Uint32 => wire.leaving());
app.post("/uint32", (value: Body<Uint32>) => wire.arrived(value));
app.get("/uint32/path/{value}", (value: Path<Uint32>) => wire.arrived(value));
app.get("/uint32/query", (value: Query<Uint32>) => wire.arrived(value));
app.get("/uint32/header", (value: Header<Uint32>) => wire.arrived(value));
app.get("/uint32/cookie", (value: Cookie<Uint32>) => wire.arrived(value));

wire.table("Uint32", "/uint32", {
  json: {
    good: [["4294967295", 4294967295, "4294967295"]],
    bad: [
      ["4294967296", lessThanEqual(4294967295, 4294967296)],
      ["-1", greaterThanEqual(0, -1)],
    ],
  },
  text: {
    good: [["0", 0, "0"]],
    bad: [["-1", greaterThanEqual(0, -1)]],
  },
  out: { good: [[0, "0"]], bad: [[-1, greaterThanEqual(0, -1)]] },
});

app.get("/uint64", (): number & Type<"uint64"> => wire.leaving());
app.post("/uint64", (value: Body<number & Type<"uint64">>) => wire.arrived(value));
app.get("/uint64/path/{value}", (value: number & Type<"uint64">) => wire.arrived(value));
app.get("/uint64/query", (value: number & Type<"uint64">) => wire.arrived(value));
app.get("/uint64/header", (value: Header<number & Type<"uint64">>) => wire.arrived(value));
app.get("/uint64/cookie", (value: Cookie<number & Type<"uint64">>) => wire.arrived(value));

wire.table('number & Type<"uint64">', "/uint64", {
  json: { good: [["9007199254740991", most, "9007199254740991"]], bad: [["-1", greaterThanEqual(0, -1)]] },
  text: {
    good: [["0", 0, "0"]],
    bad: [["18446744073709551615", lessThanEqual(most, 18446744073709552000)]],
  },
  out: { good: [[1, "1"]], bad: [[-1, greaterThanEqual(0, -1)]] },
});

app.get("/even", (): Even => wire.leaving());
app.post("/even", (value: Body<Even>) => wire.arrived(value));
app.get("/even/path/{value}", (value: Even) => wire.arrived(value));
app.get("/even/query", (value: Even) => wire.arrived(value));
app.get("/even/header", (value: Header<Even>) => wire.arrived(value));
app.get("/even/cookie", (value: Cookie<Even>) => wire.arrived(value));

wire.table("Int & Minimum<-10> & Maximum<10> & MultipleOf<2>", "/even", {
  json: {
    good: [["-10", -10, "-10"]],
    bad: [
      ["3", multipleOf(2, 3)],
      ["11", lessThanEqual(10, 11), multipleOf(2, 11)],
      ["-12", greaterThanEqual(-10, -12)],
      ["1.5", intFromFloat(1.5)],
    ],
  },
  text: {
    good: [["10", 10, "10"]],
    bad: [["-11", greaterThanEqual(-10, -11), multipleOf(2, -11)]],
  },
  out: { good: [[0, "0"]], bad: [[12, lessThanEqual(10, 12)]] },
});

app.get("/float", (): number & Type<"float"> => wire.leaving());
app.post("/float", (value: Body<number & Type<"float">>) => wire.arrived(value));
app.get("/float/path/{value}", (value: number & Type<"float">) => wire.arrived(value));
app.get("/float/query", (value: number & Type<"float">) => wire.arrived(value));
app.get("/float/header", (value: Header<number & Type<"float">>) => wire.arrived(value));
app.get("/float/cookie", (value: Cookie<number & Type<"float">>) => wire.arrived(value));

wire.table('number & Type<"float">, any finite number', "/float", {
  json: { good: [["1.5", 1.5, "1.5"]], bad: [["1e999", finiteNumber("Infinity")]] },
  text: { good: [["1e300", 1e300, "1e+300"]], bad: [["1e999", finiteNumber("1e999")]] },
  out: { good: [[0.5, "0.5"]], bad: [[Number.NaN, finiteNumber("NaN")]] },
});

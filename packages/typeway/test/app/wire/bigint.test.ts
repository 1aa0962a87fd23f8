// design.md §2: bigint. JSON: a string of digits, or a safe integer. Text: digits. At most 100 of them.
import type { Body, Cookie, Header, Maximum, Minimum, MultipleOf, Path, Query } from "typeway";
import { Wire } from "./table.js";
import {
  duplicate,
  greaterThanEqual,
  intFromFloat,
  intParsing,
  intType,
  lessThanEqual,
  missing,
  multipleOf,
} from "./wrong.js";

type Wei = bigint & Minimum<0n> & Maximum<1000000000000000000000n> & MultipleOf<5n>;

const wire = new Wire();
const { app } = wire;

app.get("/bigint", (): bigint => wire.leaving());
app.post("/bigint", (value: Body<bigint>) => wire.arrived(value));
app.get("/bigint/path/{value}", (value: Path<bigint>) => wire.arrived(value));
app.get("/bigint/query", (value: Query<bigint>) => wire.arrived(value));
app.get("/bigint/header", (value: Header<bigint>) => wire.arrived(value));
app.get("/bigint/cookie", (value: Cookie<bigint>) => wire.arrived(value));

const hundred = "9".repeat(100);

wire.table("bigint", "/bigint", {
  json: {
    good: [
      ['"0"', 0n, '"0"'],
      ['"-12"', -12n, '"-12"'],
      ['"-0"', 0n, '"0"'],
      ['"123456789012345678901"', 123456789012345678901n, '"123456789012345678901"'],
      ["7", 7n, '"7"'],
      ["-0", 0n, '"0"'],
      ["9007199254740991", 9007199254740991n, '"9007199254740991"'],
      [`"${hundred}"`, BigInt(hundred), `"${hundred}"`],
    ],
    bad: [
      ['""', intParsing("")],
      ['"1.0"', intParsing("1.0")],
      ['"1e3"', intParsing("1e3")],
      ['"0x10"', intParsing("0x10")],
      ['"1n"', intParsing("1n")],
      ['" 1"', intParsing(" 1")],
      ['"01"', intParsing("01")],
      [`"1${hundred}"`, intParsing(`1${hundred}`.slice(0, 100))],
      ["1.5", intFromFloat(1.5)],
      ["9007199254740992", intParsing(9007199254740992)],
      ["true", intType(true)],
      ["null", missing()],
      ["[1]", intType([1])],
    ],
  },
  text: {
    good: [
      ["0", 0n, '"0"'],
      ["-0", 0n, '"0"'],
      ["-12", -12n, '"-12"'],
      ["123456789012345678901", 123456789012345678901n, '"123456789012345678901"'],
      [hundred, BigInt(hundred), `"${hundred}"`],
    ],
    bad: [
      ["", intParsing("")],
      ["1.5", intParsing("1.5")],
      ["1e3", intParsing("1e3")],
      ["0x10", intParsing("0x10")],
      ["+1", intParsing("+1")],
      ["01", intParsing("01")],
      ["1n", intParsing("1n")],
      ["１", intParsing("１")],
      [`1${hundred}`, intParsing(`1${hundred}`.slice(0, 100))],
    ],
  },
  out: {
    good: [
      [7n, '"7"'],
      [-123456789012345678901n, '"-123456789012345678901"'],
    ],
    bad: [
      [7, intType(7)],
      ["7", intType("7")],
      [null, intType(null)],
    ],
  },
});

wire.table("bigint, sent twice", "/bigint", {
  text: { places: ["query", "header"], good: [], bad: [[["1", "2"], duplicate(["1", "2"])]] },
});

app.get("/wei", (): Wei => wire.leaving());
app.post("/wei", (value: Body<Wei>) => wire.arrived(value));
app.get("/wei/path/{value}", (value: Path<Wei>) => wire.arrived(value));
app.get("/wei/query", (value: Query<Wei>) => wire.arrived(value));
app.get("/wei/header", (value: Header<Wei>) => wire.arrived(value));
app.get("/wei/cookie", (value: Cookie<Wei>) => wire.arrived(value));

const most = "1000000000000000000000";

wire.table("bigint & Minimum & Maximum & MultipleOf", "/wei", {
  json: {
    good: [[`"${most}"`, BigInt(most), `"${most}"`]],
    bad: [
      ['"1000000000000000000005"', lessThanEqual(most, "1000000000000000000005")],
      ["-5", greaterThanEqual("0", "-5")],
      ['"7"', multipleOf("5", "7")],
    ],
  },
  text: {
    good: [["5", 5n, '"5"']],
    bad: [["-7", greaterThanEqual("0", "-7"), multipleOf("5", "-7")]],
  },
  out: { good: [[0n, '"0"']], bad: [[3n, multipleOf("5", "3")]] },
});

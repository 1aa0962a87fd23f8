// design.md §2: unknown. JSON: any JSON value. Text: as a string.
import type { Body, Cookie, Header, Path, Query } from "typeway";
import { Wire } from "./table.js";
import { finiteNumber, missing, valueError } from "./wrong.js";

const wire = new Wire();
const { app } = wire;

app.get("/unknown", (): unknown => wire.leaving());
app.post("/unknown", (value: Body<unknown>) => wire.arrived(value));
app.get("/unknown/path/{value}", (value: Path<unknown>) => wire.arrived(value));
app.get("/unknown/query", (value: Query<unknown>) => wire.arrived(value));
app.get("/unknown/header", (value: Header<unknown>) => wire.arrived(value));
app.get("/unknown/cookie", (value: Cookie<unknown>) => wire.arrived(value));

wire.table("unknown", "/unknown", {
  json: {
    good: [
      ["null", null, "null"],
      ["1", 1, "1"],
      ['"a"', "a", '"a"'],
      ["false", false, "false"],
      ['[null,{"a":[]}]', [null, { a: [] }], '[null,{"a":[]}]'],
    ],
    bad: [
      ["", missing()],
      ["1e400", finiteNumber(null)],
      ['{"a":[0,-1e400]}', finiteNumber(null, "a", 1)],
    ],
  },
  text: {
    good: [
      ["1", "1", '"1"'],
      ["", "", '""'],
      ["null", "null", '"null"'],
      ["[1]", "[1]", '"[1]"'],
    ],
    bad: [],
  },
  out: {
    good: [
      [null, "null"],
      [{ a: new Date(0), b: undefined }, '{"a":"1970-01-01T00:00:00.000Z"}'],
    ],
    bad: [
      [() => 1, valueError("of a kind that JSON does not have (function)", null)],
      [1n, valueError("of a kind that JSON does not have (bigint)", null)],
      [{ a: [1n] }, valueError("of a kind that JSON does not have (bigint)", null, "a", 0)],
      [{ a: new Map() }, valueError("of a kind that JSON does not have (Map)", null, "a")],
      [[Number.NaN], finiteNumber("NaN", 0)],
      [undefined, missing()],
    ],
  },
});

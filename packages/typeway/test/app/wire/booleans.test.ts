// design.md §2: boolean. JSON: true or false. Text: true/false, 1/0, yes/no, on/off, in any case.
import type { Body, Cookie, Header, Path, Query } from "typeway";
import { Wire } from "./table.js";
import { boolParsing, boolType, duplicate, missing } from "./wrong.js";

const wire = new Wire();
const { app } = wire;

app.get("/boolean", (): boolean => wire.leaving());
app.post("/boolean", (value: Body<boolean>) => wire.arrived(value));
app.get("/boolean/path/{value}", (value: Path<boolean>) => wire.arrived(value));
app.get("/boolean/query", (value: Query<boolean>) => wire.arrived(value));
app.get("/boolean/header", (value: Header<boolean>) => wire.arrived(value));
app.get("/boolean/cookie", (value: Cookie<boolean>) => wire.arrived(value));

wire.table("boolean", "/boolean", {
  json: {
    good: [
      ["true", true, "true"],
      ["false", false, "false"],
    ],
    bad: [
      ['"true"', boolType("true")],
      ["1", boolType(1)],
      ["0", boolType(0)],
      ["null", missing()],
      ["[]", boolType([])],
    ],
  },
  text: {
    good: [
      ...["true", "1", "yes", "on", "TRUE", "Yes", "oN"].map((text) => [text, true, "true"] as const),
      ...["false", "0", "no", "off", "FALSE", "No", "oFF"].map((text) => [text, false, "false"] as const),
    ],
    bad: ["", "2", "t", "y", "enabled", " true", "null", "-0", "1.0"].map((text) => [text, boolParsing(text)] as const),
  },
  out: {
    good: [
      [true, "true"],
      [false, "false"],
    ],
    bad: [
      [1, boolType(1)],
      ["true", boolType("true")],
      [null, boolType(null)],
    ],
  },
});

wire.table("boolean, sent twice", "/boolean", {
  text: { places: ["query", "header"], good: [], bad: [[["yes", "yes"], duplicate(["yes", "yes"])]] },
});

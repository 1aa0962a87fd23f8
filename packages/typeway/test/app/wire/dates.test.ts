// design.md §2: Date. An RFC 3339 date-time, in JSON and as text.
import type { Body, Cookie, Header, Path, Query } from "typeway";
import { Wire } from "./table.js";
import { datetimeParsing, datetimeType, duplicate, missing } from "./wrong.js";

const wire = new Wire();
const { app } = wire;

app.get("/date", (): Date => wire.leaving());
app.post("/date", (value: Body<Date>) => wire.arrived(value));
app.get("/date/path/{value}", (value: Path<Date>) => wire.arrived(value));
app.get("/date/query", (value: Query<Date>) => wire.arrived(value));
app.get("/date/header", (value: Header<Date>) => wire.arrived(value));
app.get("/date/cookie", (value: Cookie<Date>) => wire.arrived(value));

/** The text, and the same instant as a `Date` is written. */
const instants = [
  ["2024-02-29T12:00:00Z", "2024-02-29T12:00:00.000Z"],
  ["2024-02-29t12:00:00z", "2024-02-29T12:00:00.000Z"],
  ["2024-02-29T12:00:00.123456789Z", "2024-02-29T12:00:00.123Z"],
  ["2024-02-29T12:00:00+05:30", "2024-02-29T06:30:00.000Z"],
  ["2024-12-31T23:00:00-01:30", "2025-01-01T00:30:00.000Z"],
  ["2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"],
  ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"],
  ["9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"],
] as const;
const noInstants = [
  "",
  "yesterday",
  "2024-02-29",
  "2024-02-29T12:00:00",
  "2024-02-29 12:00:00Z",
  "2023-02-29T12:00:00Z",
  "2024-13-01T00:00:00Z",
  "2024-02-29T24:00:00Z",
  "2024-02-29T12:00:60Z",
  "2024-02-29T12:00Z",
  "2024-02-29T12:00:00+24:00",
  "2024-02-29T12:00:00.Z",
  "+012024-02-29T12:00:00Z",
  "1709208000",
  "Thu, 29 Feb 2024 12:00:00 GMT",
];

wire.table("Date", "/date", {
  json: {
    good: instants.map(([text, iso]) => [`"${text}"`, new Date(iso), `"${iso}"`] as const),
    bad: [
      ...noInstants.map((text) => [`"${text}"`, datetimeParsing(text)] as const),
      ["1709208000000", datetimeType(1709208000000)],
      ["null", missing()],
      ["{}", datetimeType({})],
    ],
  },
  text: {
    good: instants.map(([text, iso]) => [text, new Date(iso), `"${iso}"`] as const),
    bad: noInstants.map((text) => [text, datetimeParsing(text)] as const),
  },
  out: {
    good: [
      [new Date(0), '"1970-01-01T00:00:00.000Z"'],
      [new Date("9999-12-31T23:59:59.999Z"), '"9999-12-31T23:59:59.999Z"'],
    ],
    bad: [
      [new Date(Number.NaN), datetimeType(null)],
      [new Date("+010000-01-01T00:00:00Z"), datetimeType(null)],
      ["2024-02-29T12:00:00Z", datetimeType(null)],
      [0, datetimeType(0)],
      [null, datetimeType(null)],
    ],
  },
});

const twice = ["2024-02-29T12:00:00Z", "2024-02-29T12:00:00Z"];

wire.table("Date, sent twice", "/date", {
  text: { places: ["query", "header"], good: [], bad: [[twice, duplicate(twice)]] },
});

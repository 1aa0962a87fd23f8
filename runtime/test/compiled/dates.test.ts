import { FAIL } from "@typeway/contract";
import fc from "fast-check";
import t from "tap";
import { isWritableDate, readDate } from "../../dist/compiled/index.js";

t.test("a date-time is the instant it says", async (t) => {
  const rows: [text: string, iso: string][] = [
    ["2024-02-29T12:00:00Z", "2024-02-29T12:00:00.000Z"],
    ["2024-02-29t12:00:00z", "2024-02-29T12:00:00.000Z"],
    ["2024-02-29T12:00:00.123456789Z", "2024-02-29T12:00:00.123Z"],
    ["2024-02-29T12:00:00+05:30", "2024-02-29T06:30:00.000Z"],
    ["2024-02-29T12:00:00-00:00", "2024-02-29T12:00:00.000Z"],
    ["0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z"],
    ["0099-01-01T00:00:00Z", "0099-01-01T00:00:00.000Z"],
    ["2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"],
    ["2016-12-31T15:59:60.5-08:00", "2017-01-01T00:00:00.500Z"],
  ];
  for (const [text, iso] of rows) {
    const date = readDate(text);
    t.equal(date instanceof Date && date.toISOString(), iso, text);
  }
});

t.test("what is no date-time fails", async (t) => {
  for (const value of [
    "2024-02-29",
    "",
    "2024-02-30T00:00:00Z",
    0,
    null,
    undefined,
    new Date(0),
    ["2024-02-29T12:00:00Z"],
  ]) {
    t.equal(readDate(value), FAIL);
  }
});

t.test("every writable date is read back from its text", async (t) => {
  const dates = fc.date({
    min: new Date("0000-01-01T00:00:00Z"),
    max: new Date("9999-12-31T23:59:59.999Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(dates, (date) => {
      const read = readDate(date.toISOString());
      return isWritableDate(date) && read instanceof Date && read.getTime() === date.getTime();
    }),
  );
  const unwritable = [
    new Date(Number.NaN),
    new Date("+010000-01-01T00:00:00Z"),
    new Date("-000001-12-31T23:59:59Z"),
    "2024-02-29",
    0,
  ];
  for (const value of unwritable) t.notOk(isWritableDate(value));
});

import { FAIL, MISMATCH } from "@typeway/contract";
import fc from "fast-check";
import t from "tap";
import { type Writer, written } from "../../dist/compiled/writer.js";

const textOf = (write: (writer: Writer) => void): string =>
  written((_value, _strict, writer) => write(writer), 0, true);

/** Around the lengths at which a string is written in another way, and of every alphabet. */
const strings = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme-ascii", maxLength: 200 }),
  fc.string({ unit: fc.constantFrom("a", "é", "ß", "東", "😀", "\ud800", '"', "\\", "\n", "\u007f"), maxLength: 60 }),
  fc.integer({ min: 0, max: 25_000 }).map((length) => "ab ".repeat(length / 3)),
  fc.integer({ min: 0, max: 25_000 }).map((length) => `${"ab ".repeat(length / 3)}東"`),
);

t.test("a string is written as JSON.stringify writes it", async (t) => {
  fc.assert(
    fc.property(fc.array(strings, { maxLength: 12 }), (values) => {
      const text = textOf((writer) => {
        for (const [index, value] of values.entries()) writer.string(index === 0 ? "[" : ",", value);
        writer.text(values.length === 0 ? "[]" : "]");
      });
      return text === JSON.stringify(values);
    }),
    { numRuns: 500 },
  );
  t.pass();
});

t.test("a number is written as JSON.stringify writes it", async (t) => {
  const numbers = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.integer().map((cents) => cents / 100),
    fc.integer({ min: 0, max: 3_000_000_000 }).map((cents) => cents / 100),
    fc.maxSafeInteger(),
    fc.integer({ min: 0, max: 10 }).map((power) => 10 ** power),
    fc.integer({ min: 0, max: 10 }).map((power) => 10 ** power - 1),
    fc.constantFrom(-0, 0.1, 0.01, 0.07, 1.005, 20_000_000, 20_000_000.01, 2 ** 31, 2 ** 31 - 1, 5e-324, 1e21),
  );
  fc.assert(
    fc.property(fc.array(numbers, { minLength: 1, maxLength: 20 }), (values) => {
      const text = textOf((writer) => {
        for (const [index, value] of values.entries()) writer.number(index === 0 ? "[" : ",", value);
        writer.text("]");
      });
      return text === JSON.stringify(values);
    }),
    { numRuns: 3000 },
  );
  t.pass();
});

t.test("a date is written as JSON.stringify writes it", async (t) => {
  const dates = fc.date({
    min: new Date("0000-01-01T00:00:00Z"),
    max: new Date("9999-12-31T23:59:59.999Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(dates, (date) => textOf((writer) => writer.date("", date)) === JSON.stringify(date)),
    { numRuns: 10_000 },
  );
  for (const text of [
    "0000-02-29",
    "0000-03-01",
    "1600-02-29",
    "1900-02-28",
    "1900-03-01",
    "1970-01-01",
    "9999-12-31",
  ]) {
    const date = new Date(text);
    t.equal(
      textOf((writer) => writer.date("", date)),
      JSON.stringify(date),
    );
  }
});

t.test("texts longer than the buffer are put together in their order", async (t) => {
  const rows = Array.from({ length: 5000 }, (_, id) => ({
    id,
    name: `row ${id} ${id % 7 === 0 ? "東" : ""}`,
    price: id / 100,
  }));
  const text = textOf((writer) => {
    writer.text("[");
    for (const { id, name, price } of rows) {
      writer.comma();
      writer.number('{"id":', id);
      writer.string(',"name":', name);
      writer.number(',"price":', price);
      writer.text("}");
    }
    writer.text("]");
  });
  t.strictSame(JSON.parse(text), rows);
  t.equal(text, JSON.stringify(rows));
});

t.test("what is of another kind is written as the scalar it is; what is none is null", async (t) => {
  const date = new Date("2024-05-31T12:00:00Z");
  const text = textOf((writer) => {
    writer.string("[", 1);
    writer.number(",", "1");
    writer.number(",", Number.NaN);
    writer.boolean(",", "true");
    writer.boolean(",", true);
    writer.date(",", date);
    writer.date(",", "x");
    writer.date(",", new Date(Number.NaN));
    writer.string(",", { secret: 1 });
    writer.text("]");
  });
  t.strictSame(JSON.parse(text), [1, "1", null, "true", true, "2024-05-31T12:00:00.000Z", "x", null, null]);
});

t.test("a comma comes before all members but the first, also where a piece has just ended", async (t) => {
  for (const length of [65_530, 65_535, 65_536, 65_537]) {
    const start = `["${"x".repeat(1000)}`;
    const text = textOf((writer) => {
      writer.raw(`${start}${"y".repeat(length)}"`);
      for (let count = 0; count < 3; count++) writer.comma().text("[");
      writer.text("]]]]");
    });
    t.equal(text, `${start}${"y".repeat(length)}",[[[]]]]`);
  }
});

t.test("a value that is written while another is", async (t) => {
  const inner = () => textOf((writer) => writer.string('{"inner":', "東").text("}"));
  const text = textOf((writer) => {
    writer.string('{"before":', "a");
    writer.string(',"text":', inner());
    writer.raw(`,"value":${inner()}}`);
  });
  t.strictSame(JSON.parse(text), { before: "a", text: '{"inner":"東"}', value: { inner: "東" } });
});

t.test("nothing of a value that could not be written stays behind", async (t) => {
  const fail = () =>
    textOf((writer) => {
      writer.text("[1,");
      throw MISMATCH;
    });
  let thrown: unknown = FAIL;
  try {
    fail();
  } catch (error) {
    thrown = error;
  }
  t.equal(thrown, MISMATCH);
  t.equal(
    textOf((writer) => void writer.text("2")),
    "2",
  );
});

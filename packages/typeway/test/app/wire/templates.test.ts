// design.md §2: template literal types, as strings that match a pattern; and bigint literals.
import type { Body, Cookie, Header, MaxLength, Path, Pattern, Query } from "typeway";
import { Wire } from "./table.js";
import { literalError, missing, patternMismatch, stringTooLong, stringType } from "./wrong.js";

const wire = new Wire();
const { app } = wire;

type Size = `${"s" | "m"}-${bigint}` | "auto";

app.get("/size", (): Size => wire.leaving());
app.post("/size", (value: Body<Size>) => wire.arrived(value));

type Slug = `/${string}` & Pattern<"[a-z]$"> & MaxLength<5>;

app.get("/slug", (): Slug => wire.leaving());
app.post("/slug", (value: Body<Slug>) => wire.arrived(value));
app.get("/slug/path/{value}", (value: Path<Slug>) => wire.arrived(value));
app.get("/slug/query", (value: Query<Slug>) => wire.arrived(value));
app.get("/slug/header", (value: Header<Slug>) => wire.arrived(value));
app.get("/slug/cookie", (value: Cookie<Slug>) => wire.arrived(value));

const slug = "^(?=[\\s\\S]*?(?:^/[\\s\\S]*$))[\\s\\S]*?(?:[a-z]$)";
const texts = ["/a", "/1/a", "//az"];
const noSlugs = ["a", "/A", "", "a/b"];

wire.table("a template literal type with a pattern", "/slug", {
  json: {
    good: texts.map((text) => [`"${text}"`, text, `"${text}"`] as const),
    bad: [
      ...noSlugs.map((text) => [`"${text}"`, patternMismatch(slug, text)] as const),
      ['"/abcde"', stringTooLong(5, "/abcde")],
      ["1", stringType(1)],
      ["null", missing()],
    ],
  },
  text: {
    good: texts.map((text) => [text, text, `"${text}"`] as const),
    bad: noSlugs.map((text) => [text, patternMismatch(slug, text)] as const),
  },
  out: {
    good: [["/a", '"/a"']],
    bad: [
      ["a", patternMismatch(slug, null)],
      [null, stringType(null)],
    ],
  },
});

type Shout = Uppercase<string>;

app.get("/shout", (): Shout => wire.leaving());
app.post("/shout", (value: Body<Shout>) => wire.arrived(value));
app.get("/shout/path/{value}", (value: Path<Shout>) => wire.arrived(value));
app.get("/shout/query", (value: Query<Shout>) => wire.arrived(value));
app.get("/shout/header", (value: Header<Shout>) => wire.arrived(value));
app.get("/shout/cookie", (value: Cookie<Shout>) => wire.arrived(value));

const shout = "^[^\\p{Changes_When_Uppercased}]*$";

wire.table("Uppercase<string>", "/shout", {
  json: {
    good: [
      ['"ÄB1"', "ÄB1", '"ÄB1"'],
      ['""', "", '""'],
    ],
    bad: [
      ['"Äb"', patternMismatch(shout, "Äb")],
      ['"ß"', patternMismatch(shout, "ß")],
    ],
  },
  text: { good: [["A-1", "A-1", '"A-1"']], bad: [["a", patternMismatch(shout, "a")]] },
  out: { good: [["A", '"A"']], bad: [["a", patternMismatch(shout, null)]] },
});

type Version = 1n | 2n | -36893488147419103232n;

app.get("/version", (): Version => wire.leaving());
app.post("/version", (value: Body<Version>) => wire.arrived(value));
app.get("/version/path/{value}", (value: Path<Version>) => wire.arrived(value));
app.get("/version/query", (value: Query<Version>) => wire.arrived(value));
app.get("/version/header", (value: Header<Version>) => wire.arrived(value));
app.get("/version/cookie", (value: Cookie<Version>) => wire.arrived(value));

const versions = "'1', '2' or '-36893488147419103232'";
const large = "-36893488147419103232";
const noVersions = ["", "3", "01", "1.0", "+1", "1n", "one"];

wire.table("bigint literals", "/version", {
  json: {
    good: [
      ['"1"', 1n, '"1"'],
      [`"${large}"`, BigInt(large), `"${large}"`],
    ],
    bad: [
      ...noVersions.map((text) => [`"${text}"`, literalError(versions, text)] as const),
      ["1", literalError(versions, 1)],
      ["null", missing()],
    ],
  },
  text: {
    good: [["2", 2n, '"2"']],
    bad: noVersions.map((text) => [text, literalError(versions, text)] as const),
  },
  out: {
    good: [[2n, '"2"']],
    bad: [
      [3n, literalError(versions, null)],
      [1, literalError(versions, null)],
      ["1", literalError(versions, null)],
    ],
  },
});

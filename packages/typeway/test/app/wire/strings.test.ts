// design.md §2: string. JSON: a string of valid Unicode. Text: as sent.
import type { Body, Cookie, Header, MaxLength, MinLength, Path, Pattern, Query } from "typeway";
import { Wire } from "./table.js";
import { duplicate, missing, patternMismatch, stringTooLong, stringTooShort, stringType } from "./wrong.js";

type Word = string & MinLength<2> & MaxLength<4>;
type Code = string & Pattern<"^[A-Z]{3}/\\d+$">;

const wire = new Wire();
const { app } = wire;

app.get("/string", (): string => wire.leaving());
app.post("/string", (value: Body<string>) => wire.arrived(value));
app.get("/string/path/{value}", (value: Path<string>) => wire.arrived(value));
app.get("/string/query", (value: Query<string>) => wire.arrived(value));
app.get("/string/header", (value: Header<string>) => wire.arrived(value));
app.get("/string/cookie", (value: Cookie<string>) => wire.arrived(value));

const long = "x".repeat(150);

wire.table("string", "/string", {
  json: {
    good: [
      ['""', "", '""'],
      ['"tea"', "tea", '"tea"'],
      ['"null"', "null", '"null"'],
      ['"a\\"b\\\\c\\/d"', 'a"b\\c/d', '"a\\"b\\\\c/d"'],
      ['"\\u0000\\b\\f\\n\\r\\t\\u001f"', "\0\b\f\n\r\t\x1f", '"\\u0000\\b\\f\\n\\r\\t\\u001f"'],
      ['"\u2028\u2029</script>"', "\u2028\u2029</script>", '"\u2028\u2029</script>"'],
      ['"茶😀é"', "茶😀é", '"茶😀é"'],
      ['"\\ud83d\\ude00"', "😀", '"😀"'],
      ['"\\ud800"', "\ud800", '"\\ud800"'],
      [`"${long}"`, long, `"${long}"`],
    ],
    bad: [
      ["3", stringType(3)],
      ["true", stringType(true)],
      ["null", missing()],
      ['["a"]', stringType(["a"])],
      ['{"a":1}', stringType({ a: 1 })],
    ],
  },
  text: {
    good: [
      ["", "", '""'],
      ["tea", "tea", '"tea"'],
      ["3", "3", '"3"'],
      ["null", "null", '"null"'],
      ["a/b c?d=e&f#g%", "a/b c?d=e&f#g%", '"a/b c?d=e&f#g%"'],
      ["a+b", "a+b", '"a+b"'],
      [".", ".", '"."'],
      [" x ", " x ", '" x "'],
      ["茶😀", "茶😀", '"茶😀"'],
      ['{"a":[1]}', '{"a":[1]}', '"{\\"a\\":[1]}"'],
      ["x;y,z=1", "x;y,z=1", '"x;y,z=1"'],
      ["__proto__", "__proto__", '"__proto__"'],
    ],
    bad: [],
  },
  out: {
    good: [
      ["", '""'],
      ["tea", '"tea"'],
      ['"\\\n\u2028😀', '"\\"\\\\\\n\u2028😀"'],
      ["\udc00 alone", '"\\udc00 alone"'],
      [`${long}"`, `"${long}\\""`],
    ],
    bad: [
      [1, stringType(1)],
      [null, stringType(null)],
      [new String("boxed"), stringType({})],
      [Symbol("s"), stringType({})],
    ],
  },
});

wire.table("string, sent twice", "/string", {
  text: { places: ["query", "header"], good: [], bad: [[["a", "b"], duplicate(["a", "b"])]] },
});

app.get("/word", (): Word => wire.leaving());
app.post("/word", (value: Body<Word>) => wire.arrived(value));
app.get("/word/path/{value}", (value: Path<Word>) => wire.arrived(value));
app.get("/word/query", (value: Query<Word>) => wire.arrived(value));
app.get("/word/header", (value: Header<Word>) => wire.arrived(value));
app.get("/word/cookie", (value: Cookie<Word>) => wire.arrived(value));

wire.table("string & MinLength<2> & MaxLength<4>, in code points", "/word", {
  json: {
    good: [
      ['"ab"', "ab", '"ab"'],
      ['"😀😀😀😀"', "😀😀😀😀", '"😀😀😀😀"'],
    ],
    bad: [
      ['"a"', stringTooShort(2, "a")],
      ['"😀"', stringTooShort(2, "😀")],
      ['"abcde"', stringTooLong(4, "abcde")],
      [`"${long}"`, stringTooLong(4, "x".repeat(100))],
    ],
  },
  text: {
    good: [
      ["ab", "ab", '"ab"'],
      ["😀😀😀😀", "😀😀😀😀", '"😀😀😀😀"'],
    ],
    bad: [
      ["", stringTooShort(2, "")],
      ["😀", stringTooShort(2, "😀")],
      ["abcde", stringTooLong(4, "abcde")],
    ],
  },
  out: {
    good: [["ab", '"ab"']],
    bad: [
      ["a", stringTooShort(2, "a")],
      ["abcde", stringTooLong(4, "abcde")],
    ],
  },
});

const pattern = "^[A-Z]{3}/\\d+$";

app.get("/code", (): Code => wire.leaving());
app.post("/code", (value: Body<Code>) => wire.arrived(value));
app.get("/code/path/{value}", (value: Path<Code>) => wire.arrived(value));
app.get("/code/query", (value: Query<Code>) => wire.arrived(value));
app.get("/code/header", (value: Header<Code>) => wire.arrived(value));
app.get("/code/cookie", (value: Cookie<Code>) => wire.arrived(value));

wire.table("string & Pattern", "/code", {
  json: {
    good: [['"ABC/1"', "ABC/1", '"ABC/1"']],
    bad: [
      ['"abc/1"', patternMismatch(pattern, "abc/1")],
      ['"ABC/1\\n"', patternMismatch(pattern, "ABC/1\n")],
    ],
  },
  text: {
    good: [["ABC/12", "ABC/12", '"ABC/12"']],
    bad: [
      ["", patternMismatch(pattern, "")],
      ["ABC", patternMismatch(pattern, "ABC")],
    ],
  },
  out: {
    good: [["ABC/1", '"ABC/1"']],
    bad: [["abc", patternMismatch(pattern, "abc")]],
  },
});

import type { Issue } from "@typeway/contract";
import { ValidationError } from "@typeway/runtime";
import t from "tap";
import { echo } from "../../dist/compiled/echo.js";
import { StringRules } from "../../dist/compiled/rules.js";
import { probeInput } from "../../dist/compiled/value-probe.js";
import { writeIssues } from "../../dist/errors/write-issues.js";

const any = new StringRules({});

t.test("echo: texts are cut at 100 characters, wherever they stand", async (t) => {
  const long = "x".repeat(101);
  const cut = "x".repeat(100);
  t.equal(echo(long), cut);
  t.strictSame(echo({ a: [{ b: long }], [long]: 1 }), { a: [{ b: cut }], [cut]: 1 });
});

t.test("echo: only what JSON can carry", async (t) => {
  class Row {
    secret = 1;
  }
  t.strictSame(echo([undefined, 12n, Number.NaN, () => 1, Symbol("s"), new Row(), new Set([1]), new Date(0)]), [
    null,
    "12",
    "NaN",
    null,
    null,
    null,
    [1],
    "1970-01-01T00:00:00.000Z",
  ]);
  const parsed = echo(JSON.parse('{"__proto__":{"polluted":1}}')) as object;
  t.strictSame(Object.keys(parsed), ["__proto__"]);
  t.equal(Reflect.get({}, "polluted"), undefined);
});

t.test("echo: of large and deep values the beginning", async (t) => {
  t.equal((echo(new Array(500_000).fill(1)) as unknown[]).length, 99);
  const wide = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key${index}`, "v".repeat(1_000)]));
  t.ok(JSON.stringify(echo(wide)).length < 1_500);
  let deep: unknown = 1;
  for (let level = 0; level < 100_000; level++) deep = [deep];
  t.ok(JSON.stringify(echo(deep)).length < 300);
  const circle: unknown[] = [];
  circle.push(circle);
  t.ok(JSON.stringify(echo(circle)).length < 300);
});

t.test("issues: a thousand are listed, and that there are more is said", async (t) => {
  const probe: Issue[] = [];
  const x = probeInput(probe, ["body"]);
  for (let index = 0; index < 500_000; index++) x.at(index).string(1, any);
  t.equal(probe.length, 1_001);
  const listed = JSON.parse(writeIssues(probe)) as unknown[];
  t.equal(listed.length, 1_001);
  t.strictSame(listed[999], { type: "string_type", loc: ["body", 999], msg: "Expected a string", input: 1 });
  t.strictSame(listed[1_000], {
    type: "too_many_issues",
    loc: [],
    msg: "There are more issues than are shown here",
    input: null,
    ctx: { shown: 1_000 },
  });
  t.equal(writeIssues([]), "[]");
});

t.test("issues: what those of one constraint share cannot be changed by who reads them", async (t) => {
  const issues: Issue[] = [];
  const x = probeInput(issues, ["body"]);
  const rules = new StringRules({ minLength: 3 });
  x.string("a", rules, "first");
  x.string("b", rules, "second");
  const [first, second] = issues;
  t.strictSame(
    [first?.loc, second?.loc],
    [
      ["body", "first"],
      ["body", "second"],
    ],
  );
  t.throws(() => Object.assign(first?.ctx ?? {}, { min_length: 4 }), TypeError);
  t.strictSame(second?.ctx, { min_length: 3 });
  x.saying({ "*": "at least {min_length}" }).string("c", rules);
  x.string("d", rules, 0);
  x.string("e", rules, "third");
  t.strictSame(
    issues.slice(2).map(({ msg }) => msg),
    ["at least 3", "at least 3", "Expected at least 3 characters"],
  );
});

t.test("issues: a list of large ones ends early, and keys in a place are cut", async (t) => {
  const issues: Issue[] = [];
  const x = probeInput(issues, ["body"]);
  for (let index = 0; index < 1_000; index++) x.at("k".repeat(10_000)).string(["x".repeat(900), "y".repeat(900)], any);
  t.strictSame(issues[0]?.loc, ["body", "k".repeat(100)]);
  const text = writeIssues(issues);
  t.ok(text.length < 270_000);
  t.match((JSON.parse(text) as unknown[]).at(-1), { type: "too_many_issues" });
});

t.test("ValidationError: its message names every issue, and its stack is its own", async (t) => {
  const issue = { type: "missing", loc: ["query", "q"], msg: "A value is required here", input: null };
  const error = new ValidationError([issue, { ...issue, loc: ["body"] }], undefined);
  t.equal(error.message, "query.q: A value is required here; body: A value is required here");
  t.match(error.stack, /^ValidationError: query\.q|^Error: query\.q/);
  t.match(error.stack, "echo.test");
});

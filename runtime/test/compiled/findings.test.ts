import { inspect } from "node:util";
import type { Issue } from "@typeway/contract";
import { FAIL } from "@typeway/contract";
import t from "tap";
import { IssueList } from "../../dist/compiled/issue-list.js";
import { NumberRules, StringRules } from "../../dist/compiled/rules.js";
import { probeText } from "../../dist/compiled/text-probe.js";
import { probeInput } from "../../dist/compiled/value-probe.js";
import { foundIn, refusal } from "../../dist/errors/validation-error.js";
import { writeIssues } from "../../dist/errors/write-issues.js";

const text = new StringRules({ minLength: 3 });
const number = new NumberRules({ minimum: 1 });

/** One of each kind that a value, a place or words can be. */
function everything(): IssueList {
  const found = new IssueList();
  const x = probeInput(found, ["body"]);
  x.string(undefined, text, "absent");
  x.string('"', text, 'a "key"');
  x.string("\ud800", text, "\ud800");
  x.string(["x".repeat(500), { deep: [1, null] }], text, "object");
  x.number(Number.NaN, number, "nan");
  x.number(-0, number, "zero");
  x.boolean(12n, "bigint");
  x.boolean("long ".repeat(100), "k".repeat(500));
  x.at("list").at(3).number(null, number, "price");
  x.at("list").at(4).saying({ "*": 'Say "it" so' }).string("a", text);
  x.at("list").list("none");
  x.at("rest").passes(1, 1, [["isOdd", () => false]]);
  x.only({ extra: { password: "p" } }, new Set());
  probeInput(found, ["body", "login"])
    .hiding(new Set(["password"]))
    .boolean("hunter2", "password");
  const union = x.at("either").union();
  union.member("string").string(1, text);
  union.member("number").number("1", number);
  union.close();
  probeText(found, ["query", "n"]).number("x", number);
  probeText(found, ["query", "n"]).date(["a", "b"]);
  found.push({ type: "extra_forbidden", loc: ["query", "q"], msg: "not declared", input: "1" });
  return found;
}

t.test("findings: their JSON is that of the issues made of them", async (t) => {
  const found = everything();
  t.equal(writeIssues(found), JSON.stringify(found.issues));
  t.equal(found.issues.length, found.length);
  t.notMatch(inspect(found, { depth: 20 }), /hunter2/);
  t.same(
    found.issues.map(({ loc }) => loc.join(".").slice(0, 30)),
    [
      "body.absent",
      'body.a "key"',
      "body.\ud800",
      "body.object",
      "body.nan",
      "body.zero",
      "body.bigint",
      `body.${"k".repeat(25)}`,
      "body.list.3.price",
      "body.list.4",
      "body.list",
      "body.rest",
      "body.extra",
      "body.login.password",
      "body.either.string",
      "body.either.number",
      "query.n",
      "query.n",
      "query.q",
    ],
  );
});

t.test("findings: an object is shown as it was when it was refused", async (t) => {
  const found = new IssueList();
  const value = { tags: ["a"] };
  probeInput(found, ["body"]).string(value, text);
  value.tags.push("b");
  t.strictSame(found.issues[0]?.input, { tags: ["a"] });
});

t.test("findings: an array gets issues as they are found", async (t) => {
  const issues: Issue[] = [];
  const x = probeInput(issues, ["body"]);
  x.at("a").boolean(1);
  x.at("b").at(0).boolean(2);
  t.strictSame(issues, [
    { type: "bool_type", loc: ["body", "a"], msg: "Expected true or false", input: 1 },
    { type: "bool_type", loc: ["body", "b", 0], msg: "Expected true or false", input: 2 },
  ]);
});

t.test("a refusal: its issues are made once, and can be replaced", async (t) => {
  const found = everything();
  const error = refusal(found, { some: "body" }, 422);
  t.equal(foundIn(error), found);
  t.ok(Object.keys(error).includes("issues"));
  t.strictSame(error.issues, found.issues);
  t.equal(error.issues, error.issues);
  t.equal(foundIn(error), error.issues);
  const replaced = refusal(found, FAIL);
  Object.assign(replaced, { issues: [] });
  t.strictSame([replaced.issues, replaced.message, foundIn(replaced)], [[], "", []]);
});

t.test("findings: an item of a list of scalars is found from the place that the list belongs to", async (t) => {
  const found = new IssueList();
  const x = probeInput(found, ["body"]);
  x.string(1, text, { list: "tags", index: 2 });
  x.at("lines").string(2, text, { list: undefined, index: 0 });
  x.at("lines").saying({ "*": "Say so" }).string(3, text, { list: undefined, index: 1 });
  x.hiding(new Set(["codes"])).string(4, text, { list: "codes", index: 0 });
  t.strictSame(
    found.issues.map(({ loc, msg, input }) => [loc.slice(1).join(), msg, input]),
    [
      ["tags,2", "Expected a string", 1],
      ["lines,0", "Expected a string", 2],
      ["lines,1", "Say so", 3],
      ["codes,0", "Expected a string", "**********"],
    ],
  );
});

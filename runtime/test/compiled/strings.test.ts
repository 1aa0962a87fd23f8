import fc from "fast-check";
import t from "tap";
import { areUnique, hasAtLeast, hasAtMost, matches } from "../../dist/compiled/index.js";
import { countCodePoints } from "../../dist/compiled/strings.js";

t.test("lengths are in code points", async (t) => {
  t.equal(countCodePoints("a😀é\ud800"), 4);
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 12 }), fc.nat({ max: 14 }), (text, limit) => {
      const length = Array.from(text).length;
      return hasAtLeast(text, limit) === length >= limit && hasAtMost(text, limit) === length <= limit;
    }),
  );
});

t.test("a pattern is not tried on more than 64 Ki where nothing is said about the length", async (t) => {
  t.ok(matches("a".repeat(65_536), /a/));
  t.notOk(matches("a".repeat(65_537), /a/));
});

t.test("items are unique as JSON values", async (t) => {
  t.ok(areUnique([1, "1", true, "true", null, "null", [1], "[1]", { a: 1 }, '{"a":1}', [], {}]));
  t.notOk(
    areUnique([
      { a: 1, b: [{ c: 1, d: 2 }] },
      { b: [{ d: 2, c: 1 }], a: 1 },
    ]),
  );
  t.notOk(areUnique([0, -0]));
  t.notOk(areUnique(["a", "b", "a"]));
  t.notOk(areUnique([new Date(0), new Date(0)]));
  t.ok(areUnique([1n, 1, [1n], ["1"]]));
});

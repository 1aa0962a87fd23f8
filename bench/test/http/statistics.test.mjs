import t from "tap";
import { median, quantile, ratiosTo, summaryOf } from "../../http/run/statistics.mjs";

t.test("a median", async (t) => {
  for (const [numbers, expected] of [
    [[3], 3],
    [[10, 9, 100], 10],
    [[4, 1, 3, 2], 2.5],
  ])
    t.equal(median(numbers), expected, `of ${numbers.length} numbers`);
  t.ok(Number.isNaN(median([])), "of nothing is no number");
});

t.test("a quantile falls between two numbers where its share does", async (t) => {
  const numbers = [40, 10, 30, 20, 50];
  t.equal(quantile(numbers, 0), 10);
  t.equal(quantile(numbers, 1), 50);
  t.equal(quantile(numbers, 0.25), 20);
  t.equal(quantile(numbers, 0.9), 46);
  t.strictSame(numbers, [40, 10, 30, 20, 50], "the numbers stay as they were");
});

t.test("the spread is the middle half: one disturbed slice does not show", async (t) => {
  t.strictSame(summaryOf([1, 1, 1, 1, 90]), { median: 1, spread: [1, 1] });
});

t.test("ratios", async (t) => {
  const figure = ({ value }) => value;
  const slices = (...values) => values.map((value) => ({ value }));

  t.test("are made within a round, so that a slow round slows both", async (t) => {
    const ratio = ratiosTo(slices(100, 10, 100), slices(50, 5, 50), figure);
    t.strictSame(ratio, { median: 0.5, spread: [0.5, 0.5] });
  });

  t.test("are not made of half a figure", async (t) => {
    t.equal(ratiosTo(slices(100, 100), slices(50, undefined), figure), undefined);
    t.equal(ratiosTo(slices(100), slices(50, 50), figure), undefined);
    t.equal(ratiosTo([], [], figure), undefined);
  });
});

// What stands where a `Dependency` is asked for is compiled there, and stays the function that it is.
import t from "tap";
import type { Dependency, Depends } from "typeway";
import { compiledOf, noteOf } from "../../../../runtime/dist/compiled/note.js";
import { paging } from "./providers.js";

/** The names of what has been compiled for each. */
const paramsOf = (list: readonly Dependency[]) => list.map((each) => compiledOf(each)?.params.map(({ name }) => name));

function requireToken(xToken: string) {
  return xToken;
}
const pageOf = (size: number) => (page: number) => page * size;
class Counter {
  constructor(readonly start: number = 0) {}
}

t.test("provisions: functions, closures and classes keep their identity and get their code", async (t) => {
  const five = pageOf(5);
  const list: Dependency[] = [requireToken, five, Counter, paging, pageOf(6)];
  t.strictSame(paramsOf(list), [["xToken"], ["page"], ["start"], ["limit", "offset"], ["page"]]);
  t.strictSame(
    [list[0] === requireToken, list[1] === five, list[2] === Counter, list[3] === paging],
    [true, true, true, true],
  );
  t.equal(compiledOf(pageOf(5)), undefined, "another closure is another function");
});

t.test("provisions: spread lists, conditions and what a function returns", async (t) => {
  const listFor = (strict: boolean): readonly Dependency[] => (strict ? [requireToken, Counter] : [paging]);
  const nested = (strict: boolean): Dependency[] => [
    ...listFor(strict),
    ...(strict ? [(q: string) => q] : []),
    strict ? paging : requireToken,
  ];
  t.strictSame(paramsOf(nested(true)), [["xToken"], ["start"], ["q"], ["limit", "offset"]]);
  t.strictSame(paramsOf(nested(false)), [["limit", "offset"], ["xToken"]]);
  const satisfying = [requireToken] satisfies Dependency[];
  t.strictSame(paramsOf([...satisfying]), [["xToken"]]);
});

t.test("provisions: a function keeps its name, and its own dependencies", async (t) => {
  const named: Dependency = (token: Depends<typeof requireToken>) => token;
  const options: { check: Dependency } = { check: (word: string) => word };
  t.strictSame([named.name, options.check.name], ["named", "check"]);
  t.equal(noteOf(named)?.()[0]?.provider, requireToken);
  const check = (word: string) => word;
  const short: { check: Dependency } = { check };
  t.strictSame(paramsOf([short.check]), [["word"]]);
});

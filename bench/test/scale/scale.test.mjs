import t from "tap";
import { readScaleArguments } from "../../scale/arguments.mjs";
import { matchingLines, startAimLines, startLines, workerLines } from "../../scale/report.mjs";
import { exchangesOf, routesOf } from "../../scale/routes.mjs";
import { startAimOf } from "../../scale/starts.mjs";
import { workerCounts } from "../../scale/workers.mjs";
import { expressProgram, fastifyProgram } from "../../scale/write-peers.mjs";
import { typewayProgram } from "../../scale/write-typeway.mjs";

const same = (median) => ({ median, spread: [median, median] });

t.test("arguments", async (t) => {
  t.strictSame(readScaleArguments([]), {
    parts: ["matching", "starts", "workers"],
    sizes: [10, 100, 1000, 10000],
    rounds: 5,
    seconds: 0.5,
    isSaved: false,
  });
  const { parts, sizes } = readScaleArguments(["--part", "starts", "--routes", "1000,10,10"]);
  t.strictSame({ parts, sizes }, { parts: ["starts"], sizes: [10, 1000] });
  for (const [args, message] of [
    [["--part", "start"], "--part start: not known. Known: matching, starts, workers"],
    [["--routes", "10,"], "--routes : numbers from 4 are needed, as in 10,100"],
    [["--rounds", "0"], "--rounds 0: a number above 0 is needed"],
    [["quick"], /Unexpected argument 'quick'/],
  ])
    t.throws(() => readScaleArguments(args), { name: "Misused", message }, args.join(" "));
});

for (const count of [10, 100, 10_000]) {
  t.test(`of ${count} routes`, async (t) => {
    const routes = routesOf(count);
    t.equal(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size, count, "no two are the same");
    const exchanges = exchangesOf(count);
    t.equal(exchanges.length, 48, "as many requests as of any other number");
    const patterns = routes.map(({ path }) => new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`));
    const isThere = ({ request }) => patterns.some((pattern) => pattern.test(request.path.split("?")[0]));
    t.ok(exchanges.every(isThere), "each for a route that is there");
  });
}

t.test("every framework is written as many routes", async (t) => {
  const lines = (text) => text.match(/^(?:app|router)\.(?:get|post)\("\/v1/gm)?.length ?? 0;
  t.equal(lines(fastifyProgram(250)), 250);
  t.equal(lines(expressProgram(250)), 250);
  const files = typewayProgram(250, true);
  t.strictSame(Object.keys(files), ["routes0.ts", "routes100.ts", "routes200.ts", "main.ts"]);
  t.equal(lines(Object.values(files).join("\n")), 250);
  t.match(files["main.ts"], "await app.listen(");
  t.match(typewayProgram(250, false)["main.ts"], "export default app;");
});

t.test("the aim of start-up is 1.3 times that of none and 100 ms more", async (t) => {
  const starts = (full) => [
    { name: "typeway", size: 0, milliseconds: same(200) },
    { name: "typeway", size: 1000, milliseconds: same(full) },
  ];
  t.match(startAimOf(starts(360), "typeway"), { most: 360, isMet: true });
  t.match(startAimOf(starts(361), "typeway"), { isMet: false });
  t.equal(startAimOf([], "typeway"), undefined);
  t.strictSame(startAimLines([startAimOf(starts(300), "typeway")]), [
    "  typeway: 1000 routes take 300 ms on the clock; the aim is 1.3 x 200 ms + 100 ms = 360 ms: met",
  ]);
});

t.test("workers are doubled up to one for each core", async (t) => {
  t.strictSame(workerCounts(1), [1]);
  t.strictSame(workerCounts(2), [1, 2]);
  t.strictSame(workerCounts(12), [1, 2, 4, 8]);
});

t.test("tables have a line for each, that of a failure too", async (t) => {
  const matching = [
    { name: "typeway", size: 10, perSecond: same(5000), microseconds: same(20), toFewest: same(1) },
    { name: "express", size: 10, failure: "no answer" },
  ];
  t.strictSame(matchingLines(matching), [
    "  whole requests  routes         requests/s  µs each  x the fewest routes",
    "  typeway             10               5000     20.0     1.00 [1.00-1.00]",
    "  express             10  FAILED: no answer",
  ]);
  const start = {
    name: "typeway",
    size: 1000,
    milliseconds: same(300),
    toEmpty: same(1.5),
    processorToEmpty: same(1.4),
    memory: 2 ** 26,
    bytesPerRoute: 1536,
  };
  t.strictSame(startLines([start]), [
    "  from the start of the process  routes  to the first answer            x none  processor  memory  each route",
    "  typeway                          1000               300 ms  1.50 [1.50-1.50]       1.40   64 MB      1.5 KB",
  ]);
  const worker = { app: "typeway start", count: 2, perSecond: same(9000), toOne: same(1.8), costToOne: undefined };
  t.strictSame(workerLines([worker]), [
    "  workers           requests/s      x one worker  processor time each, x one worker",
    "  typeway start  2        9000  1.80 [1.80-1.80]",
  ]);
});

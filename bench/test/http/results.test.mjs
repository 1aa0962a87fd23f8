import t from "tap";
import { aimsOf } from "../../http/run/report/aims.mjs";
import { noiseOf, resultOf, startsOf, twinName } from "../../http/run/results.mjs";
import { orderOf } from "../../http/run/rounds.mjs";
import { reasonWithout } from "../../http/run/scenarios.mjs";

const slices = (...requests) => requests.map((one) => ({ requests: one, seconds: 1, processor: 0.5 }));
const app = (name, more = {}) => ({ name, version: "1", checks: true, command: "node", ...more });
const scenario = { name: "constant", what: "a constant answer" };

t.test("a scenario's figures are ratios to each reference", async (t) => {
  const trials = [
    { app: "node:http", slices: slices(100, 10) },
    { app: "typeway", slices: slices(110, 11) },
    { app: "fastify", slices: slices(50, 5) },
  ];
  const { apps, failures, without } = resultOf(scenario, trials, []);
  const [, typeway] = apps;
  t.match(typeway, {
    app: "typeway",
    perSecond: { median: 60.5 },
    ratios: { "node:http": { rate: { median: 1.1 } }, fastify: { rate: { median: 2.2 }, processor: { median: 2.2 } } },
  });
  t.strictSame([failures, without], [[], []]);
});

t.test("an app that failed has no figures, and the others have theirs", async (t) => {
  const trials = [
    { app: "node:http", slices: slices(100) },
    { app: "typeway", slices: slices(), failure: "GET /hello: 500 is not 200" },
  ];
  const { apps, failures } = resultOf(scenario, trials, []);
  t.strictSame(
    apps.map(({ app: name }) => name),
    ["node:http"],
  );
  t.strictSame(failures, [{ app: "typeway", failure: "GET /hello: 500 is not 200" }]);
});

t.test("who has no part in a scenario, and why", async (t) => {
  for (const [one, other, reason] of [
    [app("typeway"), scenario, undefined],
    [app("fastapi", { command: undefined, version: "absent: no Python" }), scenario, "absent: no Python"],
    [app("node:http", { checks: false }), { name: "422", isOfChecks: true }, "checks nothing"],
    [app("tsoa", { without: { stream: "has no streams" } }), scenario, undefined],
    [app("tsoa", { without: { stream: "has no streams" } }), { name: "stream" }, "has no streams"],
  ])
    t.equal(reasonWithout(one, other), reason, `${one.name} at ${other.name}`);
});

t.test("the noise is how far node:http is from itself at most", async (t) => {
  const result = (name, own, spread) => ({
    name,
    apps: [
      {
        app: twinName,
        ratios: { "node:http": { rate: { median: own, spread }, processor: { median: 1.01, spread } } },
      },
    ],
  });
  const noise = noiseOf([result("constant", 0.97, [0.95, 1.02]), result("order", 1.02, [1.01, 1.04])]);
  t.equal(noise.rate.toFixed(2), "0.03");
  t.equal(noise.processor.toFixed(2), "0.01");
  t.strictSame(noise.doubtful, ["order"]);
  t.equal(noiseOf([{ name: "constant", apps: [] }]), undefined);
});

t.test("each app begins a round in turn, and every other round runs backwards", async (t) => {
  const rounds = [0, 1, 2, 3].map((round) => orderOf(["a", "b", "c"], round).join(""));
  t.strictSame(rounds, ["abc", "acb", "cab", "cba"]);
});

t.test("starts are compared by round, on the clock and by processor time", async (t) => {
  const start = (milliseconds, processor) => ({ milliseconds, processor });
  const times = new Map([
    ["node:http", [start(50, 40), start(100, 40)]],
    ["typeway", [start(100, 120), start(200, 120)]],
    ["elsewhere", [start(50, undefined), start(50, undefined)]],
  ]);
  t.match(startsOf(times), [
    { app: "node:http", ratio: { median: 1 }, processorRatio: { median: 1 } },
    { app: "typeway", milliseconds: { median: 150 }, ratio: { median: 2 }, processorRatio: { median: 3 } },
    { app: "elsewhere", milliseconds: { median: 50 }, processorRatio: undefined },
  ]);
});

t.test("an aim is met by requests per second, and only spoken of where there is a figure", async (t) => {
  const ratio = (median) => ({ rate: { median }, processor: { median } });
  const results = [
    { name: "constant", apps: [{ app: "typeway", ratios: { "node:http": ratio(1.01), fastify: ratio(1.1) } }] },
  ];
  t.match(aimsOf(results), [
    { scenario: "constant", reference: "node:http", aim: 1, reached: 1.01, isMet: true },
    { scenario: "constant", reference: "fastify", aim: 1.15, reached: 1.1, isMet: false },
  ]);
  t.equal(aimsOf(results).length, 2);
});

import t from "tap";
import { Misused, readArguments } from "../../http/run/arguments.mjs";
import { durationOf, durationText } from "../../http/run/duration.mjs";
import { scenarios } from "../../http/scenarios/index.mjs";

const app = (name, more = {}) => ({ name, version: "1", checks: true, command: "node", args: [], ...more });
const scenario = (name, more = {}) => ({ name, what: name, request: { path: "/" }, answer: { status: 200 }, ...more });
const known = {
  apps: [
    app("node:http", { checks: false, isQuick: true }),
    app("typeway", { isQuick: true }),
    app("typeway direct"),
    app("fastify", { isQuick: true }),
    app("hono"),
  ],
  scenarios: [scenario("constant", { isQuick: true }), scenario("order", { isQuick: true }), scenario("upload")],
};
const read = (...args) => readArguments(args, known);
const names = (ones) => ones.map(({ name }) => name);

t.test("without arguments everything is run", async (t) => {
  const plan = read();
  t.strictSame(names(plan.apps), names(known.apps));
  t.strictSame(names(plan.scenarios), names(known.scenarios));
  t.strictSame(plan.leftOut, { scenarios: [], apps: [] });
  t.equal(plan.hasTwin, true);
});

t.test("'quick' says what it leaves out", async (t) => {
  const plan = read("quick");
  t.strictSame(names(plan.apps), ["node:http", "typeway", "fastify"]);
  t.strictSame(names(plan.scenarios), ["constant", "order"]);
  t.strictSame(plan.leftOut, { scenarios: ["upload"], apps: ["typeway direct", "hono"] });
  t.ok(durationOf(plan) < durationOf(read()), "and takes less time");
});

t.test("what is named is run, in 'quick' too, beside what all are compared with", async (t) => {
  const plan = read("quick", "--scenario", "upload", "--app", "hono");
  t.strictSame(names(plan.scenarios), ["upload"]);
  t.strictSame(names(plan.apps), ["node:http", "fastify", "hono"]);
});

t.test("a name", async (t) => {
  t.strictSame(names(read("--app", "typeway").apps), ["node:http", "typeway", "fastify"], "in whole is that one alone");
  t.strictSame(
    names(read("--app", "typew").apps),
    ["node:http", "typeway", "typeway direct", "fastify"],
    "in part is all that begin so",
  );
});

t.test("figures can be set, and parts left out", async (t) => {
  const plan = read("--rounds", "4", "--seconds", "0.25", "--skip", "latency,starts,twin", "--save");
  const { rounds, seconds, latency, starts, hasTwin, isSaved } = plan;
  t.strictSame(
    { rounds, seconds, latency, starts, hasTwin, isSaved },
    { rounds: 4, seconds: 0.25, latency: 0, starts: 0, hasTwin: false, isSaved: true },
  );
});

t.test("a mistake is answered with what there is", async (t) => {
  for (const [args, message] of [
    [["--app", "fastfy"], "--app fastfy: not known. Known: node:http, typeway, typeway direct, fastify, hono"],
    [["--scenario", "orders,constant"], "--scenario orders: not known. Known: constant, order, upload"],
    [["--skip", "memory"], "--skip memory: not known. Known: latency, starts, twin"],
    [["--rounds", "many"], "--rounds many: a number above 0 is needed"],
    [["--rounds", "1.5"], "--rounds 1.5: a whole number is needed"],
    [["--seconds", "0"], "--seconds 0: a number above 0 is needed"],
    [["slow"], "'slow' is nothing that can be run here. There are: quick, scale"],
  ])
    t.throws(() => read(...args), new Misused(message), args.join(" "));
  t.throws(() => read("--round", "4"), new Misused("Unknown option '--round'. See --help"));
});

t.test("durations are read by people", async (t) => {
  t.equal(durationText(59.4), "59 s");
  t.equal(durationText(59.6), "1 min 0 s");
  t.equal(durationText(754), "12 min 34 s");
});

t.test("the time that an absent app, or one without a scenario, does not take is not counted", async (t) => {
  const plan = read("--skip", "twin,starts");
  const whole = durationOf(plan);
  const without = (more) => ({ ...plan, apps: [...plan.apps.slice(0, -1), app("hono", more)] });
  t.ok(durationOf(without({ without: { upload: "no" } })) < whole);
  t.ok(durationOf(without({ command: undefined })) < durationOf(without({ without: { upload: "no" } })));
});

t.test("with ten apps the scenarios there are fit into two minutes and twenty-five", async (t) => {
  const apps = Array.from({ length: 8 }, (_, index) => app(`app ${index}`, { isQuick: index < 2 }));
  const given = { scenarios, apps: [app("node:http", { isQuick: true }), app("fastify", { isQuick: true }), ...apps] };
  t.equal(readArguments(["quick"], given).scenarios.length, 6);
  const [quick, full] = [readArguments(["quick"], given), readArguments([], given)].map(durationOf);
  t.ok(quick < 120, `quick is said to take ${durationText(quick)}`);
  t.ok(full < 25 * 60, `all is said to take ${durationText(full)}`);
});

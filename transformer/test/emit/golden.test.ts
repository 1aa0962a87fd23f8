import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import t from "tap";
import type { CallablePlan, DataPlan, EndpointPlan } from "../../dist/ir/plan.js";
import type { TypeTable } from "../../dist/ir/wire-type.js";
import { emit } from "../../dist/phases/5-emit/index.js";
import { golden } from "../fixtures/golden.js";
import { fixturesFolder } from "../fixtures/program.js";
import { evaluate } from "./evaluate.js";

/** What `fixtures/emit/<name>/plan.json` holds. */
interface Input {
  readonly types?: TypeTable;
  readonly callables?: readonly CallablePlan[];
  readonly endpoints?: readonly EndpointPlan[];
  readonly data?: readonly DataPlan[];
}

const suite = path.join(fixturesFolder, "emit");

for (const name of readdirSync(suite)) {
  const folder = path.join(suite, name);
  if (!existsSync(path.join(folder, "plan.json"))) continue;

  t.test(`emit: ${name}`, async (t) => {
    const input: Input = JSON.parse(readFileSync(path.join(folder, "plan.json"), "utf8"));
    const { types = {}, callables = [], endpoints = [], data = [] } = input;
    const emission = emit({ types, callables, endpoints, data, support: "support", prefix: "__tw_" });
    const made = [
      ...emission.callables.map((expression) => `// callable: ${expression}`),
      ...emission.endpoints.map((expression) => `// endpoint: ${expression}`),
      ...emission.data.map((expression) => `// data: ${expression}`),
    ];
    const text = [made.join("\n"), emission.constants, emission.declarations]
      .filter((part) => part !== "")
      .join("\n\n");
    t.equal(`${text}\n`, golden(folder, "expected.js", `${text}\n`));
    t.equal(evaluate(emission).length, endpoints.length, "it is valid strict code");
  });
}

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import t from "tap";
import { emit } from "../../dist/phases/5-emit/index.js";
import { echoPlan, emitEndpoints, evaluate, keyOf, list, object, ref, tableOf, text } from "./evaluate.js";

/** The code of each function, with one name for all. */
const bodiesOf = (code: string): string[] =>
  [...code.matchAll(/^function (\w+)(\([^)]*\) \{\n(?:.*\n)*?\})$/gm)].map(([, name = "", body = ""]) =>
    body.replaceAll(new RegExp(`\\b${name}\\b`, "g"), "itself"),
  );

t.test("no function of the fixtures is written twice", async (t) => {
  const folder = path.join(import.meta.dirname, "../../fixtures/emit");
  for (const name of readdirSync(folder)) {
    const bodies = bodiesOf(readFileSync(path.join(folder, name, "expected.js"), "utf8"));
    t.ok(bodies.length > 0, name);
    t.equal(new Set(bodies).size, bodies.length, name);
  }
});

t.test("types of one shape share their functions, and so do those made of them", async (t) => {
  const tree = (name: string) => object({ name: text(), "children?": list(ref(name)) });
  const types = tableOf({
    Tree: tree("Tree"),
    Plant: tree("Plant"),
    Garden: object({ first: ref("Tree") }),
    Park: object({ first: ref("Plant") }),
  });
  const emission = emitEndpoints(types, echoPlan(ref("Garden")), echoPlan(ref("Park")));
  const names = [...emission.declarations.matchAll(/^function (\w+)/gm)].map(([, name]) => name);
  t.strictSame(
    names.filter((name) => name?.startsWith("__tw_decode")),
    ["__tw_decodeGarden", "__tw_decodeTree", "__tw_decodeTreeList"],
  );
  for (const endpoint of evaluate(emission)) {
    t.strictSame(endpoint.decode([], [{ first: { name: "a", children: [{ name: "b", more: 1 }] } }]), [
      { first: { name: "a", children: [{ name: "b" }] } },
    ]);
  }
});

t.test("a text or a property that is called like a function that goes stays", async (t) => {
  const types = tableOf({
    One: object({ a: text() }),
    Two: object({ a: text() }),
    Three: object({
      __tw_decodeTwo: { kind: "literal", values: ["__tw_decodeTwo", " __tw_decodeTwo("] },
      two: ref("Two"),
    }),
  });
  const emission = emit({
    types,
    callables: [],
    endpoints: [echoPlan(ref("One")), echoPlan({ kind: "ref", to: keyOf("Three") })],
    support: "support",
    prefix: "__tw_",
  });
  t.notMatch(emission.declarations, /function __tw_decodeTwo\(/);
  const value = { __tw_decodeTwo: " __tw_decodeTwo(", two: { a: "x" } };
  const [, three] = evaluate(emission);
  t.strictSame(three?.decode([], [value]), [value]);
  t.equal(three?.answers.plain?.encode(value, true), JSON.stringify(value));
});

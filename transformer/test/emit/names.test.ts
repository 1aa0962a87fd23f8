import { FAIL } from "@typeway/contract";
import fc from "fast-check";
import t from "tap";
import type { Property } from "../../dist/ir/wire-type.js";
import { emit } from "../../dist/phases/5-emit/index.js";
import { hostile } from "../hostile.js";
import {
  codecOf,
  echoPlan,
  endpointPlan,
  evaluate,
  int,
  literal,
  object,
  property,
  record,
  tableOf,
  text,
  unknown,
} from "./evaluate.js";

const isPolluted = (): boolean => Reflect.has({}, "polluted");

t.test("names of Object.prototype are ordinary properties", async (t) => {
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "__defineGetter__"];
  const optional = codecOf({
    kind: "object",
    properties: names.map((name) => property(name, int(), { optional: true })),
  });
  t.strictSame(Object.keys(Object(optional.decode({}))), [], "what an object inherits is not there");
  t.equal(optional.encode({}), "{}");

  const required = codecOf({ kind: "object", properties: names.map((name) => property(name, int())) });
  t.equal(required.decode({}), FAIL);
  t.equal(required.explain({}).length, names.length);
  const json = `{${names.map((name, index) => `"${name}":${index}`).join(",")}}`;
  const value = required.decode(JSON.parse(json));
  t.strictSame(Object.getOwnPropertyNames(value), names);
  t.equal(Object.getPrototypeOf(value), Object.prototype);
  t.equal(required.encode(value), json);
  t.strictSame(required.explainValue(value), []);
});

t.test("__proto__ in the input changes no prototype", async (t) => {
  const json = '{"a":1,"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
  for (const type of [
    object({ a: int() }),
    object({ "constructor?": object({ "prototype?": unknown }), "__proto__?": unknown }),
  ]) {
    const value: unknown = codecOf(type).decode(JSON.parse(json));
    t.notOk(isPolluted());
    t.equal(Object.getPrototypeOf(value), Object.prototype);
    t.notOk(Reflect.has(Object(value), "polluted"));
  }
  const open = [record(unknown), record(record(unknown)), object({ a: int() }, { additional: unknown })];
  for (const type of open) {
    const codec = codecOf(type);
    t.equal(codec.decode(JSON.parse(json)), FAIL, "no record has this key");
    const [issue] = codec.explain(JSON.parse(json)).filter(({ type: code }) => code === "forbidden_key");
    t.strictSame(issue, {
      type: "forbidden_key",
      loc: ["body", "__proto__"],
      msg: "A key of this name is not allowed",
      input: null,
    });
  }
  t.equal(Object.getPrototypeOf(codecOf(record(int())).decode({})), null, "a lookup by any key finds what was sent");
});

t.test("hostile names and literals survive as text", async () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(hostile, { minLength: 1, maxLength: 4 }),
      fc.uniqueArray(hostile, { minLength: 1, maxLength: 9 }),
      (names, words) => {
        const properties = names.map(
          (name): Property => property(name, literal(...words), { words: { description: words.join() } }),
        );
        const codec = codecOf({ kind: "object", properties, exact: true });
        const json = `{${names.map((name) => `${JSON.stringify(name)}:${JSON.stringify(words[0])}`).join(",")}}`;
        const value = codec.decode(JSON.parse(json));
        return (
          value !== FAIL &&
          codec.encode(value) === json &&
          codec.decode({}) === FAIL &&
          codec.explain({ [`${names.join()}!`]: 1 }).length === names.length + 1 &&
          JSON.stringify(codec.endpoint.doc().bodies[0]?.schema) !== undefined &&
          !isPolluted()
        );
      },
    ),
    { numRuns: 500 },
  );
});

t.test("hostile patterns are the patterns they were", async (t) => {
  const patterns = [
    "/",
    "[/]",
    "\\/",
    "^\u2028$",
    "^\\u2028$",
    "^[\"'`]$",
    "^\ud83d\ude00$",
    "^\\p{L}$",
    "a|/*",
    "^\ud800$",
    "\n",
    "",
    "^\\-$",
    "(?<n>a)\\k<n>",
  ];
  for (const pattern of patterns) {
    const codec = codecOf(text({ pattern }));
    const flags = isValid(pattern, "u") ? "u" : "";
    for (const sample of ["/", "*/", "\u2028", '"', "😀", "é", "a/*", "\ud800", "\n", "-", "aa", ""]) {
      t.equal(
        codec.decode(sample) !== FAIL,
        new RegExp(pattern, flags).test(sample),
        `${visible(pattern)} on ${visible(sample)}`,
      );
    }
  }
});

/** For the names of assertions: a line separator would end them. */
const visible = (text: string): string =>
  JSON.stringify(text).replace(/[^ -~]/gu, (one) => `U+${one.codePointAt(0)?.toString(16)}`);

function isValid(pattern: string, flags: string): boolean {
  try {
    new RegExp(pattern, flags);
    return true;
  } catch {
    return false;
  }
}

t.test("hostile names of functions, parameters and types", async (t) => {
  const names = [
    "default",
    "class",
    "#private",
    "a-b",
    "",
    "eval",
    "text",
    "bodies",
    "at",
    "issues",
    "support",
    "é",
    "__tw_decodeUser",
  ];
  const types = tableOf({
    User: object({ id: int() }),
    "Page.User-1": object({ "user?": { kind: "ref", to: "src/models.ts#User" } }),
  });
  const endpoints = names.map((name) => {
    const plan = echoPlan({ kind: "ref", to: "src/models.ts#Page.User-1" });
    return { ...plan, name, params: [{ kind: "body" as const, name, body: 0 }] };
  });
  const emission = emit({ types, callables: [], endpoints, support: "support", prefix: "__tw_" });
  t.equal(new Set(emission.endpoints).size, names.length);
  for (const endpoint of evaluate(emission))
    t.strictSame(endpoint.decode([], [{ user: { id: 1 } }]), [{ user: { id: 1 } }]);
  for (const name of emission.declarations.match(/(?<=^function )\S+(?=\()/gm) ?? []) {
    t.ok(/^__tw_(?:compiled|decode|explain|encode|write|is|text|schemas)[A-Za-z0-9]*$/.test(name), name);
  }
});

t.test("equal input gives equal text, each function once, nothing that is not used", async (t) => {
  const types = tableOf({ User: object({ id: int(), "friends?": record({ kind: "ref", to: "src/models.ts#User" }) }) });
  const plan = echoPlan({ kind: "ref", to: "src/models.ts#User" });
  const endpoints = [plan, { ...plan, name: "other" }, plan, endpointPlan({ name: "none" })];
  const once = emit({ types, callables: [], endpoints, support: "support", prefix: "__tw_" });
  t.strictSame(emit({ types, callables: [], endpoints, support: "support", prefix: "__tw_" }), once);
  t.equal(once.endpoints[0], once.endpoints[2], "equal plans share their code");
  const names = once.declarations.match(/(?<=^function )\S+(?=\()/gm) ?? [];
  t.equal(new Set(names).size, names.length);
  for (const name of names) {
    const uses = `${once.declarations} ${once.endpoints.join(" ")}`.split(`${name}`).length - 1;
    t.ok(uses > 1, `${name} is used`);
  }
  t.notMatch(once.declarations, /__tw_is/, "no test of members without a union");
  const onlyIn = emit({
    types,
    callables: [],
    endpoints: [{ ...plan, answers: [] }],
    support: "support",
    prefix: "__tw_",
  });
  t.notMatch(onlyIn.declarations, /__tw_encode/, "no encoder without an answer");
});

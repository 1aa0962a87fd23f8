import { deepStrictEqual } from "node:assert/strict";
import { FAIL, type Issue, MISMATCH } from "@typeway/contract";
import fc from "fast-check";
import t from "tap";
import { type Codec, codecOf } from "./evaluate.js";
import { inputOf } from "./input.js";
import { type Model, model } from "./model.js";
import { inputValidator, outputValidator } from "./validator.js";

const inputsByModel = 25;
const runs = Number(process.env["RUNS"] ?? 200);
t.setTimeout(180_000);

/** Holds for many inputs of many random models. */
function everyInput(check: (codec: Codec, input: unknown, one: Model) => void, prepare?: (codec: Codec) => void): void {
  const cases = model.chain((one) =>
    fc.tuple(fc.constant(one), fc.array(inputOf(one), { minLength: inputsByModel, maxLength: inputsByModel })),
  );
  fc.assert(
    fc.property(cases, ([one, inputs]) => {
      const codec = codecOf(one.type, one.types);
      prepare?.(codec);
      for (const input of inputs) check(codec, input, one);
    }),
    { numRuns: runs },
  );
}

function outcomeOf(action: () => string): string | typeof MISMATCH {
  try {
    return action();
  } catch (thrown) {
    if (thrown === MISMATCH) return MISMATCH;
    throw thrown;
  }
}

const isRepetition = ({ ctx }: Issue): boolean => ctx?.["reason"] === "a list with repeated items";

t.test("a decoder accepts exactly what the emitted JSON Schema accepts", async (t) => {
  let accepted = 0;
  let refused = 0;
  let validate = (_input: unknown) => false;
  everyInput(
    (codec, input) => {
      const isDecoded = codec.decode(input) !== FAIL;
      const isValid = validate(input);
      // A schema has no words for the one key that no record takes.
      if (!isDecoded && isValid && JSON.stringify(input).includes('"__proto__"')) return;
      // Nor for items that are one only in memory: a bigint in both forms, texts before they are transformed.
      if (!isDecoded && isValid && codec.explain(input).every(isRepetition)) return;
      if (isDecoded) accepted++;
      else refused++;
      deepStrictEqual(isDecoded, isValid);
    },
    (codec) => {
      const compiled = inputValidator(codec.endpoint.doc());
      validate = (input) => compiled(input);
    },
  );
  t.ok(accepted > inputsByModel * 20 && refused > inputsByModel * 20, `accepted ${accepted}, refused ${refused}`);
});

t.test("what was decoded, encoded and decoded again is the same", async (t) => {
  everyInput((codec, input) => {
    const value = codec.decode(input);
    if (value === FAIL) return;
    deepStrictEqual(codec.decode(JSON.parse(codec.encode(value))), value);
  });
  t.pass();
});

t.test("explain finds issues exactly where decode fails", async (t) => {
  everyInput((codec, input) => {
    deepStrictEqual(codec.explain(input).length > 0, codec.decode(input) === FAIL);
  });
  t.pass();
});

t.test("a strict encoder writes what the output schema accepts, and nothing undeclared", async (t) => {
  let validate = (_input: unknown) => false;
  everyInput(
    (codec, input, one) => {
      const value = codec.decode(input);
      if (value === FAIL) return;
      const written = codec.encode(value);
      deepStrictEqual(validate(JSON.parse(written)), true);
      if (!JSON.stringify(one).includes('"unknown"') && !JSON.stringify(one).includes('"additional"')) {
        deepStrictEqual(codec.encode(withUndeclared(value)), written);
      }
    },
    (codec) => {
      const compiled = outputValidator(codec.endpoint.doc());
      validate = (input) => compiled(input);
    },
  );
  t.pass();
});

t.test("a strict encoder throws MISMATCH exactly where its explain finds issues; another never throws", async (t) => {
  everyInput((codec, input) => {
    // JSON in the place of the value: dates and bigints are strings there, and much else may be wrong.
    deepStrictEqual(outcomeOf(() => codec.encode(input)) === MISMATCH, codec.explainValue(input).length > 0);
    JSON.parse(codec.encode(input, false));
  });
  t.pass();
});

const isScalar = (value: object): boolean =>
  value instanceof Date || value instanceof URL || value instanceof Uint8Array;

/** The value with a property that no type declares in every object of a declared type (records have no prototype). */
function withUndeclared(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withUndeclared);
  if (value instanceof Map) return new Map([...value].map(([key, inner]) => [key, withUndeclared(inner)]));
  if (value instanceof Set) return new Set([...value].map(withUndeclared));
  if (typeof value !== "object" || value === null || isScalar(value)) return value;
  const isRecord = Object.getPrototypeOf(value) === null;
  const entries = Object.entries(value).map(([name, inner]) => [name, withUndeclared(inner)]);
  const more = isRecord ? [] : [["unheard", "secret"]];
  return Object.setPrototypeOf(Object.fromEntries([...entries, ...more]), Object.getPrototypeOf(value));
}

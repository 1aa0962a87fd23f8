// Values that no type describes, handed to encoders that do not check: JSON comes out, and nothing undeclared.
import { MISMATCH } from "@typeway/contract";
import fc from "fast-check";
import t from "tap";
import { codecOf } from "./evaluate.js";
import { inputOf } from "./input.js";
import { model } from "./model.js";

t.setTimeout(180_000);
const runs = Number(process.env["RUNS"] ?? 150);

class Instance {
  readonly secret = "leaked";
  get id(): number {
    return 1;
  }
  toJSON(): string {
    return "leaked";
  }
}

const exotic = fc.constantFrom<unknown>(
  undefined,
  Number.NaN,
  Number.NEGATIVE_INFINITY,
  -0,
  12n,
  Symbol("leaked"),
  () => "leaked",
  new Date(Number.NaN),
  new Date(Date.UTC(20_000, 0)),
  new Map<unknown, unknown>([[{ a: 1 }, "leaked"]]),
  new Set([{ secret: "leaked" }]),
  new Number(3),
  new String("boxed"),
  new Instance(),
  Object.create(null),
  new Proxy({ secret: "leaked" }, {}),
  new Array(2),
  new Uint8Array(2),
  /leaked/,
  Promise.resolve("leaked"),
  "\ud800",
);

/** Puts something exotic where something ordinary is. */
function withExotic(value: unknown, path: readonly number[], stranger: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== "object" || value === null) return stranger;
  const keys = Object.keys(value);
  const key = keys[step % Math.max(keys.length, 1)];
  if (key === undefined) return stranger;
  const inner = withExotic((value as Readonly<Record<string, unknown>>)[key], rest, stranger);
  if (Array.isArray(value)) return value.map((item, index) => (String(index) === key ? inner : item));
  return { ...value, [key]: inner };
}

t.test(
  "an encoder that does not check never throws; one that checks throws MISMATCH where explain finds issues",
  async (t) => {
    const cases = model.chain((one) =>
      fc.tuple(
        fc.constant(one),
        fc.array(fc.tuple(inputOf(one), fc.array(fc.nat(9), { maxLength: 4 }), exotic), {
          minLength: 20,
          maxLength: 20,
        }),
      ),
    );
    let refused = 0;
    fc.assert(
      fc.property(cases, ([one, values]) => {
        const codec = codecOf(one.type, one.types);
        const isOpen = /"(unknown|record|additional)"/.test(JSON.stringify(one));
        for (const [input, path, stranger] of values) {
          const value = withExotic(input, path, stranger);
          const loosely = codec.encode(value, false);
          JSON.parse(loosely);
          if (!isOpen && loosely.includes("leaked")) throw new Error(`${loosely} shows what nobody declared`);
          const isMismatch = codec.explainValue(value).length > 0;
          if (isMismatch) refused++;
          try {
            JSON.parse(codec.encode(value, true));
            if (isMismatch) throw new Error(`Written in spite of ${JSON.stringify(codec.explainValue(value))}`);
          } catch (thrown) {
            if (thrown !== MISMATCH || !isMismatch) throw thrown;
          }
        }
      }),
      { numRuns: runs },
    );
    t.ok(refused > runs * 5, `${refused} refused`);
  },
);

import { deepStrictEqual } from "node:assert/strict";
import fc from "fast-check";
import t from "tap";
import { codecOf } from "./evaluate.js";
import { inputOf } from "./input.js";
import { model } from "./model.js";
import { inputValidator } from "./validator.js";
import { inputValidator30 } from "./validator-30.js";

const inputsByModel = 25;
const runs = Number(process.env["RUNS"] ?? 200);

/** Words that OpenAPI 3.0 has nothing for; without them its schema says all there is to say. */
const beyond30 = /"(prefixItems|patternProperties|propertyNames|contains|if)":/;

t.test(
  "the schema of OpenAPI 3.0 accepts what that of 2020-12 accepts, and refuses what it has words for",
  async (t) => {
    const counts = { exact: 0, accepted: 0, refused: 0, wider: 0 };
    const cases = model.chain((one) =>
      fc.tuple(fc.constant(one), fc.array(inputOf(one), { minLength: inputsByModel, maxLength: inputsByModel })),
    );
    fc.assert(
      fc.property(cases, ([one, inputs]) => {
        const doc = codecOf(one.type, one.types).endpoint.doc();
        const [whole, narrow] = [inputValidator(doc), inputValidator30(doc)];
        const isExact = !beyond30.test(JSON.stringify(doc));
        if (isExact) counts.exact++;
        for (const input of inputs) {
          const [expected, found] = [whole(input), narrow(input)];
          if (isExact || expected) deepStrictEqual(found, expected);
          else if (found) counts.wider++;
          if (expected) counts.accepted++;
          else counts.refused++;
        }
      }),
      { numRuns: runs },
    );
    t.ok(counts.exact > runs / 20 && counts.accepted > runs && counts.refused > runs, JSON.stringify(counts));
  },
);

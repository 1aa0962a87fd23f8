/**
 * Holds a type's generated code against the type's own schema: ajv on what `schemaOf` says and the decoder must agree
 * on every document.
 */
import { isDeepStrictEqual } from "node:util";
import { requireData } from "@typeway/runtime";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import t from "tap";
import { type Compiled, type Issue, type JsonSchema, schemaOf } from "typeway";
import { FAIL } from "typeway/compiled";
import { Documents } from "./documents.js";
import { Mutants } from "./mutants.js";
import { Random } from "./random.js";

/** Of each model. `DOCUMENTS` makes a quick run of it. */
const documentsByModel = Number(process.env["DOCUMENTS"] ?? 100_000);
/** Documents that are made of one by small changes. */
const mutantsByDocument = 100;
/** One in so many is explained, or written and read again: both cost many times a decoding. */
const sampling = 10;

interface Codec {
  readonly decode: (value: unknown) => unknown;
  readonly explain: (value: unknown) => readonly Issue[];
  readonly encode: (value: unknown) => string;
  readonly validateInput: ValidateFunction;
  readonly validateOutput: ValidateFunction;
}

/** A test of one type: the transformer completes the last argument. */
export function model<T>(name: string, compiled?: Compiled<T, "data">): void {
  const data = requireData(compiled, "model");
  const input = schemaOf<T>({ io: "input" }, compiled);
  const codec: Codec = {
    decode: (value) => data.decode(value),
    explain: (value) => {
      const issues: Issue[] = [];
      data.explain(value, ["body"], issues);
      return issues;
    },
    encode: (value) => data.encoder.encode(value, true),
    validateInput: validatorOf(input),
    validateOutput: validatorOf(schemaOf<T>({ io: "output" }, compiled)),
  };
  const title = `${name}: ajv and the decoder agree on ${documentsByModel} documents; of each ${sampling}th, explain agrees and the round trip is the same`;
  t.test(title, async (t) => {
    const { accepted, refused } = compare(codec, new Documents(input), new Random(name));
    t.ok(
      accepted > documentsByModel / 50 && refused > documentsByModel / 50,
      `${accepted} accepted, ${refused} refused`,
    );
    t.equal(accepted + refused, documentsByModel);
  });
}

function compare(codec: Codec, documents: Documents, random: Random): { accepted: number; refused: number } {
  let accepted = 0;
  let refused = 0;
  const check = (document: unknown): void => {
    const value = codec.decode(document);
    const isDecoded = value !== FAIL;
    const isAgreed = isDecoded === codec.validateInput(document) || isForbidden(codec, document);
    if (!isAgreed) throw disagreement(codec, document);
    const count = isDecoded ? ++accepted : ++refused;
    if (count % sampling !== 1) return;
    if (codec.explain(document).length > 0 === isDecoded) throw disagreement(codec, document);
    if (isDecoded) checkRoundTrip(codec, value);
  };
  while (accepted + refused < documentsByModel) {
    const mutants = new Mutants(baseOf(codec, documents, random));
    check(mutants.document);
    for (let index = 1; index < mutantsByDocument && accepted + refused < documentsByModel; index++) {
      mutants.change(random, check);
    }
  }
  return { accepted, refused };
}

/** A schema has no words for the one key that no record takes. */
const isForbidden = ({ decode, explain }: Codec, document: unknown): boolean =>
  decode(document) === FAIL && explain(document).some(({ type }) => type === "forbidden_key");

/** A document that fits, as a rule: of one that does not, most variations would fail at the same place. */
function baseOf({ validateInput }: Codec, documents: Documents, random: Random): unknown {
  let document = documents.make(random);
  for (let attempt = 0; attempt < 20 && !validateInput(document); attempt++) document = documents.make(random);
  return document;
}

function checkRoundTrip(codec: Codec, value: unknown): void {
  const written = codec.encode(value);
  const json: unknown = JSON.parse(written);
  const isSame = isDeepStrictEqual(codec.decode(json), value);
  if (!isSame || !codec.validateOutput(json)) {
    throw new Error(`${isSame ? "Not of the output schema" : "Read again it is another"}: ${show(json)}`);
  }
}

function disagreement({ validateInput, decode, explain }: Codec, document: unknown): Error {
  const ajv = validateInput(document) ? "accepts" : `refuses (${show(validateInput.errors)})`;
  const decoder = decode(document) === FAIL ? "refuses" : "accepts";
  return new Error(`ajv ${ajv}, the decoder ${decoder} (${show(explain(document))}): ${show(document)}`);
}

/** In printable ASCII: a test's report is read by lines. */
const show = (value: unknown): string =>
  JSON.stringify(value).replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);

/**
 * Strict: a keyword it does not know, or one that cannot apply, is an error; but a tuple may have optional items. The
 * integer formats are OpenAPI's, which ajv has to be told, and what an encoding means it leaves to others.
 */
function validatorOf(schema: JsonSchema): ValidateFunction {
  const ajv = new Ajv2020({
    strict: true,
    strictTuples: false,
    allowUnionTypes: true,
    strictNumbers: true,
    ownProperties: true,
  });
  addFormats.default(ajv, { mode: "full" });
  ajv.addFormat("int64", { type: "number", validate: Number.isSafeInteger });
  ajv.addFormat("uint64", { type: "number", validate: Number.isSafeInteger });
  ajv.addFormat("uint32", { type: "number", validate: Number.isInteger });
  ajv.removeKeyword("contentEncoding");
  ajv.addKeyword({ keyword: "contentEncoding", type: "string", validate: isEncoded });
  return ajv.compile(schema);
}

const isEncoded = (encoding: string, text: string): boolean =>
  encoding === "base64" && Buffer.from(text, "base64").toString("base64") === text;

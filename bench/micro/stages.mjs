/** What is measured, and who takes part. */
import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { IssueList } from "../../runtime/dist/compiled/issue-list.js";
import { writeIssues } from "../../runtime/dist/errors/write-issues.js";
import { endpoints } from "../.artifacts/micro/typeway/typeway.js";
import { programs } from "../.artifacts/micro/typia/typia.js";
import { jsonSchemaPeers } from "./peers/json-schema.mjs";
import { typeboxPeers } from "./peers/typebox.mjs";
import { zodPeers } from "./peers/zod.mjs";
import { query } from "./query.mjs";
import { router } from "./router.mjs";
import { inMemory, revive } from "./samples.mjs";

const FAIL = Symbol.for("typeway.fail");
const at = { text: [], body: [["body"]] };

function typewayOf(model) {
  const endpoint = endpoints[model];
  const { encode } = endpoint.answers.plain;
  return {
    decode(value) {
      const decoded = endpoint.decode(noTexts, [value]);
      return decoded === FAIL ? undefined : decoded[0];
    },
    collect(value) {
      const bodies = [value];
      if (endpoint.decode(noTexts, bodies) !== FAIL) return none;
      const found = new IssueList();
      endpoint.explain(noTexts, bodies, at, found);
      return found;
    },
    encodeChecked: (value) => encode(value, true),
    encodeLoosely: (value) => encode(value, false),
  };
}

const none = new IssueList();
const noTexts = [];

const parse = (text) => JSON.parse(text);

/** Whether what a decoder made of it is the value a handler should have; `asText` where it leaves dates as text. */
function decodesTo(model, decoded, text, asText) {
  deepStrictEqual(decoded, asText ? parse(text) : inMemory(model, text));
}

/**
 * A stage: `reference` is whom the others are compared with. A peer has `run`, and what it does is told in `work`.
 * `prepare` makes the inputs of a batch from their texts, before the time starts. With `cases` of its own it leaves the samples.
 */
export const stages = [
  {
    name: "decode valid input",
    reference: "ajv",
    target: 1.3,
    note: [
      "From a parsed value to what a handler may be given: checked, undeclared keys gone, dates as `Date`.",
      "The target is taken against `ajv`, the same contract; `ajv check` does less: undeclared keys stay, dates stay text.",
    ],
    texts: (sample) => sample.sentTexts,
    prepare: (_sample, text) => parse(text),
    peers(model) {
      const jsonSchema = jsonSchemaPeers(model);
      const typebox = typeboxPeers(model);
      const { isPrune } = programs[model];
      const revived = (value) => (value === undefined ? undefined : revive(model, value));
      return {
        typeway: { work: "one pass, into a new value", run: typewayOf(model).decode },
        ajv: {
          work: 'removeAdditional "all" in place, formats full, then `new Date` by hand',
          run: model === "MeetingList" ? (value) => revived(jsonSchema.strip(value)) : jsonSchema.strip,
        },
        "ajv check": { work: "validation only, first error", run: jsonSchema.check, isCheck: true },
        zod: { work: "safeParse, into a new value, `new Date` in a transform", run: zodPeers(model).decode },
        typebox: { work: "compiled Check, then Clean in place", run: (value) => revived(typebox.decode(value)) },
        typia: {
          work: "createIsPrune in place",
          run: (value) => (isPrune(value) ? revived(value) : undefined),
        },
      };
    },
    verify(sample, { isCheck }, decode) {
      for (const [index, text] of sample.texts.entries()) {
        const decoded = decode(parse(sample.sentTexts[index]));
        if (isCheck) ok(decoded !== undefined);
        else decodesTo(sample.model, decoded, text, false);
      }
    },
  },
  {
    name: "explain invalid input",
    reference: "ajv",
    target: 1,
    note: [
      "From a parsed value to the list of all issues. Typeway fails to decode first, then explains: the list holds of each",
      "its constraint, its place and its value. Objects or text are made of it by who needs them; see `refuse`.",
      "The target is taken against `ajv`, which stops short of an answer; `ajv issues` makes what Typeway makes.",
    ],
    texts: (sample) => sample.badTexts,
    prepare: (_sample, text) => parse(text),
    peers(model) {
      const { validate } = programs[model];
      const ajv = jsonSchemaPeers(model);
      return {
        typeway: {
          work: "decode, explain: constraint (code, message, ctx), place, input",
          run: typewayOf(model).collect,
        },
        ajv: {
          work: "allErrors, formats full: its own error objects, with a path and without the input",
          run: ajv.collect,
        },
        "ajv issues": { work: "allErrors, verbose, and each error made into what an answer shows", run: ajv.tell },
        zod: { work: "safeParse", run: zodPeers(model).collect },
        typebox: { work: "compiled Errors", run: typeboxPeers(model).collect },
        typia: {
          work: "createValidate",
          run(value) {
            const result = validate(value);
            return result.success ? [] : result.errors;
          },
        },
      };
    },
    verify(sample, _peer, collect, all) {
      for (const text of sample.badTexts) {
        const found = collect(parse(text));
        ok(found.length > 0 && found !== true);
        if (collect === all.typeway.run) strictEqual(found.length, all.ajv.run(parse(text)).length);
      }
    },
  },
  {
    name: "refuse",
    reference: "ajv",
    target: 1,
    note: [
      "From a parsed value to the JSON text that lists all issues: what a server does that answers with them.",
      "In `explain` everything is collected that the list needs; here it is also put into words and written.",
    ],
    texts: (sample) => sample.badTexts,
    prepare: (_sample, text) => parse(text),
    peers(model) {
      const { collect } = typewayOf(model);
      const ajv = jsonSchemaPeers(model);
      return {
        typeway: { work: "code, loc, message, input, ctx; values cut", run: (value) => writeIssues(collect(value)) },
        ajv: { work: "allErrors, JSON.stringify of its errors", run: (value) => JSON.stringify(ajv.collect(value)) },
        "ajv issues": {
          work: "each error made into what an answer shows, then JSON.stringify; values whole",
          run: (value) => JSON.stringify(ajv.tell(value)),
        },
      };
    },
    verify(sample, _peer, refuse, all) {
      for (const text of sample.badTexts) {
        const issues = parse(refuse(parse(text)));
        ok(issues.length > 0);
        if (refuse !== all.typeway.run) continue;
        strictEqual(issues.length, parse(all.ajv.run(parse(text))).length);
        deepStrictEqual(issues, parse(JSON.stringify(typewayOf(sample.model).collect(parse(text)).issues)));
      }
    },
  },
  {
    name: "encode",
    // Encoders that check no keys would write more than the others.
    without: "undeclared keys",
    reference: "JSON.stringify",
    target: 1,
    note: [
      "From a value in memory to JSON text that is in one piece (the text is read once, as sending it does).",
      "`typeway` checks types and constraints while it writes, as it does by default; the target is taken with that.",
    ],
    texts: (sample) => sample.texts,
    prepare: (sample, text) => inMemory(sample.model, text),
    peers(model) {
      const { stringify, assertStringify } = programs[model];
      const flat = (write) => (value) => {
        const text = write(value);
        return text.charCodeAt(text.length >> 1) > 0 ? text : undefined;
      };
      const typeway = typewayOf(model);
      return {
        typeway: { work: "checked, declared properties only", run: flat(typeway.encodeChecked) },
        "typeway off": { work: "responses: off", run: flat(typeway.encodeLoosely) },
        "JSON.stringify": { work: "no checks, all properties", run: flat(JSON.stringify) },
        fjs: { work: "fast-json-stringify: no checks", run: flat(jsonSchemaPeers(model).stringify) },
        typia: { work: "createAssertStringify: checked", run: flat(assertStringify) },
        "typia off": { work: "createStringify: no checks", run: flat(stringify) },
      };
    },
    verify(sample, _peer, encode) {
      for (const text of sample.texts) deepStrictEqual(parse(encode(inMemory(sample.model, text))), parse(text));
    },
  },
  query,
  router,
];

import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import fastJsonStringify from "fast-json-stringify";
import { schemas } from "./schemas.mjs";

/** `mode: "full"` reads dates and URIs by their RFC, as Typeway does; the fast mode takes the 45th of May. */
function ajvWith(options) {
  const ajv = new Ajv(options);
  addFormats.default(ajv, { mode: "full" });
  return ajv;
}

const stripping = ajvWith({ removeAdditional: "all" });
const checking = ajvWith({});
const collecting = ajvWith({ allErrors: true });
const telling = ajvWith({ allErrors: true, verbose: true });

/** An error as an answer shows it: where, what was there, in words. */
const issueOf = ({ keyword, instancePath, message, data, params }) => ({
  type: keyword,
  loc: ["body", ...instancePath.split("/").slice(1)],
  msg: message,
  input: data,
  ctx: params,
});

export function jsonSchemaPeers(model) {
  const strip = stripping.compile(schemas[model]);
  const check = checking.compile(schemas[model]);
  const collect = collecting.compile(schemas[model]);
  const tell = telling.compile(schemas[model]);
  return {
    strip: (value) => (strip(value) ? value : undefined),
    check: (value) => (check(value) ? value : undefined),
    collect: (value) => (collect(value) ? [] : collect.errors),
    tell: (value) => (tell(value) ? [] : tell.errors.map(issueOf)),
    stringify: fastJsonStringify(schemas[model]),
  };
}

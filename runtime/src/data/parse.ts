import { type Compiled, type CompiledData, FAIL, type Issue } from "@typeway/contract";
import { IssueList } from "../compiled/issue-list.js";
import { findJsonFault } from "../dispatch/json-fault.js";
import { isStackOverflow } from "../errors/stack-overflow.js";
import { TypewayError } from "../errors/typeway-error.js";
import { ValidationError } from "../errors/validation-error.js";
import { nestingIssue } from "../nesting.js";
import { requireData } from "./compiled-data.js";

/**
 * Decodes a parsed JSON value, as the body of a request is decoded: checks, converts, and drops what is not declared.
 * @throws {ValidationError} with every issue; of a handler that lets it through it is a 500, because the value is not
 *   the client's request
 */
export function parse<T>(value: unknown, compiled?: Compiled<T, "data">): T {
  return decode(requireData(compiled, "parse"), value) as T;
}

/**
 * {@link parse} of a JSON text.
 * @throws {ValidationError} also when the text is not JSON (`json_invalid`)
 */
export function parseJson<T>(text: string, compiled?: Compiled<T, "data">): T {
  const data = requireData(compiled, "parseJson");
  return decode(data, read(text)) as T;
}

function decode(data: CompiledData, value: unknown): unknown {
  if (value === undefined && data.optional) return undefined;
  const tooDeep = data.nesting === undefined ? undefined : nestingIssue(value, data.nesting, []);
  if (tooDeep !== undefined) throw new ValidationError([tooDeep], value, 500);
  const decoded = data.decode(value);
  if (decoded !== FAIL) return decoded;
  const found = new IssueList();
  data.explain(value, [], found);
  if (found.length === 0)
    throw new TypewayError("TYPEWAY_DECODER_DISAGREES", { handler: data.name, route: "a call of parse" });
  throw new ValidationError(found.issues, value, 500);
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (isStackOverflow(error)) throw refused({ type: "json_too_deep", loc: [], msg: tooDeepText, input: null });
    if (!(error instanceof SyntaxError)) throw error;
    const { offset, expected } = findJsonFault(text);
    const msg = `The text is not valid JSON: at character ${offset} there should be ${expected}`;
    const ctx = { error: `Expected ${expected}` };
    // Without V8's error as cause: it quotes the text, and logs write causes.
    throw refused({ type: "json_invalid", loc: [offset], msg, input: null, ctx });
  }

  function refused(issue: Issue): ValidationError {
    return new ValidationError([issue], text, 500);
  }
}

const tooDeepText = "The text is nested too deeply";

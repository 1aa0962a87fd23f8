import { type Encoder, type Issue, type Location, MISMATCH } from "@typeway/contract";
import { IssueList } from "../compiled/issue-list.js";
import { isStackOverflow } from "../errors/stack-overflow.js";
import { TypewayError } from "../errors/typeway-error.js";
import type { CheckResponses } from "../options.js";
import type { Run } from "../run.js";

/**
 * Writes a value by its generated encoder.
 * @param at where the value stands, for the log
 * @throws {TypewayError} TYPEWAY_ANSWER_MISMATCH when the value is not of its type and responses are asserted; however
 *   they are checked, when it holds itself
 */
export function encode(
  run: Run,
  encoder: Encoder,
  value: unknown,
  check: CheckResponses,
  handler: string,
  at: Location = body,
): string {
  const { trace } = run;
  if (trace === undefined) return write(run, encoder, value, check, handler, at);
  return writeTraced(run, encoder, value, check, handler, at);
}

/** Apart, as closures allocate wherever they might be made: see `dispatch`. */
const writeTraced: typeof write = (run, encoder, value, check, handler, at) => {
  const writing = (): string => write(run, encoder, value, check, handler, at);
  return run.trace === undefined ? writing() : run.trace.step("serialization", handler, writing);
};

const body: Location = ["response"];

function write(
  run: Run,
  encoder: Encoder,
  value: unknown,
  check: CheckResponses,
  handler: string,
  at: Location,
): string {
  try {
    return encoder.encode(value, check !== "off");
  } catch (error) {
    const issues = mismatchesOf(encoder, value, at, error);
    const fault = new TypewayError("TYPEWAY_ANSWER_MISMATCH", { handler, route: routeOf(run), issues });
    if (check === "assert" || error !== MISMATCH) throw fault;
    run.log("error", fault.message, { details: { issues } });
    return write(run, encoder, value, "off", handler, at);
  }
}

export const routeOf = (run: Run): string => `${run.exchange.method} ${run.route?.pattern.text ?? run.path}`;

/** Where a value is not of its type, and what was expected; never the value: it may be somebody's. */
export type Mismatch = Omit<Issue, "input">;

/**
 * Why an encoder threw.
 * @throws what it threw, where that is not about the value's type: a getter's own error
 */
export function mismatchesOf(encoder: Encoder, value: unknown, at: Location, thrown: unknown): readonly Mismatch[] {
  // Generated code walks a value by recursion; what holds itself exhausts the stack.
  const isEndless = isStackOverflow(thrown);
  if (thrown !== MISMATCH && !isEndless) throw thrown;
  const found = new IssueList();
  try {
    encoder.explain(value, at, found);
  } catch (error) {
    if (!isStackOverflow(error)) throw error;
  }
  if (isEndless && found.length === 0) found.push({ ...endless, loc: at });
  return found.issues.map(({ input, ...rest }) => rest);
}

/** Of a value in which no circle was found: each of a union's members may be fine but for the search of the best. */
const endless = { type: "json_too_deep", msg: "The value holds itself, or is nested too deeply", input: null };

import { type Encoder, type Issue, MISMATCH } from "@typeway/contract";
import { TypewayError } from "../errors/typeway-error.js";
import type { CheckResponses } from "../options.js";
import type { Run } from "../run.js";

/**
 * Writes a value by its generated encoder.
 * @throws {TypewayError} TYPEWAY_ANSWER_MISMATCH when the value is not of its type and responses are asserted
 */
export function encode(run: Run, encoder: Encoder, value: unknown, check: CheckResponses, handler: string): string {
  if (check === "off") return encoder.encode(value, false);
  try {
    return encoder.encode(value, true);
  } catch (error) {
    if (error !== MISMATCH) throw error;
    const issues = explain(encoder, value);
    const fault = new TypewayError("TYPEWAY_ANSWER_MISMATCH", { handler, route: routeOf(run), issues });
    if (check === "assert") throw fault;
    run.log("error", fault.message, { details: { issues } });
    return encoder.encode(value, false);
  }
}

export const routeOf = (run: Run): string => `${run.exchange.method} ${run.route?.pattern.text ?? run.path}`;

/** The log says where and what was expected, never the value: it may be somebody's. */
function explain(encoder: Encoder, value: unknown): readonly Omit<Issue, "input">[] {
  const issues: Issue[] = [];
  encoder.explain(value, ["response"], issues);
  return issues.map(({ input, ...rest }) => rest);
}

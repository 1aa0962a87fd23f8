import { type Compiled, type Issue, type Json, MISMATCH } from "@typeway/contract";
import { TypewayError } from "../errors/typeway-error.js";
import { requireData } from "./compiled-data.js";

/**
 * The JSON form of a value, as it would leave as an answer: declared properties only, in declared order, a `Date` as
 * its text.
 * @throws {TypewayError} TYPEWAY_VALUE_MISMATCH, naming every place, when the value is not of its type
 */
export function toJson<T>(value: T, compiled?: Compiled<T, "data">): Json {
  const { encoder, name } = requireData(compiled, "toJson");
  try {
    return JSON.parse(encoder.encode(value, true));
  } catch (error) {
    if (error !== MISMATCH) throw error;
    const issues: Issue[] = [];
    encoder.explain(value, [], issues);
    // Where and what was expected, never the value: it may be somebody's.
    const mismatches = issues.map(({ input, ...rest }) => rest);
    throw new TypewayError("TYPEWAY_VALUE_MISMATCH", { type: name, issues: mismatches });
  }
}

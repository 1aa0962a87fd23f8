import type { Compiled, Json } from "@typeway/contract";
import { mismatchesOf } from "../answers/encode.js";
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
    const issues = mismatchesOf(encoder, value, [], error);
    throw new TypewayError("TYPEWAY_VALUE_MISMATCH", { type: name, issues });
  }
}

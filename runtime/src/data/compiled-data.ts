import type { CompiledData } from "@typeway/contract";
import { checkCall } from "../compiled-guard.js";

/**
 * @param call the function's name, for the message
 * @throws {TypewayError} when `compiled` is not what this runtime's transformer writes for a type of data
 */
export function requireData(compiled: unknown, call: string): CompiledData {
  checkCall(compiled, call, "encoder");
  // Generated code of this version has this shape; it is checked by the transformer's tests, not per call.
  return compiled as CompiledData;
}

import { CONTRACT_VERSION, type CompiledData } from "@typeway/contract";
import { TypewayError } from "../errors/typeway-error.js";

/**
 * @param call the function's name, for the message
 * @throws {TypewayError} when `compiled` is not what this runtime's transformer writes for a type of data
 */
export function requireData(compiled: unknown, call: string): CompiledData {
  if (typeof compiled !== "object" || compiled === null || !("version" in compiled) || !("encoder" in compiled))
    throw new TypewayError("TYPEWAY_TYPE_NOT_COMPILED", { call });
  if (compiled.version !== CONTRACT_VERSION)
    throw new TypewayError("TYPEWAY_CONTRACT_VERSION", {
      handler: call,
      route: "A call",
      found: compiled.version,
      wanted: CONTRACT_VERSION,
    });
  // Generated code of this version has this shape; it is checked by the transformer's tests, not per call.
  return compiled as CompiledData;
}

import { CONTRACT_VERSION, type CompiledCallable, type CompiledEndpoint } from "@typeway/contract";
import { TypewayError } from "./errors/typeway-error.js";

/** What is said about a registration whose generated code is missing or of another release. */
interface Registered {
  readonly handler: Function;
  /** `GET /users/{userId}`, or another phrase for what was registered. */
  readonly route: string;
}

/** @throws {TypewayError} when `compiled` is not what this runtime's transformer writes for a handler */
export function requireEndpoint(compiled: unknown, registered: Registered): CompiledEndpoint {
  const callable = requireCallable(compiled, registered);
  if (!("answers" in callable)) throw notCompiled(registered);
  return callable as CompiledEndpoint;
}

/** @throws {TypewayError} when `compiled` is not what this runtime's transformer writes for a dependency */
export function requireCallable(compiled: unknown, registered: Registered): CompiledCallable {
  if (typeof compiled !== "object" || compiled === null || !("version" in compiled)) throw notCompiled(registered);
  if (compiled.version !== CONTRACT_VERSION) {
    const { handler, route } = registered;
    const details = { handler: handler.name, route, found: compiled.version, wanted: CONTRACT_VERSION };
    throw new TypewayError("TYPEWAY_CONTRACT_VERSION", details);
  }
  // Generated code of this version has this shape; it is checked by the transformer's tests, not per start.
  return compiled as CompiledCallable;
}

const notCompiled = ({ handler, route }: Registered) =>
  new TypewayError("TYPEWAY_NOT_COMPILED", { handler: handler.name, route });

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
  checkVersion(compiled.version, registered.handler.name, registered.route);
  // Generated code of this version has this shape; it is checked by the transformer's tests, not per start.
  return compiled as CompiledCallable;
}

/**
 * The same for calls about a type of data, which belong to no route.
 * @param call the function's name, for the message
 * @param member which only what is generated for such a call has
 * @throws {TypewayError}
 */
export function checkCall(compiled: unknown, call: string, member: string): void {
  if (typeof compiled !== "object" || compiled === null || !("version" in compiled) || !(member in compiled))
    throw new TypewayError("TYPEWAY_TYPE_NOT_COMPILED", { call });
  checkVersion(compiled.version, call, "A call");
}

/** @throws {TypewayError} */
function checkVersion(found: unknown, handler: string, route: string): void {
  if (found === CONTRACT_VERSION) return;
  throw new TypewayError("TYPEWAY_CONTRACT_VERSION", { handler, route, found, wanted: CONTRACT_VERSION });
}

const notCompiled = ({ handler, route }: Registered) =>
  new TypewayError("TYPEWAY_NOT_COMPILED", { handler: handler.name, route });

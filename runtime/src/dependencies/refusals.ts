import type { CompiledCallable, Provider } from "@typeway/contract";
import { TypewayError } from "../errors/typeway-error.js";
import type { Lifetime } from "./plan.js";

/** @param trail from the handler down to who asks for `provider` */
export function checkCycle(provider: Provider, trail: readonly Provider[]): void {
  if (!trail.includes(provider)) return;
  const circle = [...trail.slice(trail.indexOf(provider)), provider];
  throw new TypewayError("TYPEWAY_DEPENDENCY_CYCLE", {
    names: circle.map(({ name }) => name || "an anonymous function"),
  });
}

const order: Readonly<Record<Lifetime, number>> = { function: 0, request: 1, app: 2 };

interface Asker {
  readonly compiled: CompiledCallable;
  readonly lifetime: Lifetime;
}

/** What is needed lives at least as long as what it is needed for. */
export function checkLifetime({ compiled, lifetime: scope }: Asker, lifetime: Lifetime, { name }: Provider): void {
  if (order[lifetime] >= order[scope]) return;
  const needs = `'${name}' of scope "${lifetime}"`;
  throw new TypewayError("TYPEWAY_DEPENDENCY_LIFETIME", { handler: compiled.name, scope, needs });
}

/** For what is of scope "app". */
export function checkNeedsNoRequest(compiled: CompiledCallable): void {
  const [name] = [...compiled.slots, ...compiled.bodies].map((slot) => slot.name);
  if (name === undefined) return;
  const needs = `the request's '${name}'`;
  throw new TypewayError("TYPEWAY_DEPENDENCY_LIFETIME", { handler: compiled.name, scope: "app", needs });
}

/** What belongs to one request. */
export function refuseInApp({ name: handler }: CompiledCallable, parameter: string, wanted: string): never {
  const what = `${wanted} in a dependency of scope "app"`;
  throw new TypewayError("TYPEWAY_PARAMETER_UNSUPPORTED", { handler, parameter, what });
}

/** @param early callables that run before the body is read */
export function checkNeedsNoBody(early: readonly CompiledCallable[]): void {
  for (const { bodies, slots, name: handler, at } of early) {
    const [body] = [...bodies, ...slots.filter((slot) => slot.in === "form")];
    if (body !== undefined) throw new TypewayError("TYPEWAY_DEPENDENCY_BODY", { handler, parameter: body.name, at });
  }
}

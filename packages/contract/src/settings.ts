import type { CompiledCallable } from "./compiled.js";

/**
 * Generated for a type of settings: a callable whose only parameter is an object made of text slots. Each slot's `name`
 * is that of an environment variable, in CONSTANT_CASE, and its `loc` the way to the property it is for
 * (`["database", "poolSize"]`). Where a slot says it is from does not matter: nothing here is part of a request.
 */
export interface CompiledSettings extends CompiledCallable {}

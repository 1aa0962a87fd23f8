import type { Compiled, JsonSchema } from "@typeway/contract";
import { createSchema } from "@typeway/openapi";
import { requireData } from "@typeway/runtime";

export interface SchemaOptions {
  /** What `parse` reads, or what `toJson` writes: they differ for defaults and for bigint. @default "input" */
  readonly io?: "input" | "output";
}

/**
 * The JSON Schema (2020-12) of a type, complete in itself: other named types are under `$defs`. A new one at each
 * call, so it may be changed.
 */
export function schemaOf<T>(options?: SchemaOptions, compiled?: Compiled<T, "data">): JsonSchema {
  return createSchema(requireData(compiled, "schemaOf").doc(), options?.io ?? "input");
}

import { changedSchema, type JsonSchema, type SchemaChange, type SchemaDoc } from "@typeway/contract";

/** The schemas of a type that is written a little differently from how it is read. */
export const twoSided = (
  name: string,
  input: JsonSchema,
  toOutput: readonly SchemaChange[],
  toShared: readonly SchemaChange[] = [],
): SchemaDoc => ({
  name,
  input,
  output: changedSchema(input, toOutput),
  ...(toShared.length === 0 ? {} : { shared: changedSchema(input, toShared) }),
});

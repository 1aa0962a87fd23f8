import type { JsonSchema } from "@typeway/contract";
import { bigintName, integerName, numberName } from "../../ir/name-patterns.js";
import type { WireType } from "../../ir/wire-type.js";
import { isIntegerFormat } from "./type-name.js";

/** `propertyNames`: what the names of a record have to be, of which a validator only sees the text. */
export function nameSchema(keys: WireType): JsonSchema {
  switch (keys.kind) {
    case "string":
      return { ...keys.constraints, ...keys.schema };
    case "number":
      return { pattern: isIntegerFormat(keys.format) ? integerName : numberName };
    case "bigint":
      return keys.values === undefined ? { pattern: bigintName } : { enum: keys.values };
    case "boolean":
      return { enum: ["true", "false"] };
    case "literal":
      return { enum: keys.values.map(String) };
    case "union":
      return { anyOf: keys.members.map(nameSchema) };
    default:
      throw new Error(`A ${keys.kind} is no key`);
  }
}

import type { WireType } from "./wire-type.js";

/** The types a type is made of, one level down; a reference is not followed. */
export function innerTypes(type: WireType): readonly WireType[] {
  switch (type.kind) {
    case "array":
    case "set":
      return [type.items];
    case "tuple":
      return [...type.items, ...(type.rest ? [type.rest] : [])];
    case "record":
      return [type.values, ...(type.keys ? [type.keys] : [])];
    case "union":
      return type.members;
    case "object":
      return [...type.properties.map((property) => property.type), ...(type.additional ? [type.additional] : [])];
    case "checked":
      return [type.type];
    case "coded":
      return [type.wire];
    default:
      return [];
  }
}

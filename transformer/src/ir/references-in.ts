import { innerTypes } from "./inner-types.js";
import type { ReferenceKey, TypeTable, WireType } from "./wire-type.js";

/**
 * Every function, codec and class that generated code of the types uses, in order.
 * @param reads values of the types are made, not only written
 */
export function referencesIn(types: readonly WireType[], table: TypeTable, reads: boolean): readonly ReferenceKey[] {
  const found = new Set<ReferenceKey>();
  const visit = (type: WireType): void => {
    for (const key of ownReferences(type, reads)) found.add(key);
    for (const inner of innerTypes(type)) visit(inner);
  };
  for (const type of types) visit(type);
  for (const { type } of Object.values(table)) visit(type);
  return [...found];
}

function ownReferences(type: WireType, reads: boolean): readonly ReferenceKey[] {
  switch (type.kind) {
    case "checked":
      return type.checks.map(({ reference }) => reference);
    case "coded":
      return type.instance === undefined ? [type.codec] : [type.codec, type.instance];
    case "object":
      return type.construct === undefined || !reads ? [] : [type.construct];
    default:
      return [];
  }
}

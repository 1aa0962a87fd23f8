import { innerTypes } from "../../ir/inner-types.js";
import type { Check, ObjectType, WireType } from "../../ir/wire-type.js";
import ts from "../../typescript.cjs";
import type { Markers } from "../2-analyze/markers.js";
import { asWritten, typeNodeOf } from "../2-analyze/written.js";
import type { Describer } from "../3-describe/describer.js";

/** An object type, and the functions that its values have to pass. */
export interface SpreadType {
  readonly object: ObjectType;
  readonly checks: readonly Check[];
}

/** The object type behind null, names and checks. */
export function spreadTypeOf(describer: Describer, type: WireType): SpreadType | undefined {
  const found = describer.resolve(type);
  if (found.kind === "object") return { object: found, checks: [] };
  if (found.kind === "checked") {
    const inner = spreadTypeOf(describer, found.type);
    return inner && { ...inner, checks: [...inner.checks, ...found.checks] };
  }
  if (found.kind !== "union") return undefined;
  const [only, ...others] = found.members.filter((member) => member.kind !== "null");
  return only && others.length === 0 ? spreadTypeOf(describer, only) : undefined;
}

/** The object type behind null and names, where nothing has to check its values. */
export function objectOf(describer: Describer, type: WireType): ObjectType | undefined {
  const found = spreadTypeOf(describer, type);
  return found?.checks.length === 0 ? found.object : undefined;
}

export function markersOf({ project: { checker }, markers }: Describer, type: ts.Type, name: string): Markers {
  const declaration = checker.getPropertyOfType(checker.getNonNullableType(type), name)?.valueDeclaration;
  return markers.read(asWritten(typeNodeOf(declaration)));
}

export function propertyType({ project: { checker } }: Describer, type: ts.Type, name: string): ts.Type {
  const property = checker.getPropertyOfType(checker.getNonNullableType(type), name);
  return property ? checker.getTypeOfSymbol(property) : type;
}

export function typeText({ project: { checker } }: Describer, type: ts.Type): string {
  return checker.typeToString(type.flags & ts.TypeFlags.Union ? checker.getNonNullableType(type) : type);
}

/** Whether a text would be base64, which no form sends. */
export const hasBytes = (type: WireType): boolean => type.kind === "bytes" || innerTypes(type).some(hasBytes);

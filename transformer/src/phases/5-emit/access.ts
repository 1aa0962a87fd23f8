import { innerTypes } from "../../ir/inner-types.js";
import type { ObjectType, Property, WireType } from "../../ir/wire-type.js";
import { all, type Condition, isSame } from "./condition.js";
import { readProperty } from "./property.js";
import type { Sheet } from "./sheet.js";

/** The properties that a request may set. */
export const inputProperties = ({ properties }: ObjectType): readonly Property[] =>
  properties.filter(({ access }) => access !== "read");

/** The properties that an answer shows. */
export const outputProperties = ({ properties }: ObjectType): readonly Property[] =>
  properties.filter(({ access }) => access !== "write");

/** Whether a value, in JSON or in memory, has none of the names that it must not have. */
export const hasNone = (sheet: Sheet, { absent = [] }: ObjectType, value: string): Condition | undefined =>
  absent.length === 0 ? undefined : all(...absent.map((name) => isSame(readProperty(sheet, value, name), "undefined")));

/** Whether every value in memory has the property. */
export const isAlwaysThere = ({ optional, fillsDefault, initialized }: Property): boolean =>
  !optional || fillsDefault === true || initialized === true;

/** The test for a value in memory. Where nothing has to be there, a Map would pass for an empty object. */
export const objectTest = (type: ObjectType): "isObject" | "isRecord" =>
  outputProperties(type).some(isAlwaysThere) ? "isObject" : "isRecord";

/**
 * What is to be said of a new probe, so that it shows no secret of the type; nothing where there is none.
 * @param isSecret the whole value is one
 */
export function hiding(sheet: Sheet, type: WireType, isSecret = false): string {
  if (isSecret) return '.hiding("all")';
  const names = secretNames(sheet, type);
  return names.length === 0 ? "" : `.hiding(${sheet.setOf("secrets", names)})`;
}

/** @param isSecret the whole value is one */
export const holdsSecret = (sheet: Sheet, type: WireType, isSecret = false): boolean =>
  isSecret || secretNames(sheet, type).length > 0;

/** The names of secret properties, at any depth. */
function secretNames(sheet: Sheet, type: WireType): readonly string[] {
  const names = new Set<string>();
  const seen = new Set<string>();
  const visit = (one: WireType): void => {
    if (one.kind === "ref") {
      if (seen.has(one.to)) return;
      seen.add(one.to);
      visit(sheet.resolve(one));
      return;
    }
    if (one.kind === "object") for (const { name, secret } of one.properties) if (secret) names.add(name);
    for (const inner of innerTypes(one)) visit(inner);
  };
  visit(type);
  return [...names];
}

import type { ObjectType, Property } from "../../ir/wire-type.js";
import { inputProperties } from "./access.js";
import type { Sheet } from "./sheet.js";

/** A constant set of the declared names. */
export const keysOf = (sheet: Sheet, type: ObjectType, hint: string): string =>
  setOfNames(sheet, `keysOf${hint}`, type.properties);

/** A constant set of the names that a request may set. */
export const inputKeysOf = (sheet: Sheet, type: ObjectType, hint: string): string =>
  setOfNames(sheet, `keysOf${hint}`, inputProperties(type));

const setOfNames = (sheet: Sheet, hint: string, properties: readonly Property[]): string =>
  sheet.setOf(
    hint,
    properties.map(({ name }) => name),
  );

import type { ObjectType, Property } from "../../ir/wire-type.js";
import { inputProperties } from "./access.js";
import type { Lines } from "./lines.js";
import type { Sheet } from "./sheet.js";

/** A constant set of the declared names. */
export const keysOf = (sheet: Sheet, type: ObjectType, hint: string): string =>
  setOfNames(sheet, hint, type, type.properties);

/** A constant set of the names that a request may set. */
export const inputKeysOf = (sheet: Sheet, type: ObjectType, hint: string): string =>
  setOfNames(sheet, hint, type, inputProperties(type));

/** What must not be there is declared as well, and refused for itself. */
const setOfNames = (sheet: Sheet, hint: string, { absent = [] }: ObjectType, properties: readonly Property[]): string =>
  sheet.setOf(`keysOf${hint}`, [...properties.map(({ name }) => name), ...absent]);

/** In a loop over the keys beside declared ones: passes over these. */
export const skipDeclared = (sheet: Sheet, type: ObjectType, hint: string): Lines =>
  type.properties.length === 0 && type.absent === undefined
    ? []
    : [`if (${keysOf(sheet, type, hint)}.has(key)) continue;`];

import type { Sheet } from "./sheet.js";
import { memberOf } from "./source-text.js";

/** On every object, so that reading them off an object without them finds something. */
const inherited = new Set(
  `__proto__ __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ constructor hasOwnProperty
  isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf`.split(/\s+/),
);

/** An expression for the property; `undefined` when the object itself has none of that name. */
export function readProperty(sheet: Sheet, object: string, name: string): string {
  return inherited.has(name) ? sheet.call("own", object, JSON.stringify(name)) : memberOf(object, name);
}

/** A statement that gives the object an own property. */
export function writeProperty(sheet: Sheet, object: string, name: string, value: string): string {
  if (name === "__proto__") return `${sheet.call("define", object, JSON.stringify(name), value)};`;
  return `${memberOf(object, name)} = ${value};`;
}

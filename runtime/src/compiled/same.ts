import { isBytes } from "./bytes.js";
import { isMap, isObject, isSet } from "./structure.js";

/** Whether a value in memory is what a JSON value stands for: a `Date` its text, a `Set` an array, a bigint its digits. */
export function isSameAsJson(value: unknown, json: unknown): boolean {
  if (value === json) return true;
  if (typeof value === "bigint") return String(value) === String(json);
  if (typeof value !== "object" || value === null) return false;
  if (value instanceof Date) return typeof json === "string" && value.getTime() === Date.parse(json);
  if (value instanceof URL) return String(value) === json;
  if (isBytes(value)) return Buffer.from(value).toString("base64") === json;
  if (isSet(value)) return isSameList([...value], json);
  if (Array.isArray(value)) return isSameList(value, json);
  return isSameObject(isMap(value) ? Object.fromEntries(value) : value, json);
}

const isSameList = (items: readonly unknown[], json: unknown): boolean =>
  Array.isArray(json) && items.length === json.length && items.every((item, index) => isSameAsJson(item, json[index]));

/** Properties of the value that are undefined are not there. */
function isSameObject(value: object, json: unknown): boolean {
  if (!isObject(json)) return false;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return (
    entries.length === Object.keys(json).length &&
    entries.every(([name, inner]) => Object.hasOwn(json, name) && isSameAsJson(inner, json[name]))
  );
}

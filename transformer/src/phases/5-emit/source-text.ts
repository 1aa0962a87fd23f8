/** JavaScript source text of data. Whatever the data is, the text is one literal and nothing else. */

/** What is legal inside a string literal but not safe or not visible in a file: controls, separators, lone surrogates. */
const hazardous =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const escapeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** What stands in double quotes as it is; most texts do. */
const harmless = /^[ !#-[\]-~]*$/;

/** In double quotes. */
export function doubleQuoted(text: string): string {
  if (harmless.test(text)) return `"${text}"`;
  return `"${text.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n").replace(hazardous, escapeUnit)}"`;
}

/** In single quotes: readable for pieces of JSON. */
export function singleQuoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&").replaceAll("\n", "\\n").replace(hazardous, escapeUnit)}'`;
}

const identifier = /^[A-Za-z_$][\w$]*$/;

/** The key of a property in an object literal; `__proto__` is computed, because it would set the prototype. */
export function propertyKey(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return identifier.test(name) ? name : doubleQuoted(name);
}

/** `v.name` or `v["first name"]`. */
export const memberOf = (object: string, name: string): string =>
  identifier.test(name) ? `${object}.${name}` : `${object}[${doubleQuoted(name)}]`;

/** Not usable as a variable of strict module code, or with a meaning that must not be hidden. */
const reserved = new Set(
  `arguments async await break case catch class const continue debugger default delete do else enum eval export extends
  false finally for function if implements import in instanceof interface let new null of package private protected
  public return static super switch this throw true try typeof undefined var void while with yield`.split(/\s+/),
);

export const isVariableName = (name: string): boolean => identifier.test(name) && !reserved.has(name);

/**
 * A regular expression with the `u` flag where it is valid with it, else without.
 * @param construct the expression of a function that takes source and flags, for sources that no literal can hold safely
 */
export function regularExpression(pattern: string, construct: string): string {
  const expression = isValidPattern(pattern, "u") ? new RegExp(pattern, "u") : new RegExp(pattern);
  const { source, flags } = expression;
  hazardous.lastIndex = 0;
  return hazardous.test(source)
    ? `${construct}(${doubleQuoted(pattern)}, ${doubleQuoted(flags)})`
    : `/${source}/${flags}`;
}

function isValidPattern(pattern: string, flags: string): boolean {
  try {
    new RegExp(pattern, flags);
    return true;
  } catch {
    return false;
  }
}

const lineWidth = 110;

/** Code in the place of data. */
export class Expression {
  constructor(readonly text: string) {}
}

/** Object and array literals of plain data, broken over lines where they are long. `undefined` members are left out. */
export function dataLiteral(value: unknown, indent = ""): string {
  const flat = flatLiteral(value);
  if (flat.length + indent.length <= lineWidth || !isStructured(value)) return flat;
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    return `[\n${value.map((item) => `${deeper}${dataLiteral(item, deeper)},\n`).join("")}${indent}]`;
  }
  const members = membersOf(value).map(([key, member]) => `${deeper}${key}: ${dataLiteral(member, deeper)},\n`);
  return `{\n${members.join("")}${indent}}`;
}

const isStructured = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !(value instanceof Expression);

function flatLiteral(value: unknown): string {
  if (typeof value === "string") return doubleQuoted(value);
  if (value instanceof Expression) return value.text;
  if (!isStructured(value)) return Object.is(value, -0) ? "-0" : String(value);
  if (Array.isArray(value)) return `[${value.map(flatLiteral).join(", ")}]`;
  const members = membersOf(value).map(([key, member]) => `${key}: ${flatLiteral(member)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

const membersOf = (value: object): [key: string, member: unknown][] =>
  Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([name, member]) => [propertyKey(name), member]);

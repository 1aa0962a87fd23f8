import { type Lines, wrap } from "./lines.js";
import { writeProperty } from "./property.js";
import type { Sheet } from "./sheet.js";
import { doubleQuoted, propertyKey } from "./source-text.js";

export interface Member {
  readonly name: string;
  /** The variable that holds its value. */
  readonly local: string;
  /** Not set where the variable is undefined. */
  readonly optional: boolean;
}

/** An object literal, on one line where it fits. */
export function objectLiteral(members: readonly Member[]): Lines {
  const texts = members.map(({ name, local }) => (name === local ? name : `${propertyKey(name)}: ${local}`));
  const line = texts.length === 0 ? "{}" : `{ ${texts.join(", ")} }`;
  return line.length <= 90 ? [line] : ["{", ...texts.map((text) => `  ${text},`), "}"];
}

/** Declares `target` and fills it, in the order of the members. */
export function buildObject(sheet: Sheet, target: string, members: readonly Member[]): Lines {
  const firstOptional = members.findIndex(({ optional }) => optional);
  const atOnce = firstOptional < 0 ? members : members.slice(0, firstOptional);
  return [
    ...wrap(`const ${target} = `, objectLiteral(atOnce), ";"),
    ...members.slice(atOnce.length).map(({ name, local, optional }) => {
      const write = writeProperty(sheet, target, name, local);
      return optional ? `if (${local} !== undefined) ${write}` : write;
    }),
  ];
}

/** The same for an instance of a class, whose constructor gives the optional ones their values; no setter is called. */
export const buildInstance = (sheet: Sheet, target: string, owner: string, members: readonly Member[]): Lines => [
  `const ${target} = new (${owner})();`,
  ...members.map(({ name, local, optional }) => {
    const write = `${sheet.call("define", target, doubleQuoted(name), local)};`;
    return optional ? `if (${local} !== undefined) ${write}` : write;
  }),
];

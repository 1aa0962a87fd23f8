import type { TupleType, TypeTable, WireType } from "../../ir/wire-type.js";

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const longestHint = 60;

/** Part of an identifier. */
export const wordOf = (text: string): string =>
  text
    .split(/[^A-Za-z0-9]+/)
    .map(capitalised)
    .join("")
    .slice(0, longestHint);

/**
 * What a function for the type is called after its verb.
 * @param context the name for an object that has none, from the place where it stands
 */
export function typeHint(type: WireType, types: TypeTable, context: string): string {
  switch (type.kind) {
    case "ref":
      return wordOf(types[type.to]?.name ?? "") || "Type";
    case "array":
      return `${typeHint(type.items, types, context)}List`.slice(-longestHint);
    case "set":
      return `${typeHint(type.items, types, context)}Set`.slice(-longestHint);
    case "tuple": {
      const names = [...type.items, ...(type.rest ? [type.rest] : [])].map((item) => typeHint(item, types, ""));
      const joined = `${names.join("")}Tuple`;
      return joined.length > longestHint ? `${context}Tuple` : joined;
    }
    case "record":
      return `${typeHint(type.values, types, context)}${type.map ? "Map" : "Record"}`.slice(-longestHint);
    case "object":
      return context || "Object";
    case "union": {
      const names = type.members.map((member) => typeHint(member, types, ""));
      const joined = names.join("Or");
      return joined.length > longestHint ? `${context}Union` : joined;
    }
    case "checked":
      return typeHint(type.type, types, context);
    default:
      return capitalised(memberName(type, types));
  }
}

/** What stands for a union's member in the `loc` of an issue: the name its type has in TypeScript. */
export function memberName(type: WireType, types: TypeTable): string {
  switch (type.kind) {
    case "ref":
      return types[type.to]?.name ?? type.to;
    case "array":
      return `${memberName(type.items, types)}[]`;
    case "set":
      return `Set<${memberName(type.items, types)}>`;
    case "tuple":
      return `[${tupleMemberNames(type, types).join(", ")}]`;
    case "checked":
      return memberName(type.type, types);
    case "coded":
      return type.name;
    case "record":
      return type.map ? "map" : "record";
    case "date":
      return "Date";
    case "url":
      return "URL";
    case "bytes":
      return type.buffer ? "Buffer" : "Uint8Array";
    case "number":
      return isIntegerFormat(type.format) ? "int" : "number";
    default:
      return type.kind;
  }
}

const tupleMemberNames = ({ items, required, rest }: TupleType, types: TypeTable): string[] => [
  ...items.map((item, index) => `${memberName(item, types)}${index < required ? "" : "?"}`),
  ...(rest === undefined ? [] : [`...${memberName(rest, types)}[]`]),
];

export const isIntegerFormat = (format: string | undefined): format is "int32" | "uint32" | "int64" | "uint64" =>
  format !== undefined && format !== "float" && format !== "double";

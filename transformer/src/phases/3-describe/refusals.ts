import ts from "../../typescript.cjs";

const { TypeFlags } = ts;

/** Why a type is refused, and what to write instead. */
export type Refusal = readonly [reason: string, cure: string];

export const functionRefusal: Refusal = [
  "a function has no JSON form",
  "Leave it out with `Omit<T, …>`, or describe the data it would give.",
];

export const streams = new Set([
  "AsyncGenerator",
  "Generator",
  "AsyncIterable",
  "Iterable",
  "AsyncIterator",
  "Iterator",
  "AsyncIterableIterator",
  "IterableIterator",
]);
export const streamRefusal: Refusal = [
  "streams of values are not supported yet",
  "Collect them in an array, or return a web `Response` with a stream as its body.",
];

export const nativeRefusal = (name: string): Refusal =>
  name === "Promise"
    ? ["a promise inside a value has no JSON form", "Await it before it is returned."]
    : isBinary(name)
      ? [`${withArticle(name)} has no form of its own in JSON`, "Use `Uint8Array`, which is base64 in JSON."]
      : [`${withArticle(name)} has no JSON form yet`, "Use an array, a record or a string."];

const withArticle = (name: string): string => `${/^[AEIOU]/.test(name) ? "an" : "a"} ${name}`;

const isBinary = (name: string): boolean => /^(?:Shared)?ArrayBuffer$|^DataView$|Array$/.test(name);

export const reasonFor = (type: ts.Type): Refusal => {
  if (type.flags & TypeFlags.Never) return ["no value is of this type", "Leave the property out."];
  if (type.flags & (TypeFlags.Undefined | TypeFlags.Void))
    return ["`undefined` has no JSON form", "Use null, or make the property optional."];
  if (type.flags & TypeFlags.ESSymbolLike) return ["a symbol has no JSON form", "Use a string."];
  return ["it has no JSON form", "Use a type that JSON can carry."];
};

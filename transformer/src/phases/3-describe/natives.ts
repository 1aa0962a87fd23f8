import type { WireType } from "../../ir/wire-type.js";
import ts from "../../typescript.cjs";
import { type Described, described } from "./described.js";
import type { Describer } from "./describer.js";
import { nativeRefusal } from "./refusals.js";

/** Classes of the platform that JSON holds as a string. */
const scalarByClass: Readonly<Record<string, WireType>> = {
  Date: { kind: "date" },
  URL: { kind: "url" },
  Uint8Array: { kind: "bytes" },
  Buffer: { kind: "bytes", buffer: true },
};

/** A class that the platform brings along; undefined for any other type. */
export function describeNative(describer: Describer, type: ts.Type): Described | undefined {
  const { symbol } = type;
  const isClass = symbol && symbol.flags & (ts.SymbolFlags.Variable | ts.SymbolFlags.Class);
  if (!isClass || !describer.project.isPlatform(symbol.declarations?.[0])) return undefined;
  const scalar = Object.hasOwn(scalarByClass, symbol.name) ? scalarByClass[symbol.name] : undefined;
  return scalar ? described(scalar) : describer.refuse(type, nativeRefusal(symbol.name));
}

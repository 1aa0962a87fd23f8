import type { Nesting } from "@typeway/contract";
import { innerTypes } from "../../ir/inner-types.js";
import type { WireType } from "../../ir/wire-type.js";
import type { Sheet } from "./sheet.js";

/** Whether values of the type may nest without a bound, and how; undefined for a type that says how deep they are. */
export function nestingOf(sheet: Sheet, type: WireType): Nesting | undefined {
  const open = new Set<string>();
  const done = new Set<string>();
  let holdsItself = false;
  let holdsAnything = false;
  let declaresProto = false;
  const visit = (one: WireType): void => {
    if (one.kind !== "ref") look(one);
    else if (open.has(one.to)) holdsItself = true;
    else if (!done.has(one.to)) {
      open.add(one.to);
      look(sheet.resolve(one));
      open.delete(one.to);
      done.add(one.to);
    }
  };
  const look = (one: WireType): void => {
    if (one.kind === "unknown") holdsAnything = true;
    if (one.kind === "object") declaresProto ||= one.properties.some(({ name }) => name === "__proto__");
    for (const inner of innerTypes(one)) visit(inner);
  };
  visit(type);
  // In an open value the key is refused wherever it stands, so not where somebody has declared it.
  if (holdsAnything && !declaresProto) return "open";
  return holdsAnything || holdsItself ? "closed" : undefined;
}

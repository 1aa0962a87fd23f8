import { innerTypes } from "../../ir/inner-types.js";
import type { Property, WireType } from "../../ir/wire-type.js";
import type { TypeProblem } from "./described.js";
import type { Describer } from "./describer.js";

/** What a handler would be promised of a value that no request can hold. */
export function readProblems(describer: Describer, type: WireType): readonly TypeProblem[] {
  const problems: TypeProblem[] = [];
  const seen = new Set<string>();
  const visit = (one: WireType, path: string): void => {
    if (one.kind === "ref") {
      if (seen.has(one.to)) return;
      seen.add(one.to);
      visit(describer.resolve(one), path);
    } else if (one.kind === "object") {
      if (one.unreadable !== undefined) problems.push(about("TW3007", path, one.unreadable));
      for (const property of one.properties) {
        const inside = `${path}.${property.name}`;
        if (property.dependency) problems.push(about("TW2017", inside, ""));
        if (isPromised(property)) problems.push(about("TW3006", inside, ""));
        else if (property.access !== "read") visit(property.type, inside);
      }
      if (one.additional) visit(one.additional, `${path}[]`);
    } else for (const inner of innerTypes(one)) visit(inner, one.kind === "array" ? `${path}[]` : path);
  };
  visit(type, "");
  return problems;
}

/** It is never read, but the type says that it is there. */
const isPromised = ({ access, optional, fillsDefault, initialized }: Property): boolean =>
  access === "read" && !optional && !fillsDefault && !initialized;

const about = (code: "TW2017" | "TW3006" | "TW3007", path: string, reason: string): TypeProblem => ({
  code,
  path,
  type: "",
  reason,
  cure: "",
});

import ts from "../../typescript.cjs";

/** Whether a value of the type may be absent. */
export const includesUndefined = (type: ts.Type): boolean =>
  Boolean(type.flags & ts.TypeFlags.Undefined) ||
  (type.isUnion() && type.types.some((member) => member.flags & ts.TypeFlags.Undefined));

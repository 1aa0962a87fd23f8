import ts from "./typescript.cjs";

const primitive =
  ts.TypeFlags.StringLike |
  ts.TypeFlags.NumberLike |
  ts.TypeFlags.BooleanLike |
  ts.TypeFlags.BigIntLike |
  ts.TypeFlags.ESSymbolLike |
  ts.TypeFlags.VoidLike |
  ts.TypeFlags.Null;

/** Whether a type has nothing but primitive values, so that it is no function, no object and no branded type either. */
export const isPrimitive = (type: ts.Type): boolean =>
  type.isUnion() ? type.types.every(isPrimitive) : (type.flags & primitive) !== 0;

import type ts from "../../typescript.cjs";

/** The function behind one that stands for it (`StandsFor<F>`), else the type itself. */
export function sourceOf(checker: ts.TypeChecker, type: ts.Type): ts.Type {
  const key = type.getProperties().find(({ name }) => name.startsWith("__@typewaySource@"));
  const declaration = key?.valueDeclaration;
  if (!key || !declaration) return type;
  return checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(key, declaration));
}

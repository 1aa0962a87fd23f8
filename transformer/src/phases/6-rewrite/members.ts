import ts from "../../typescript.cjs";
import { nameText } from "../2-analyze/signature.js";

const { factory } = ts;

export const isInline = (node: ts.Node): node is ts.ArrowFunction | ts.FunctionExpression =>
  ts.isArrowFunction(node) || ts.isFunctionExpression(node);

/** How a static block speaks of a member of its class, or of the class itself. */
export function memberReference(member: ts.ClassElement): ts.Expression | undefined {
  if (ts.isConstructorDeclaration(member)) return factory.createThis();
  const name = ts.isMethodDeclaration(member) ? nameText(member.name) : undefined;
  if (name === undefined) return undefined;
  const isStatic = ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static;
  const owner = isStatic
    ? factory.createThis()
    : factory.createPropertyAccessExpression(factory.createThis(), "prototype");
  return access(owner, name);
}

/** `owner.name`, or `owner["a name"]`. */
export const access = (owner: ts.Expression, name: string): ts.Expression =>
  /^[A-Za-z_$][\w$]*$/.test(name)
    ? factory.createPropertyAccessExpression(owner, name)
    : factory.createElementAccessExpression(owner, factory.createStringLiteral(name));

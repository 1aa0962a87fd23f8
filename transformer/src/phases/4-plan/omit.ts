import type { OmitRule } from "@typeway/contract";
import { type Problem, problem } from "../../diagnostics/problem.js";
import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";
import type { Registration } from "../1-discover/index.js";
import { omitRules } from "../3-describe/omit.js";

export interface Omitted {
  readonly rules: readonly OmitRule[];
  readonly problems: readonly Problem[];
}

/**
 * What a registration's options say is left out of answers. It has to be known now, because the answers' code is written
 * now; options of which nothing is known are held against that code at start-up.
 */
export function omittedBy(project: Project, { call, signature }: Registration): Omitted {
  for (const [index, argument] of call.arguments.entries()) {
    const parameter = signature.parameters[index];
    if (!parameter || !takesOmit(project, parameter, call)) continue;
    const found = findOmit(project.checker, argument);
    if (!found) continue;
    const { node, rules } = found;
    return rules
      ? { rules: omitRules.filter((rule) => rules.includes(rule)), problems: [] }
      : { rules: [], problems: [problem("TW4031", node, {})] };
  }
  return { rules: [], problems: [] };
}

/** Whether the parameter's type has our option. */
function takesOmit(project: Project, parameter: ts.Symbol, call: ts.CallExpression): boolean {
  const { checker } = project;
  const type = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(parameter, call));
  const members = type.isUnion() ? type.types : [type];
  return members.some((member) =>
    checker.getPropertyOfType(member, "omit")?.declarations?.some((declaration) => project.isOurs(declaration)),
  );
}

interface Found {
  readonly node: ts.Expression;
  /** Absent where the program alone knows them. */
  readonly rules?: readonly string[] | undefined;
}

/** The option in some options; undefined where there is none, or only may be one: the start-up finds out. */
function findOmit(checker: ts.TypeChecker, argument: ts.Expression): Found | undefined {
  const options = bare(argument);
  if (!ts.isObjectLiteralExpression(options)) {
    const property = checker.getTypeAtLocation(options).getProperty("omit");
    if (!property || property.flags & ts.SymbolFlags.Optional) return undefined;
    return { node: argument, rules: literalsOf(checker, checker.getTypeOfSymbolAtLocation(property, options)) };
  }
  for (const property of [...options.properties].reverse()) {
    const node = ts.isPropertyAssignment(property) ? property.initializer : property.name;
    if (ts.isSpreadAssignment(property)) {
      const found = findOmit(checker, property.expression);
      if (found) return found;
    } else if (property.name?.getText() === "omit" && node && ts.isExpression(node)) {
      return { node, rules: writtenRules(checker, node) };
    }
  }
  return undefined;
}

function writtenRules(checker: ts.TypeChecker, expression: ts.Expression): readonly string[] | undefined {
  const list = bare(expression);
  if (!ts.isArrayLiteralExpression(list)) return literalsOf(checker, checker.getTypeAtLocation(list));
  return all(list.elements.map((element) => (ts.isStringLiteralLike(element) ? element.text : undefined)));
}

/** Of a constant's tuple type. */
function literalsOf(checker: ts.TypeChecker, type: ts.Type): readonly string[] | undefined {
  if (!checker.isTupleType(type)) return undefined;
  const items = checker.getTypeArguments(type as ts.TypeReference);
  return all(items.map((item) => (item.isStringLiteral() ? item.value : undefined)));
}

const all = (texts: readonly (string | undefined)[]): readonly string[] | undefined =>
  texts.every((text) => text !== undefined) ? texts : undefined;

function bare(expression: ts.Expression): ts.Expression {
  const wrapped =
    ts.isParenthesizedExpression(expression) || ts.isAsExpression(expression) || ts.isSatisfiesExpression(expression);
  return wrapped ? bare(expression.expression) : expression;
}

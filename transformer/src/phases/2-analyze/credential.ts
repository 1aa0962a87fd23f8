import type { SecurityScheme } from "@typeway/contract";
import { type Problem, problem } from "../../diagnostics/problem.js";
import { isPrimitive } from "../../primitives.js";
import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";
import { jsonOfType } from "./literals.js";
import type { Markers } from "./markers.js";

export type CredentialReading =
  | { readonly kind: "credential"; readonly schemes: readonly SecurityScheme[] }
  | { readonly kind: "problem"; readonly problem: Problem };

/** What else is said of the parameter, which must leave its place and its value alone. */
interface Said {
  readonly name: string;
  readonly anchor: ts.Node;
  readonly markers: Markers;
}

/**
 * The schemes of a parameter whose type is a credential, or a union of such. They are recognised by their phantom
 * property, so aliases, imports and type arguments do not matter.
 * @returns undefined for any other parameter
 */
export function readCredential(project: Project, type: ts.Type, said: Said): CredentialReading | undefined {
  if (isPrimitive(type)) return undefined;
  const { checker } = project;
  const present = members(type).filter(({ flags }) => !(flags & ts.TypeFlags.Undefined));
  const phantoms = present.map((member) => phantomOf(project, member));
  if (phantoms.every((phantom) => phantom === undefined)) return undefined;
  const refuse = (reason: string): CredentialReading => ({
    kind: "problem",
    problem: problem("TW2020", said.anchor, { name: said.name, reason }),
  });
  const other = present.find((_, index) => phantoms[index] === undefined);
  if (other) {
    const isNull = Boolean(other.flags & ts.TypeFlags.Null);
    const reason = isNull ? "an absent credential is `undefined`" : `'${checker.typeToString(other)}' is none`;
    return refuse(reason);
  }
  const { place, comma, default: value, depends } = said.markers;
  const word = place?.marker ?? (comma ? "Comma" : value !== undefined ? "Default" : undefined);
  if (word && !depends) return refuse(`its type says where it comes from, so '${word}' cannot`);
  if (present.some((member) => member.getProperty("typia.tag"))) return refuse("constraints would say nothing of it");
  const schemes = phantoms.map((phantom) => phantom && schemeOf(checker, phantom));
  if (!schemes.every((scheme) => scheme !== undefined)) return refuse("what its type is given is not all literal");
  const fault = schemes.map(faultOf).find((found) => found !== undefined);
  return fault ? refuse(fault) : { kind: "credential", schemes: inOrder(schemes) };
}

const members = (type: ts.Type): readonly ts.Type[] => (type.isUnion() ? type.types : [type]);

/** The `S` of `Scheme<S>`. */
function phantomOf({ checker }: Project, type: ts.Type): ts.Type | undefined {
  const key = type.getProperties().find(({ name }) => name.startsWith("__@typewayScheme@"));
  return key && checker.getNonNullableType(checker.getTypeOfSymbol(key));
}

/** What the phantom says is ours, once all of it is literal. */
const schemeOf = (checker: ts.TypeChecker, type: ts.Type): SecurityScheme | undefined =>
  jsonOfType(checker, type) as SecurityScheme | undefined;

/** RFC 9110 §5.6.2 */
const token = /^[\w!#$%&'*+.^`|~-]+$/;
/** RFC 6749 §3.3 */
const scope = /^[\x21\x23-\x5b\x5d-\x7e]+$/;
/** OpenAPI 3.1 §4.8.7 */
const componentName = /^[\w.-]+$/;
/** RFC 9110 §5.6.4: what stands in quotes in a header field. */
const quotable = /^[\x20-\x7e]*$/;

function faultOf(scheme: SecurityScheme): string | undefined {
  const { name, realm } = scheme.options;
  if (name !== undefined && !componentName.test(name))
    return `'${name}' cannot be its name in the document, which takes letters, digits, '.', '-' and '_'`;
  if (realm !== undefined && !quotable.test(realm))
    return `${JSON.stringify(realm)} is no realm that a header field can carry`;
  if (scheme.type === "apiKey" && !(scheme.in === "query" ? scheme.name !== "" : token.test(scheme.name)))
    return `'${scheme.name}' cannot be the name of a ${scheme.in} key`;
  const bad = scheme.type === "oauth2" ? Object.keys(scheme.scopes).find((each) => !scope.test(each)) : undefined;
  return bad === undefined ? undefined : `'${bad}' cannot be a scope (RFC 6749 §3.3)`;
}

/**
 * The order in which the members of a union are tried, and stand in the document. It must not depend on the rest of the
 * program, as the order of TypeScript's unions does.
 */
const inOrder = (schemes: readonly SecurityScheme[]): readonly SecurityScheme[] =>
  [...schemes].sort((a, b) => rankOf(a) - rankOf(b) || (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

function rankOf(scheme: SecurityScheme): number {
  if (scheme.type === "apiKey") return 2 + ["header", "query", "cookie"].indexOf(scheme.in);
  return scheme.type === "http" && scheme.scheme === "basic" ? 1 : 0;
}

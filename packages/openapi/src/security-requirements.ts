import type { SecurityScheme } from "@typeway/contract";
import { type Credential, credentialsOf } from "./credentials.js";
import type { Fragment } from "./described-route.js";
import { groupBy } from "./group-by.js";
import { schemeName } from "./security-schemes.js";

/** Schemes that are needed together, by name, each with its scopes. Empty: nothing is needed. */
export type Requirement = Readonly<Record<string, readonly string[]>>;

/**
 * What a caller needs for a whole tree: any of the requirements. Each parameter is needed, by any of its schemes; one that
 * is optional may as well be left out.
 * @see OpenAPI 3.1 §4.8.30
 */
export function securityOf(fragments: readonly Fragment[]): readonly Requirement[] {
  const credentials = together(fragments.flatMap(({ placed }) => credentialsOf(placed)));
  const every = credentials.map(choicesOf).reduce(eachWithEach, [{}]);
  const { passwords, tokens } = authorizations(credentials);
  const possible = every.filter((each) => !(needsAny(each, passwords) && needsAny(each, tokens)));
  return credentials.length === 0 ? [] : smallest(possible);
}

/** A request has one `Authorization` field: it cannot bring a password and a token together. */
function authorizations(credentials: readonly Credential[]): Record<"passwords" | "tokens", readonly string[]> {
  const schemes = credentials.flatMap((credential) => credential.schemes).filter(({ type }) => type !== "apiKey");
  const isBasic = (scheme: SecurityScheme) => scheme.type === "http" && scheme.scheme === "basic";
  return {
    passwords: schemes.filter(isBasic).map(schemeName),
    tokens: schemes.filter((scheme) => !isBasic(scheme)).map(schemeName),
  };
}

const needsAny = (requirement: Requirement, names: readonly string[]): boolean =>
  names.some((name) => name in requirement);

/** Functions that take the same credential take it once. */
const together = (credentials: readonly Credential[]): Credential[] =>
  [...groupBy(credentials, ({ schemes }) => schemes.map(schemeName).join(" ")).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const scopes = [...new Set(group.flatMap((each) => each.scopes))];
    return [{ ...first, required: group.some(({ required }) => required), scopes }];
  });

const choicesOf = ({ schemes, required, scopes }: Credential): Requirement[] => [
  ...schemes.map((scheme) => ({ [schemeName(scheme)]: scopes })),
  ...(required ? [] : [{}]),
];

const eachWithEach = (left: readonly Requirement[], right: readonly Requirement[]): Requirement[] =>
  left.flatMap((a) => right.map((b) => both(a, b)));

const both = (a: Requirement, b: Requirement): Requirement =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((name) => [
      name,
      [...new Set([...(a[name] ?? []), ...(b[name] ?? [])])],
    ]),
  );

/** Without those that need more than another one; that nothing is needed stands beside the others, at the end. */
function smallest(requirements: readonly Requirement[]): Requirement[] {
  const distinct = [...new Map(requirements.map((each) => [Object.keys(each).sort().join(" "), each])).values()];
  const isMore = (each: Requirement, than: Requirement): boolean => {
    const [names, fewer] = [Object.keys(each), Object.keys(than)];
    return fewer.length > 0 && fewer.length < names.length && fewer.every((name) => names.includes(name));
  };
  const kept = distinct.filter((each) => !distinct.some((other) => isMore(each, other)));
  return [...kept.filter((each) => Object.keys(each).length > 0), ...kept.filter((each) => !Object.keys(each).length)];
}

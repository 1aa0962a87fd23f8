import type { RouteRecord, SecurityScheme } from "@typeway/contract";
import { credentialsOfRoute } from "./credentials.js";
import { mergeDeep } from "./merge.js";

type SchemeObject = Readonly<Record<string, unknown>>;

interface NamedScheme {
  readonly name: string;
  readonly scheme: SchemeObject;
  /** Where a function takes it. */
  readonly at: string;
}

/** Two schemes that want one name. */
export interface SchemeClash {
  readonly name: string;
  /** Where functions take them. */
  readonly first: string;
  readonly second: string;
}

/**
 * `components.securitySchemes`, in order of their names. One name stands for one scheme, or for several flows of OAuth 2.
 * @throws {TypeError} when two schemes want the same name
 * @see OpenAPI 3.1 §4.8.27
 */
export function securitySchemes(records: readonly RouteRecord[]): Readonly<Record<string, SchemeObject>> {
  const { known, clash } = collect(records);
  if (clash !== undefined)
    throw new TypeError(`Two security schemes are called "${clash.name}": of ${clash.first} and of ${clash.second}.`);
  const sorted = [...known].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, { scheme }]) => [name, scheme]));
}

/** What {@link securitySchemes} would throw for. */
export const schemeClash = (records: readonly RouteRecord[]): SchemeClash | undefined => collect(records).clash;

function collect(records: readonly RouteRecord[]): {
  readonly known: ReadonlyMap<string, NamedScheme>;
  readonly clash?: SchemeClash;
} {
  const known = new Map<string, NamedScheme>();
  for (const wanted of records.flatMap(namedSchemes)) {
    const { name, at } = wanted;
    const first = known.get(name);
    const scheme = first === undefined ? wanted.scheme : joined(first.scheme, wanted.scheme);
    if (scheme === undefined) return { known, clash: { name, first: first?.at ?? at, second: at } };
    known.set(name, { ...(first ?? wanted), scheme });
  }
  return { known };
}

const namedSchemes = (record: RouteRecord): NamedScheme[] =>
  credentialsOfRoute(record).flatMap(({ schemes, at }) =>
    schemes.map((scheme) => ({ name: schemeName(scheme), scheme: schemeObject(scheme), at })),
  );

/** The same in both, apart from flows: those of OAuth 2 add up. */
function joined(a: SchemeObject, b: SchemeObject): SchemeObject | undefined {
  const { flows: flowsA, ...restA } = a;
  const { flows: flowsB, ...restB } = b;
  if (!isSame(restA, restB)) return undefined;
  const [left, right] = [flowsOf(flowsA), flowsOf(flowsB)];
  const isRival = Object.keys(right).some((flow) => left[flow] !== undefined && !isSame(left[flow], right[flow]));
  return isRival ? undefined : mergeDeep(a, b);
}

const flowsOf = (flows: unknown): Readonly<Record<string, unknown>> => ({
  ...(typeof flows === "object" ? flows : {}),
});

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const flowNames = {
  password: "OAuth2Password",
  clientCredentials: "OAuth2ClientCredentials",
  authorizationCode: "OAuth2AuthorizationCode",
  implicit: "OAuth2Implicit",
} as const;

/** The name an option gives, or one that follows from what is sent, whatever other routes there are. */
export function schemeName(scheme: SecurityScheme): string {
  if (scheme.options.name !== undefined) return scheme.options.name;
  switch (scheme.type) {
    case "http":
      return scheme.scheme === "basic" ? "Basic" : "Bearer";
    case "apiKey":
      return `${scheme.in}.${scheme.name.replace(/[^\w.-]+/g, "_")}`;
    case "oauth2":
      return flowNames[scheme.flow];
    case "openIdConnect":
      return "OpenIdConnect";
  }
}

function schemeObject(scheme: SecurityScheme): SchemeObject {
  const { description, bearerFormat } = scheme.options;
  const said = description === undefined ? {} : { description };
  switch (scheme.type) {
    case "http":
      return { type: "http", scheme: scheme.scheme, ...(bearerFormat === undefined ? {} : { bearerFormat }), ...said };
    case "apiKey":
      return { type: "apiKey", in: scheme.in, name: scheme.name, ...said };
    case "oauth2":
      return { type: "oauth2", flows: { [scheme.flow]: flowObject(scheme) }, ...said };
    case "openIdConnect":
      return { type: "openIdConnect", openIdConnectUrl: scheme.url, ...said };
  }
}

function flowObject(scheme: SecurityScheme & { readonly type: "oauth2" }): SchemeObject {
  const { refreshUrl } = scheme.options;
  return {
    ...("authorizationUrl" in scheme ? { authorizationUrl: scheme.authorizationUrl } : {}),
    ...("tokenUrl" in scheme ? { tokenUrl: scheme.tokenUrl } : {}),
    ...(refreshUrl === undefined ? {} : { refreshUrl }),
    scopes: scheme.scopes,
  };
}

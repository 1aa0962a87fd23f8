import type { SecurityScheme } from "@typeway/contract";
import { type Credential, credentialsOf } from "./credentials.js";
import type { DescribedRoute } from "./described-route.js";
import { mergeDeep } from "./merge.js";

type SchemeObject = Readonly<Record<string, unknown>>;

/**
 * `components.securitySchemes`, in order of their names. One name stands for one scheme, or for several flows of OAuth 2.
 * @throws {TypeError} when two schemes want the same name
 * @see OpenAPI 3.1 §4.8.27
 */
export function securitySchemes(routes: readonly DescribedRoute[]): Readonly<Record<string, SchemeObject>> {
  const known = new Map<string, { readonly scheme: SchemeObject; readonly at: string }>();
  for (const { name, scheme, at } of routes.flatMap(({ fragments }) => fragments).flatMap(namedSchemes)) {
    const first = known.get(name);
    const wanted = schemeObject(scheme);
    if (first === undefined) known.set(name, { scheme: wanted, at });
    else known.set(name, { ...first, scheme: joined(first.scheme, wanted) ?? clash(name, first.at, at) });
  }
  const sorted = [...known].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, { scheme }]) => [name, scheme]));
}

const namedSchemes = (fragment: DescribedRoute["fragments"][number]) =>
  credentialsOf(fragment).flatMap(({ schemes, at }: Credential) =>
    schemes.map((scheme) => ({ name: schemeName(scheme), scheme, at })),
  );

function clash(name: string, first: string, second: string): never {
  throw new TypeError(
    `Two security schemes are called "${name}": one of ${first} and one of ${second}. Give one of them another name: { name: "…" }.`,
  );
}

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

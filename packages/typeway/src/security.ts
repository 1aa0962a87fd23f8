/**
 * Credentials. A parameter of such a type takes the credential from the request, answers 401 where it is absent
 * (`token?: Bearer` is then `undefined`) and puts its scheme into the document, at any depth of dependencies. Whether the
 * credential is right is for the function to say. A union is one or the other: `key: Bearer | ApiKey<"header", "X-Key">`.
 */
import type { SchemeWords } from "@typeway/contract";
import type { Password, Pattern } from "./constraints.js";
import type { Default, Secret } from "./markers.js";

declare const typewayScheme: unique symbol;

/** How a credential is sent. A phantom: tests pass plain strings. */
interface Scheme<S> {
  readonly [typewayScheme]?: S;
}

/** What a scheme says beyond how its credential is sent: `Bearer<{ name: "Token"; realm: "shop" }>`. */
export interface SchemeOptions extends SchemeWords {}

/** What each scope of OAuth 2 allows, by its name: `{ "items:read": "Read items" }`. */
type ScopeTexts = Readonly<Record<string, string>>;

/** The token of `Authorization: Bearer …`. @see RFC 6750 */
export type Bearer<Options extends SchemeOptions = {}> = string &
  Scheme<{ type: "http"; scheme: "bearer"; options: Options }>;

/** User and password of `Authorization: Basic …`, in UTF-8; the password may hold colons. @see RFC 7617 */
export interface BasicCredentials<Options extends SchemeOptions = {}>
  extends Scheme<{ type: "http"; scheme: "basic"; options: Options }> {
  readonly username: string;
  readonly password: string;
}

/** A key in a header field, the query or a cookie. */
export type ApiKey<
  In extends "header" | "query" | "cookie",
  Name extends string,
  Options extends SchemeOptions = {},
> = string & Scheme<{ type: "apiKey"; in: In; name: Name; options: Options }>;

/**
 * The token of `Authorization: Bearer …`, got for user name and password at `TokenUrl`. The URL and the scopes are
 * documentation: Swagger UI's Authorize asks for them. A relative URL is relative to the application.
 */
export type OAuth2Password<
  TokenUrl extends string,
  Scopes extends ScopeTexts = {},
  Options extends SchemeOptions = {},
> = string & Scheme<{ type: "oauth2"; flow: "password"; tokenUrl: TokenUrl; scopes: Scopes; options: Options }>;

/** The same, got by a program for its own name and secret. */
export type OAuth2ClientCredentials<
  TokenUrl extends string,
  Scopes extends ScopeTexts = {},
  Options extends SchemeOptions = {},
> = string &
  Scheme<{ type: "oauth2"; flow: "clientCredentials"; tokenUrl: TokenUrl; scopes: Scopes; options: Options }>;

/** The same, got by sending the user to `AuthorizationUrl` and exchanging the code that comes back. */
export type OAuth2AuthorizationCode<
  AuthorizationUrl extends string,
  TokenUrl extends string,
  Scopes extends ScopeTexts = {},
  Options extends SchemeOptions = {},
> = string &
  Scheme<{
    type: "oauth2";
    flow: "authorizationCode";
    authorizationUrl: AuthorizationUrl;
    tokenUrl: TokenUrl;
    scopes: Scopes;
    options: Options;
  }>;

/** The same, got from `AuthorizationUrl` itself. OAuth 2.1 has dropped this flow: for servers that know no other. */
export type OAuth2Implicit<
  AuthorizationUrl extends string,
  Scopes extends ScopeTexts = {},
  Options extends SchemeOptions = {},
> = string &
  Scheme<{
    type: "oauth2";
    flow: "implicit";
    authorizationUrl: AuthorizationUrl;
    scopes: Scopes;
    options: Options;
  }>;

/** The token of `Authorization: Bearer …` of a provider that describes itself at `DiscoveryUrl`. */
export type OpenIdConnect<DiscoveryUrl extends string, Options extends SchemeOptions = {}> = string &
  Scheme<{ type: "openIdConnect"; url: DiscoveryUrl; options: Options }>;

/** The form of OAuth 2's password flow. @see RFC 6749 §4.3.2 */
export interface OAuth2PasswordForm {
  grant_type?: string & Pattern<"^password$">;
  username: string;
  password: Secret<Password>;
  /** Scopes, separated by spaces. */
  scope: Default<string, "">;
  client_id?: string;
  client_secret?: Secret<Password>;
}

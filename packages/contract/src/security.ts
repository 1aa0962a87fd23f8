/**
 * How credentials travel and what the document says about them. The transformer reads these descriptions from the types
 * of parameters (`Bearer`, `ApiKey<"header", "X-Key">` …); the runtime extracts by them, the document lists them.
 */

/** What a scheme says beyond how its credential is sent. */
export interface SchemeWords {
  /** Key under `components.securitySchemes`. @default the type's name, of an API key its own */
  readonly name?: string;
  readonly description?: string;
  /** The status of the answer to an absent credential. @default 401 */
  readonly status?: 401 | 403;
  /** The `detail` of that answer. @default "Not authenticated" */
  readonly detail?: string;
  /** The `realm` of its challenge. @see RFC 9110 §11.5 */
  readonly realm?: string;
  /** How a bearer token is made, for the document: `JWT`. */
  readonly bearerFormat?: string;
  /** Where a token of OAuth 2 is renewed, for the document. */
  readonly refreshUrl?: string;
}

/** Where the tokens of OAuth 2 are got; for the document. @see OpenAPI 3.1 §4.8.28 */
export type OAuthFlow =
  | { readonly flow: "password" | "clientCredentials"; readonly tokenUrl: string }
  | { readonly flow: "authorizationCode"; readonly authorizationUrl: string; readonly tokenUrl: string }
  | { readonly flow: "implicit"; readonly authorizationUrl: string };

/** One way to send a credential. All but `basic` and `apiKey` are the token of `Authorization: Bearer …`. */
export type SecurityScheme = (
  | { readonly type: "http"; readonly scheme: "bearer" | "basic" }
  | { readonly type: "apiKey"; readonly in: "header" | "query" | "cookie"; readonly name: string }
  | (OAuthFlow & {
      readonly type: "oauth2";
      /** What each scope allows. */
      readonly scopes: Readonly<Record<string, string>>;
    })
  | { readonly type: "openIdConnect"; readonly url: string }
) & { readonly options: SchemeWords };

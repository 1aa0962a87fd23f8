/** What the types of credentials are to TypeScript: this file is compiled, never run. */
import type {
  ApiKey,
  BasicCredentials,
  Bearer,
  Depends,
  OAuth2AuthorizationCode,
  OAuth2ClientCredentials,
  OAuth2Implicit,
  OAuth2Password,
  OAuth2PasswordForm,
  OpenIdConnect,
  Security,
  SecurityScopes,
} from "typeway";

declare function expect<T extends true>(): T;
type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;

// --- A credential is what it holds: tests pass plain values -------------------------------------
const token: Bearer = "abc";
const key: ApiKey<"header", "X-Key"> = "abc";
const user: BasicCredentials<{ realm: "shop" }> = { username: "ann", password: "secret" };
const others: [
  OAuth2Password<"/token", { a: "A" }>,
  OAuth2ClientCredentials<"/token">,
  OAuth2AuthorizationCode<"/authorize", "/token">,
  OAuth2Implicit<"/authorize">,
  OpenIdConnect<"/openid">,
] = ["a", "b", "c", "d", "e"];
const text: string = token;
void [text.length, key.trim(), user.password, others];
// @ts-expect-error a token is a text
const number: Bearer = 1;
// @ts-expect-error a key is not a token
const confused: Bearer = key;
// @ts-expect-error there is no such place
type Nowhere = ApiKey<"body", "key">;
// @ts-expect-error there is no such status
type Teapot = Bearer<{ status: 418 }>;

// --- A union keeps its members apart --------------------------------------------------------------
declare const either: Bearer | BasicCredentials;
const name: string = typeof either === "string" ? either : either.username;

// --- What provides is called with them as with anything else -----------------------------------
const currentUser = (given: Bearer, required: SecurityScopes) => ({ given, scopes: required.scopes });
expect<Same<Security<typeof currentUser, ["a"]>, Depends<typeof currentUser>>>();
void currentUser("abc", { scopes: ["a"], text: "a" });
const form: OAuth2PasswordForm = { username: "ann", password: "secret", scope: "" };
void [number, confused, name, form];

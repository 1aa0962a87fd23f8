// Who is asking, and what they may do. Handlers name these functions; the document follows.
import { type Depends, HttpError, type OAuth2Password, type Security, type SecurityScopes } from "typeway";
import { readToken } from "./tokens.js";
import { type Account, accounts } from "./users.js";

/** The type says how the credential is sent, and to Swagger UI where it is got. */
type Token = OAuth2Password<
  "/token",
  { "notes:read": "Read notes"; "notes:write": "Write notes" },
  { name: "Accounts"; description: "Log in as `ann` (`correct horse`) or `bob` (`battery staple`)." }
>;

/** Runs before a body is read. */
export async function currentUser(token: Token, required: SecurityScopes): Promise<Account> {
  const claims = await readToken(token).catch(() => undefined);
  const account = accounts.get(claims?.username ?? "");
  // RFC 6750 §3.1. Why the token is refused is nobody's business.
  if (claims === undefined || account === undefined) throw unauthorized(401, "Invalid token", 'error="invalid_token"');
  if (!required.scopes.every((scope) => claims.scopes.includes(scope)))
    throw unauthorized(403, "Not enough permissions", `error="insufficient_scope", scope="${required.text}"`);
  return account;
}

const unauthorized = (status: 401 | 403, detail: string, challenge: string) =>
  new HttpError(status, detail, { headers: { "www-authenticate": `Bearer ${challenge}` } });

/** The caller, whose token must hold these scopes: `user: User<["notes:read"]>`. */
export type User<Scopes extends readonly string[] = []> = Security<typeof currentUser, Scopes>;

/** A dependency made by a function: `dependencies: [requireRole("admin")]`. */
export const requireRole =
  (role: string) =>
  (user: Depends<typeof currentUser>): void => {
    if (!user.roles.includes(role)) throw new HttpError(403, "Not enough permissions");
  };

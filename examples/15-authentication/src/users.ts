import { hashPassword } from "./passwords.js";

export interface Account {
  readonly username: string;
  readonly roles: readonly string[];
  /** What their tokens may allow. */
  readonly scopes: readonly string[];
  readonly passwordHash: string;
}

export const accounts = new Map<string, Account>(
  await Promise.all([
    account("ann", "correct horse", ["admin"], ["notes:read", "notes:write"]),
    account("bob", "battery staple", [], ["notes:read"]),
  ]),
);

async function account(
  username: string,
  password: string,
  roles: readonly string[],
  scopes: readonly string[],
): Promise<[string, Account]> {
  return [username, { username, roles, scopes, passwordHash: await hashPassword(password) }];
}

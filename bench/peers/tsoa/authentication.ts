import type { Request } from "express";
import { users } from "#data";

export interface User {
  name: string;
  roles: string[];
}

export class Unauthenticated extends Error {
  readonly status = 401;
}

/** What tsoa calls for `@Security`. */
export async function expressAuthentication(request: Request, _securityName: string): Promise<User> {
  const [scheme, token = ""] = request.headers.authorization?.split(" ") ?? [];
  const user = scheme?.toLowerCase() === "bearer" ? users.get(token) : undefined;
  if (user === undefined) throw new Unauthenticated("Not authenticated");
  return user;
}

// Passwords are stored as argon2id hashes. The library makes the salt and chooses the cost.
import { hash, verify } from "@node-rs/argon2";

export const hashPassword = (password: string): Promise<string> => hash(password);

/** Compared with where there is no such user, so that the answer takes as long. */
const nobody = hash("nobody's password");

/** @param hashed `undefined`: there is no such user */
export async function isPassword(password: string, hashed: string | undefined): Promise<boolean> {
  const isRight = await verify(hashed ?? (await nobody), password);
  return isRight && hashed !== undefined;
}

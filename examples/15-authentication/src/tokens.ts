// Tokens are signed by jose. What may sign them is written here and never read from a token.
import { generateKeyPairSync } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";

/** What a token says about its holder. */
export interface Claims {
  readonly username: string;
  readonly scopes: readonly string[];
}

/** Of this process; a service that is restarted, or runs more than once, loads its key. */
export const keys = generateKeyPairSync("ed25519");

const algorithm = "EdDSA";
const issuer = "https://notes.example";
const audience = "notes";

/** In seconds. */
export const lifetime = 15 * 60;

export const signToken = ({ username, scopes }: Claims): Promise<string> =>
  new SignJWT({ scope: scopes.join(" ") })
    .setProtectedHeader({ alg: algorithm, typ: "at+jwt" })
    .setSubject(username)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setNotBefore("0s")
    .setExpirationTime(`${lifetime}s`)
    .sign(keys.privateKey);

/** @throws {Error} for a token that is not ours, is not meant for us, or has ended */
export async function readToken(token: string): Promise<Claims> {
  const { payload } = await jwtVerify(token, keys.publicKey, {
    algorithms: [algorithm],
    typ: "at+jwt",
    issuer,
    audience,
    requiredClaims: ["exp", "nbf", "iat", "sub"],
  });
  const { sub, scope } = payload;
  if (sub === undefined || typeof scope !== "string") throw new Error("The token names no holder or no scopes");
  return { username: sub, scopes: scope.split(" ").filter((each) => each !== "") };
}

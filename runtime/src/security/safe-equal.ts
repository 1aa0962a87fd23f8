import { createHash, timingSafeEqual } from "node:crypto";

/** A password, key or token. */
export type Secret = string | Uint8Array;

/**
 * Whether a secret is the one expected, or one of several, in a time that says nothing about either: digests of one length
 * are compared, and all of them. With nothing expected (`undefined`: there is no such user) the same work is done for
 * `false`. For secrets of high entropy, as API keys are; passwords of people want a slow hash.
 * @see CWE-208
 */
export function safeEqual(given: Secret, expected: Secret | undefined | readonly Secret[]): boolean {
  const digest = digestOf(given);
  let found = 0;
  for (const each of listOf(expected)) found |= Number(timingSafeEqual(digest, digestOf(each)));
  return found === 1 && expected !== undefined;
}

const digestOf = (secret: Secret): Buffer => createHash("sha256").update(secret).digest();

const listOf = (expected: Secret | undefined | readonly Secret[]): readonly Secret[] => {
  if (expected === undefined) return [""];
  return typeof expected === "string" || expected instanceof Uint8Array ? [expected] : expected;
};

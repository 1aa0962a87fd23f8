import { isUtf8 } from "node:buffer";

/** What `Authorization: Basic …` carries. */
export interface UserAndPassword {
  readonly username: string;
  readonly password: string;
}

/**
 * Reads user and password. Anything but canonical base64 of UTF-8 with a colon and without control characters is none:
 * lenient readers disagree on who is meant.
 * @see RFC 7617 §2, §2.1
 */
export function readBasic(encoded: string): UserAndPassword | undefined {
  const bytes = Buffer.from(encoded, "base64");
  if (bytes.toString("base64") !== encoded || !isUtf8(bytes)) return undefined;
  const text = bytes.toString("utf8");
  const colon = text.indexOf(":");
  if (colon === -1 || /\p{Cc}/u.test(text)) return undefined;
  return { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

import { FAIL, type Fail } from "@typeway/contract";
import { isUri } from "./formats.js";

/** An absolute URI that is a URL as well. Nothing is repaired: what RFC 3986 has no place for is refused. */
export function readUrl(value: unknown): URL | Fail {
  return typeof value === "string" && isUri(value) && URL.canParse(value) ? new URL(value) : FAIL;
}

/** Whether it can be written as a URI: `new URL("a:")` is one without anything behind its scheme. */
export const isWritableUrl = (value: unknown): value is URL => value instanceof URL && isUri(uriOf(value));

/** Characters that the URL standard leaves as they are, although a URI cannot hold them. */
const foreign = /[^\w.~!$&'()*+,;=:@/?%-]|%(?![0-9A-Fa-f]{2})/g;

/** The text of a URL as RFC 3986 writes it. */
export function uriOf(url: URL): string {
  const { href } = url;
  if (isUri(href)) return href;
  const { hash, search } = url;
  const start = href.length - hash.length - search.length;
  const path = start - url.pathname.length;
  return (
    href.slice(0, path) +
    percentEncoded(url.pathname) +
    percentEncoded(search) +
    (hash && `#${percentEncoded(hash.slice(1))}`)
  );
}

const percentEncoded = (text: string): string =>
  text.replace(foreign, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);

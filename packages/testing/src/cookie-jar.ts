import { parseSetCookie, type SetCookie } from "cookie";

interface StoredCookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  /** Sent to this host only, not to those below it. */
  readonly hostOnly: boolean;
  readonly path: string;
  readonly secure: boolean;
  /** In milliseconds since 1970; `Infinity`: until the jar is emptied. */
  readonly expires: number;
}

const asSent = (text: string) => text;

/** Keeps an application's cookies as a browser does (RFC 6265 §5.3, §5.4), except that it knows no public suffixes. */
export class CookieJar {
  readonly #cookies = new Map<string, StoredCookie>();

  /** Takes what an answer of `url` sets. Cookies for other domains are refused; expired ones are removed. */
  store(url: URL, setCookies: readonly string[]): void {
    for (const text of setCookies) {
      const cookie = storedCookie(url, parseSetCookie(text, { decode: asSent }));
      if (cookie === undefined) continue;
      const key = `${cookie.domain};${cookie.path};${cookie.name}`;
      if (cookie.expires <= Date.now()) this.#cookies.delete(key);
      else this.#cookies.set(key, cookie);
    }
  }

  /** The cookies that a request to `url` carries, as they were sent; longer paths first. */
  for(url: URL): ReadonlyMap<string, string> {
    const now = Date.now();
    const sent = [...this.#cookies.values()]
      .filter((cookie) => cookie.expires > now && goesTo(cookie, url))
      .sort((a, b) => b.path.length - a.path.length);
    const values = new Map<string, string>();
    // Of two with the same name the one with the longer path counts, as the first does for most servers.
    for (const { name, value } of sent) if (!values.has(name)) values.set(name, value);
    return values;
  }

  /** A cookie's value as it was sent, wherever it goes. */
  get(name: string): string | undefined {
    const now = Date.now();
    return [...this.#cookies.values()].find((cookie) => cookie.name === name && cookie.expires > now)?.value;
  }

  clear(): void {
    this.#cookies.clear();
  }
}

function storedCookie(url: URL, cookie: SetCookie): StoredCookie | undefined {
  const domain = cookie.domain?.replace(/^\./, "").toLowerCase();
  if (cookie.name === "" || (domain && !isWithin(url.hostname, domain))) return undefined;
  return {
    name: cookie.name,
    value: cookie.value ?? "",
    domain: domain || url.hostname,
    hostOnly: !domain,
    path: cookie.path?.startsWith("/") ? cookie.path : defaultPath(url.pathname),
    secure: cookie.secure ?? false,
    expires: expiryOf(cookie),
  };
}

function expiryOf({ maxAge, expires }: SetCookie): number {
  if (maxAge !== undefined) return maxAge <= 0 ? 0 : Date.now() + maxAge * 1000;
  return expires === undefined ? Number.POSITIVE_INFINITY : expires.getTime();
}

/** RFC 6265 §5.1.4 */
const defaultPath = (path: string) => path.slice(0, Math.max(1, path.lastIndexOf("/")));

const isWithin = (host: string, domain: string) => host === domain || (host.endsWith(`.${domain}`) && !isAddress(host));
const isAddress = (host: string) => host.startsWith("[") || /^[\d.]+$/.test(host);

function goesTo(cookie: StoredCookie, url: URL): boolean {
  if (cookie.secure && url.protocol !== "https:") return false;
  if (cookie.hostOnly ? url.hostname !== cookie.domain : !isWithin(url.hostname, cookie.domain)) return false;
  const path = cookie.path.endsWith("/") ? cookie.path : `${cookie.path}/`;
  return url.pathname === cookie.path || url.pathname.startsWith(path);
}

import { HttpError, type Middleware, redirect } from "@typeway/runtime";
import { invalid } from "./invalid.js";

export interface TrustedHostsOptions {
  /** Where only the `www.` of a listed name is missing: redirect (307) there. @default true */
  readonly redirectToWww?: boolean;
}

const hostPattern = /^(?:\*|(?:\*\.)?(?:[a-z0-9_-]+\.)*[a-z0-9_-]+|\[[0-9a-f:.]+\])$/;

/**
 * Answers requests for other hosts with 400: what is made from the host, links above all, cannot be made to point elsewhere.
 * @param hosts names or addresses without ports; `*.example.com` stands for all below it, not for itself
 * @throws {TypewayError} for what is no host
 */
export function trustedHosts(hosts: readonly string[], { redirectToWww = true }: TrustedHostsOptions = {}): Middleware {
  const names = new Set<string>();
  const endings: string[] = [];
  for (const host of hosts.map((each) => each.toLowerCase())) {
    if (!hostPattern.test(host))
      throw invalid("trustedHosts", `has "${host}": write a name without scheme and port, or "*.example.com"`);
    if (host.startsWith("*")) endings.push(host.slice(1));
    else names.add(host);
  }
  if (hosts.length === 0) throw invalid("trustedHosts", "names no host, so every request would be refused");
  const isTrusted = (name: string) =>
    names.has(name) || endings.some((ending) => name.length > ending.length && name.endsWith(ending));
  return (context, next) => {
    const name = nameOf(context.host);
    if (isTrusted(name)) return next();
    if (!redirectToWww || !names.has(`www.${name}`)) throw new HttpError(400, "Invalid host header");
    const { url } = context;
    url.hostname = `www.${name}`;
    return redirect(url);
  };
}

/** Without the port and in lower case. RFC 9110 §4.2.3 */
const nameOf = (host: string): string => host.replace(/:\d*$/, "").toLowerCase();

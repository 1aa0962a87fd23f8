import type { Attributes } from "@opentelemetry/api";
import type { ArrivedRequest } from "@typeway/runtime";

/** Without the query, which may hold secrets. */
export function pathOf(target: string): string {
  const end = target.indexOf("?");
  return end === -1 ? target : target.slice(0, end);
}

/** RFC 9110 and 5789; any other name is the client's, and there may be many. */
const knownMethods = new Set(["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE", "QUERY"]);

export const methodOf = ({ method }: ArrivedRequest): string => (knownMethods.has(method) ? method : "_OTHER");

/** What a span's name has for a method. */
export const methodName = (method: string): string => (method === "_OTHER" ? "HTTP" : method);

/** What metrics are told apart by: few values each. */
export const commonAttributes = (request: ArrivedRequest): Attributes => ({
  "http.request.method": methodOf(request),
  "url.scheme": request.origin.scheme,
});

/**
 * What a span begins with. The query is left out.
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server-span
 */
export function requestAttributes(request: ArrivedRequest): Attributes {
  const { method, target, origin, peer, httpVersion, rawHeaders } = request;
  const userAgent = headerOf(rawHeaders, "user-agent");
  return {
    ...commonAttributes(request),
    ...(knownMethods.has(method) ? {} : { "http.request.method_original": method }),
    "url.path": pathOf(target),
    ...serverOf(origin.host),
    "client.address": origin.client.host,
    "network.peer.address": peer.host,
    "network.peer.port": peer.port,
    ...(httpVersion === undefined ? {} : { "network.protocol.version": httpVersion }),
    ...(userAgent === undefined ? {} : { "user_agent.original": userAgent }),
  };
}

/** The host as the client named it: `example.com:8080`, `[::1]:80`. */
function serverOf(host: string): Attributes {
  const [, address, port] = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(host) ?? [];
  if (!address) return {};
  return {
    "server.address": address.replace(/^\[|\]$/g, ""),
    ...(port === undefined ? {} : { "server.port": Number(port) }),
  };
}

/** The first value of a field. @param name in lower case */
export function headerOf(headers: readonly string[], name: string): string | undefined {
  for (let i = 0; i < headers.length; i += 2) if (headers[i]?.toLowerCase() === name) return headers[i + 1];
  return undefined;
}

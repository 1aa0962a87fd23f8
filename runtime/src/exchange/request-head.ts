import { type FlatHeaders, isNamed } from "./exchange.js";
import { limits } from "./limits.js";

/**
 * What node:http lets through and two readers could understand differently, or that costs too much.
 * Filled by one pass over the header fields.
 */
export interface RequestHead {
  /** Why the request is refused: 400, 414 or 431; 0 when it is not. */
  refusal: number;
  target: string;
  /** -1: not given. */
  contentLength: number;
  chunked: boolean;
}

/** What a parser has found; node:http's requests are such. */
export interface ParsedRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly httpVersionMajor: number;
  readonly httpVersionMinor: number;
  readonly rawHeaders: FlatHeaders;
}

/** RFC 9110 §7.2; may be empty. */
export const hostSyntax = /^(?:[\w.~!$&'()*+,;=%-]*|\[[0-9A-Fa-f:.]+\])(?::\d{0,5})?$/;

/** @see RFC 9112 §3.2 (target and Host), §6.1 (Transfer-Encoding and HTTP/1.0) */
export function readHead(request: ParsedRequest, head: RequestHead): void {
  const { rawHeaders, url = "" } = request;
  const version = request.httpVersionMajor * 10 + request.httpVersionMinor;
  let hosts = 0;
  let host = "";
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i];
    switch (name?.length) {
      case 4:
        if (!isNamed(name, "host")) break;
        hosts += 1;
        host = rawHeaders[i + 1] ?? "";
        break;
      case 14:
        if (isNamed(name, "content-length")) head.contentLength = Number(rawHeaders[i + 1]);
        break;
      case 17:
        if (!isNamed(name, "transfer-encoding")) break;
        // The only coding node:http undoes, and only where HTTP/1.1 is spoken.
        if (head.chunked || version < 11 || rawHeaders[i + 1]?.toLowerCase() !== "chunked") head.refusal = 400;
        head.chunked = true;
        break;
    }
  }
  head.target = url;
  if (url.length > limits.target) head.refusal = 414;
  else if (rawHeaders.length > 2 * limits.headerCount) head.refusal = 431;
  else if (version < 10 || version > 11 || hosts > 1 || (hosts === 0 && version > 10)) head.refusal = 400;
  else if (!hostSyntax.test(host) || url.includes("#")) head.refusal = 400;
  else if (!url.startsWith("/") && !(url === "*" && request.method === "OPTIONS")) readAbsolute(url, host, head);
}

/** A client that believes it talks to a proxy. Its host must be the one of the Host field. */
function readAbsolute(url: string, host: string, head: RequestHead): void {
  const [, authority, rest] = /^https?:\/\/([^/?]*)(.*)$/i.exec(url) ?? [];
  if (authority === undefined || rest === undefined || authority.toLowerCase() !== host.toLowerCase())
    head.refusal = 400;
  else head.target = rest.startsWith("/") ? rest : `/${rest}`;
}

export type { Coding } from "./accept-encoding.js";
export { type AccessLogOptions, accessLog } from "./access-log.js";
export { type CompressOptions, compress } from "./compress.js";
export { type ConnectMiddleware, connect } from "./connect.js";
export { type CorsOptions, cors } from "./cors.js";
export { type DecompressOptions, decompress } from "./decompress.js";
export { type EtagOptions, etag } from "./etag.js";
export { httpsRedirect } from "./https-redirect.js";
export { type RateLimitOptions, rateLimit } from "./rate-limit.js";
export { type RequestIdOptions, requestId } from "./request-id.js";
export {
  type ReferrerPolicy,
  type SecurityHeadersOptions,
  type StrictTransportSecurity,
  securityHeaders,
} from "./security-headers.js";
export type { SessionCookieOptions } from "./session-cookie.js";
export { type MemoryStoreOptions, memoryStore, type SessionStore } from "./session-store.js";
export { type Session, type SessionOptions, type Sessions, sessions } from "./sessions.js";
export { type TrustedHostsOptions, trustedHosts } from "./trusted-hosts.js";

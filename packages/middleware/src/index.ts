export { httpsRedirect } from "./https-redirect.js";
export { type RequestIdOptions, requestId } from "./request-id.js";
export {
  type ReferrerPolicy,
  type SecurityHeadersOptions,
  type StrictTransportSecurity,
  securityHeaders,
} from "./security-headers.js";
export { type TrustedHostsOptions, trustedHosts } from "./trusted-hosts.js";

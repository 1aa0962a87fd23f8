export {
  httpsRedirect,
  type ReferrerPolicy,
  type RequestIdOptions,
  requestId,
  type SecurityHeadersOptions,
  type StrictTransportSecurity,
  securityHeaders,
  type TrustedHostsOptions,
  trustedHosts,
} from "@typeway/middleware";

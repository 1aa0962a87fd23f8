import { type Middleware, redirect } from "@typeway/runtime";

/**
 * Redirects (307, which keeps method and body) what came by http to https, at the same host. Behind a proxy that ends TLS
 * the application must know it (`trustProxy`): it would redirect for ever otherwise. Put `trustedHosts` before it.
 */
export function httpsRedirect(): Middleware {
  return ({ url }, next) => {
    if (url.protocol === "https:") return next();
    const secure = new URL(url);
    secure.protocol = "https:";
    return redirect(secure);
  };
}

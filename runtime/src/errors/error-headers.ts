/**
 * What every error of our own says to browsers, besides `nosniff`: show this text and do nothing else with it. An error may
 * quote its request, and its address may hold what must not leak to the next page.
 * @see OWASP ASVS 3.4.3, 3.4.5, 3.4.6
 */
export const errorHeaders = {
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-frame-options": "DENY",
} as const;

/** Statuses whose answers have no body. RFC 9110 §6.4.1 */
export const isBodiless = (status: number): boolean => status === 204 || status === 205 || status === 304;

/** What a body would mean in requests of these methods is not defined, so only who says so in words gets one. RFC 9110 §9.3 */
export const bodilessMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "DELETE", "OPTIONS", "TRACE"]);

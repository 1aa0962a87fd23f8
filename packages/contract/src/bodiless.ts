/** Statuses whose answers have no body. RFC 9110 §6.4.1 */
export const isBodiless = (status: number): boolean => status === 204 || status === 205 || status === 304;

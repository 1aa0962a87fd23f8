/** Fields of an answer that speak of the connection it came by; in lower case. RFC 9110 §7.6.1 */
export const hopByHop: ReadonlySet<string> = new Set(["connection", "keep-alive", "transfer-encoding"]);

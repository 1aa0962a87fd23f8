/**
 * Says that the answer depends on these fields of the request, besides those it names already.
 * @see RFC 9110 §12.5.5
 */
export function vary(headers: Headers, ...fields: readonly string[]): void {
  const named = (headers.get("vary") ?? "")
    .split(",")
    .map((field) => field.trim())
    .filter((field) => field !== "");
  if (named.includes("*")) return;
  const known = new Set(named.map((field) => field.toLowerCase()));
  const more = fields.filter((field) => !known.has(field.toLowerCase()));
  if (more.length > 0) headers.set("vary", [...named, ...more].join(", "));
}

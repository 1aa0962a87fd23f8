import { TypewayError } from "../errors/typeway-error.js";

/** A number is written in digits, a `Date` as HTTP writes dates. RFC 9110 §5.6.7 */
export type HeaderValue = string | number | bigint | boolean | Date;

/** Headers by name; a list is one field per item, `undefined` none. */
export type ReplyHeaders = Readonly<Record<string, HeaderValue | readonly HeaderValue[] | undefined>>;

/** The same for a type whose names are known, an interface too: `{ location: string; "x-total"?: Int }`. */
export type HeaderFields<F> = { readonly [Name in keyof F]?: HeaderValue | readonly HeaderValue[] | undefined };

/** @throws {TypewayError} for a number or date that has no text */
export function headerTexts(name: string, value: ReplyHeaders[string]): readonly string[] {
  if (value === undefined) return [];
  return isList(value) ? value.map((each) => headerText(name, each)) : [headerText(name, value)];
}

const isList = (value: HeaderValue | readonly HeaderValue[]): value is readonly HeaderValue[] => Array.isArray(value);

function headerText(name: string, value: HeaderValue): string {
  if (typeof value === "string") return value;
  if (value instanceof Date ? Number.isNaN(value.getTime()) : typeof value === "number" && !Number.isFinite(value))
    throw new TypewayError("TYPEWAY_HEADER_INVALID", { name, value: String(value) });
  return value instanceof Date ? value.toUTCString() : String(value);
}

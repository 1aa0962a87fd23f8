import { TypewayError } from "../errors/typeway-error.js";

/** A number is written in digits, a `Date` as HTTP writes dates. RFC 9110 §5.6.7 */
export type HeaderValue = string | number | bigint | boolean | Date;

/** Headers by name; a list is one field per item, `undefined` none. */
export type ReplyHeaders = Readonly<Record<string, HeaderValue | readonly HeaderValue[] | undefined>>;

/**
 * The same for a type whose names are known, an interface too: `{ location: string; "x-total"?: Int }`. An object, or null,
 * is for types with a codec; of any other the transformer reports it.
 */
export type HeaderFields<F> = {
  readonly [Name in keyof F]?: HeaderValue | readonly (HeaderValue | object)[] | object | null | undefined;
};

/** @throws {TypewayError} for a number or date that has no text */
export function headerTexts(name: string, value: ReplyHeaders[string]): readonly string[] {
  if (value === undefined) return [];
  return isList(value) ? value.map((each) => headerText(name, each)) : [headerText(name, value)];
}

const isList = (value: HeaderValue | readonly HeaderValue[]): value is readonly HeaderValue[] => Array.isArray(value);

function headerText(name: string, value: HeaderValue): string {
  if (typeof value === "string") return value;
  if (!hasText(value)) throw new TypewayError("TYPEWAY_HEADER_INVALID", { name, value: nameOf(value) });
  return value instanceof Date ? value.toUTCString() : String(value);
}

function hasText(value: HeaderValue): boolean {
  if (value instanceof Date) return !Number.isNaN(value.getTime());
  // Types allow an object, for codecs.
  return typeof value === "number" ? Number.isFinite(value) : typeof value !== "object" && typeof value !== "function";
}

const nameOf = (value: HeaderValue): string =>
  typeof value === "object" && !(value instanceof Date) ? "an object" : String(value);

/**
 * The patterns of what stands in the placeholders of a template literal type, so that they match what TypeScript would
 * assign. It does not search for a way to make a text fit: a placeholder ends where the text behind it is first found,
 * and before another placeholder it is one character. No pattern made here can backtrack far.
 */
export type PlaceholderKind = "string" | "number" | "bigint" | "integer";

/** `Uppercase<…>` and its like, by their names. */
export type Mapping = "Uppercase" | "Lowercase" | "Capitalize" | "Uncapitalize";

export interface Placeholder {
  readonly kind: PlaceholderKind;
  readonly mappings: readonly Mapping[];
}

/**
 * Where a placeholder ends: before a text that others follow, after one character, or before the last text. Half of a
 * surrogate pair is a character, too, and the other half may begin a string, but no number.
 */
export type End =
  | { readonly before: string }
  | { readonly after: "one character"; readonly next: PlaceholderKind }
  | { readonly beforeLast: string };

export const escapedText = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

const changesBy = {
  Uppercase: "\\p{Changes_When_Uppercased}",
  Capitalize: "\\p{Changes_When_Uppercased}",
  Lowercase: "\\p{Changes_When_Lowercased}",
  Uncapitalize: "\\p{Changes_When_Lowercased}",
} as const;

/** Capitalising looks at the first UTF-16 unit, and half of a surrogate pair has no case. */
const beyondUnits = "(?![\\u{10000}-\\u{10ffff}])";

const isWhole = (mapping: Mapping): boolean => mapping === "Uppercase" || mapping === "Lowercase";

export function placeholderPattern({ kind, mappings }: Placeholder, end: End): string {
  const changing = mappings.filter(isWhole).map((mapping) => changesBy[mapping]);
  const first = mappings.filter((mapping) => !isWhole(mapping)).map((mapping) => changesBy[mapping]);
  const start = first.map((changes) => `(?!${emptyAt(end)}${beyondUnits}${changes})`).join("");
  if ("after" in end)
    return start + oneCharacter(kind, end.next === "string" ? changing : [...changing, "\\u{10000}-\\u{10ffff}"]);
  if (kind === "string") return start + anyText(changing, "before" in end ? end.before : undefined);
  const stops = [...("before" in end && alphabet.test(end.before) ? [escapedText(end.before)] : []), ...changing];
  return start + grammarOf[kind](stops.map((stop) => `(?!${stop})`).join(""));
}

/** What follows a placeholder without any text says nothing about its first character. */
function emptyAt(end: End): string {
  if ("after" in end) return "";
  if ("before" in end) return `(?!${escapedText(end.before)})`;
  return `(?!${escapedText(end.beforeLast)}$)`;
}

function anyText(changing: readonly string[], stop: string | undefined): string {
  const isOne = stop !== undefined && [...stop].length === 1;
  const excluded = [...changing, ...(isOne ? [stop.replace(/[\\\]^-]/g, "\\$&")] : [])];
  const one = excluded.length === 0 ? "[\\s\\S]" : `[^${excluded.join("")}]`;
  return stop === undefined || isOne ? `${one}*` : `(?:(?!${escapedText(stop)})${one})*`;
}

function oneCharacter(kind: PlaceholderKind, excluded: readonly string[]): string {
  if (kind === "string") return excluded.length === 0 ? "[\\s\\S]" : `[^${excluded.join("")}]`;
  return kind === "number" ? "[\\d\\s]" : "\\d";
}

/** Only a text that begins with one of these can be found inside a number. */
const alphabet = /^[\s\d+\-.a-fxoA-FXO]/;

/** By kind, with a guard that has to hold at each character. */
const grammarOf: Readonly<Record<Exclude<PlaceholderKind, "string">, (guard: string) => string>> = {
  number: numberGrammar,
  bigint: (guard) => {
    const one = guarded(guard);
    return `(?:${one("-")}?(?:${one("0")}|${one("[1-9]")}${one("\\d")}*|${radixGrammar(one, "+")}))`;
  },
  integer: (guard) => {
    const one = guarded(guard);
    return `(?:${one("-")}?(?:${one("0")}|${one("[1-9]")}${one("\\d")}*))`;
  },
};

/**
 * What `Number()` reads: spaces around it and nothing else are 0. So large a number that it might be infinite is none:
 * of 200 digits at most, with a positive exponent of two.
 */
function numberGrammar(guard: string): string {
  const one = guarded(guard);
  const digits = `${one("\\d")}{1,200}`;
  const point = one("\\.");
  const decimals = `(?:${digits}(?:${point}${one("\\d")}*)?|${point}${one("\\d")}+)`;
  const exponent = `(?:${one("[eE]")}(?:${one("-")}${one("\\d")}+|${one("\\+")}?${one("0")}*${one("\\d")}{1,2}))?`;
  const space = one("\\s");
  const radix = radixGrammar(one, "{1,200}");
  return `(?:${space}*(?:${one("[+-]")}?${decimals}${exponent}|${radix})${space}*|${space}+)`;
}

function radixGrammar(one: (atom: string) => string, count: string): string {
  const digitsByRadix = [
    ["[xX]", "[\\da-fA-F]"],
    ["[oO]", "[0-7]"],
    ["[bB]", "[01]"],
  ] as const;
  const numbers = digitsByRadix.map(([radix, digit]) => `${one(radix)}${one(digit)}${count}`);
  return `${one("0")}(?:${numbers.join("|")})`;
}

const guarded =
  (guard: string) =>
  (atom: string): string =>
    guard === "" ? atom : `(?:${guard}${atom})`;

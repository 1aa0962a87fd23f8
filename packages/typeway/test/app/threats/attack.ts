// Runs in a thread of its own, so that the test can end it: reads long hostile texts as every type with a form of its own.
import { parentPort } from "node:worker_threads";
import {
  type DateOnly,
  type Duration,
  type Email,
  type Format,
  type Hostname,
  type Int,
  type Ipv4,
  type Ipv6,
  type MaxLength,
  type Pattern,
  parse,
  type TimeOnly,
  type Url,
  type Uuid,
  ValidationError,
} from "typeway";

/** What makes a careless pattern go back and try again. */
const attacks = [
  "a",
  "0",
  "1",
  "9",
  "-",
  ".",
  ":",
  "::",
  "/",
  "@",
  "=",
  " ",
  "\t",
  "%",
  "%2",
  "%20",
  "a.",
  ".a",
  "a-",
  "-a",
  "a@",
  "@a",
  "a:b@",
  "1:",
  "0:",
  "P1",
  "1Y",
  "T1",
  "1.",
  "/~0",
  "~",
  "((",
  "(a",
  "[",
  "x:",
  "A",
  "é",
  "😀",
  "\u2028",
  "\ud800",
  "aA1",
  "a.a@",
  "0.0.",
  "ff:",
  "http://",
  "//",
  "?#",
];
const texts = attacks.flatMap((attack) => [
  attack.repeat(50_000),
  `${attack.repeat(50_000)}!`,
  `!${attack.repeat(50_000)}\n`,
]);

/** Catastrophic, if it is ever run on such a text: of `a`s and another character at the end. */
type Nested = string & Pattern<"^(a+)+$">;

const readers: Readonly<Record<string, (value: string) => unknown>> = {
  DateOnly: (value) => parse<DateOnly>(value),
  TimeOnly: (value) => parse<TimeOnly>(value),
  Duration: (value) => parse<Duration>(value),
  Date: (value) => parse<Date>(value),
  Uuid: (value) => parse<Uuid>(value),
  Url: (value) => parse<Url>(value),
  URL: (value) => parse<URL>(value),
  Email: (value) => parse<Email>(value),
  Hostname: (value) => parse<Hostname>(value),
  Ipv4: (value) => parse<Ipv4>(value),
  Ipv6: (value) => parse<Ipv6>(value),
  "uri-reference": (value) => parse<string & Format<"uri-reference">>(value),
  byte: (value) => parse<string & Format<"byte">>(value),
  regex: (value) => parse<string & Format<"regex">>(value),
  "json-pointer": (value) => parse<string & Format<"json-pointer">>(value),
  bigint: (value) => parse<bigint>(value),
  Uint8Array: (value) => parse<Uint8Array>(value),
  "a template literal": (value) => parse<`${number}-${string}:${bigint}`>(value),
  "a slug": (value) => parse<string & Pattern<"^[a-z0-9]+(?:-[a-z0-9]+)*$">>(value),
  "a telephone number": (value) => parse<string & Pattern<"^\\+?[0-9 ()-]{3,20}$">>(value),
  "a version": (value) => parse<string & Pattern<"^\\d+\\.\\d+\\.\\d+(?:-[\\w.]+)?$">>(value),
  "words with capitals": (value) => parse<string & Pattern<"^(?:\\p{Lu}\\p{Ll}* ?)+$">>(value),
  "a short text with a catastrophic pattern": (value) => parse<Nested & MaxLength<20>>(value),
};

/** Longer than any text that is matched with a pattern. */
const beyond = `${"a".repeat(65_537)}!`;

function isRefused(read: (value: string) => unknown, text: string): boolean {
  try {
    read(text);
    return false;
  } catch (error) {
    if (error instanceof ValidationError) return true;
    throw error;
  }
}

const refusals: Record<string, number> = {};
for (const [name, read] of Object.entries(readers)) {
  refusals[name] = texts.filter((text) => isRefused(read, text)).length;
}
parentPort?.postMessage({
  texts: texts.length,
  refusals,
  beyond: isRefused((value) => parse<Nested>(value), beyond),
  number: isRefused((value) => parse<{ n: Int }>(JSON.parse(`{"n":${value}}`)), "9".repeat(50_000)),
});

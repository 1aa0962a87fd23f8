/** Values to make documents of: texts by format and by pattern, and values that are seldom right. */

const plain = [
  "",
  "a",
  "tea",
  "Ada Lovelace",
  "茶",
  "😀",
  "é\u0301",
  'qu"ote',
  "back\\slash",
  "\u2028",
  "</script>",
  "\ud800",
  "0",
  "-1",
  "1.5",
  "true",
  "null",
  "x".repeat(40),
];

/** Well-formed and nearly so; ajv-formats and Typeway agree on all of them. */
const textsByFormat: Readonly<Record<string, readonly string[]>> = {
  "date-time": [
    "2024-02-29T12:00:00Z",
    "2024-05-31T23:59:59.999+05:30",
    "2016-12-31T23:59:60Z",
    "2023-02-29T00:00:00Z",
    "2024-02-29",
    "1999-12-31t00:00:00z",
  ],
  date: ["2024-02-29", "1999-12-31", "2023-02-29", "2024-13-01", "2024-1-1"],
  time: ["12:00:00Z", "23:59:60Z", "00:00:00.5-01:30", "12:00:00", "24:00:00Z"],
  duration: ["P1D", "PT1H30M", "P4W", "P", "1D"],
  uuid: ["123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-426614174000", "123e4567"],
  email: ["ada@example.com", "a.b+c@sub.example.org", "ada", "@example.com", ".a@b.co"],
  uri: ["https://example.com/a?b=c#d", "urn:isbn:1", "http://[::1]:80/", "/relative", "http://a b", "//x"],
  hostname: ["example.com", "a-b.example", "-a.example", "a..b"],
  ipv4: ["127.0.0.1", "1.2.3", "1.2.3.256"],
  ipv6: ["::1", "2001:db8::1", "1::2::3"],
};

/** For patterns: of each form a text or two, and some that are nearly of it. */
const forms = [
  ...["0", "-7", "123456789012345678901234567890", "01", "1.5", ""],
  ...["0123456789abcdef0123456789abcdef01234567", "0123", "g".repeat(40), "00ff7f", "00FF7F", "fff"],
  ...["eur", "usd", "EUR", "euro", "DE", "US", "de", "DEU", "web-1", "a", "-a", "A", "a-"],
  ...["100m", "1.5", "512Mi", "1 Gi", "Mi", "ch_1AbC", "cus_9", "ch-1", "_1"],
  ...[
    "Ada",
    "Émile",
    "ada",
    "ok",
    "not ok",
    "item-1",
    "item--2.5e3",
    "item-",
    "item-x",
    "a:",
    "b:c:d",
    "c:",
    "k1",
    "k-2",
    "k",
  ],
];
const encoded = ["", "aGk=", "AAAA", "/+8=", "aGk", "a", "====", "a-_="];

interface TextSchema {
  readonly format?: unknown;
  readonly pattern?: unknown;
  readonly contentEncoding?: unknown;
}

export function textsOf({ format, pattern, contentEncoding }: TextSchema): readonly string[] {
  if (contentEncoding === "base64") return encoded;
  if (typeof pattern !== "string") return (typeof format === "string" ? textsByFormat[format] : undefined) ?? plain;
  const expression = new RegExp(pattern, "u");
  const good = forms.filter((text) => expression.test(text));
  if (good.length === 0) throw new Error(`No sample fits the pattern ${pattern}`);
  return [...good, ...forms.filter((text) => !expression.test(text)).slice(0, good.length)];
}

export const allTexts: readonly string[] = [...plain, ...Object.values(textsByFormat).flat(), ...forms, ...encoded];

/**
 * Numbers at which something changes. None above 1e18: of larger quotients ajv says that they are no integers, because
 * it compares them with what `parseInt` makes of their text. And no -0, which JSON has but does not write.
 */
export const numbers: readonly number[] = [
  0,
  1,
  -1,
  2,
  5,
  10,
  100,
  255,
  256,
  0.5,
  -0.5,
  0.01,
  1.5,
  99.99,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31),
  -(2 ** 31) - 1,
  2 ** 32 - 1,
  2 ** 32,
  2 ** 53 - 1,
  2 ** 53,
  -(2 ** 53),
  1e18,
  5e-324,
];

/**
 * JSON in the place of something else. Without `toString` and `valueOf`: where items must be unique, ajv calls those of
 * the items.
 */
export const strangers: readonly unknown[] = [
  null,
  true,
  false,
  0,
  1,
  -0.5,
  2 ** 53,
  "",
  "a",
  "1",
  "2024-02-29T12:00:00Z",
  [],
  [null],
  [[]],
  ["a", "a"],
  {},
  { a: 1 },
  { kind: "cat" },
  { type: "object" },
  { object: "charge", id: "ch_1" },
  [{}],
  [[[[[[[[[[]]]]]]]]]],
  JSON.parse('{"__proto__":{"a":1}}'),
  JSON.parse('{"constructor":{"prototype":{"polluted":true}}}'),
  { hasOwnProperty: null },
  { a: { b: { c: { d: { e: {} } } } } },
];

/** Keys that nobody declared. */
export const strangeKeys: readonly string[] = [
  "undeclared",
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "",
  "0",
  "a b",
  "\u2028",
  "😀",
  "length",
];

// JSON by RFC 8259: texts that are read, whatever their value is good for.
import { bytesOf, code, type JsonText, textsThatAre } from "./text.js";

const spaces = [" ", "\t", "\n", "\r", "\r\n", " \t\r\n "];
const bom = Uint8Array.of(0xef, 0xbb, 0xbf);
const withMark = (text: string): Uint8Array => Uint8Array.from([...bom, ...bytesOf(text)]);

const scalars = [
  ["null", "null"],
  ["true", "true"],
  ["false", "false"],
  ["an empty string", '""'],
  ["a string", '"tea"'],
  ["a string that looks like null", '"null"'],
  ["an empty array", "[]"],
  ["an empty object", "{}"],
  ["an array of everything", '[null,true,false,0,"a",[],{}]'],
] as const;

const numbers = [
  "0",
  "-0",
  "1",
  "-1",
  "10",
  "1234567890",
  "9007199254740991",
  "9007199254740992",
  "-9007199254740993",
  "0.0",
  "-0.0",
  "0.1",
  "0.30000000000000004",
  "1.50",
  "123.456",
  "-0.5",
  "3.141592653589793238462643383279",
  "1e0",
  "1e1",
  "1E1",
  "1e+1",
  "1e-1",
  "1E-10",
  "0e0",
  "0e1",
  "0E-0",
  "-1e5",
  "1.5e3",
  "1.5E+3",
  "1e00",
  "1e007",
  "1e308",
  "-1.7976931348623157e308",
  "5e-324",
  "2.2250738585072014e-308",
  "1e-400",
  "-1e-400",
  "0.000000000000000000000000000000000000000000000000000000000000000000000001",
  "1".repeat(300),
  `0.${"0".repeat(300)}1`,
  `1${"0".repeat(20)}`,
  `${"9".repeat(50)}.${"9".repeat(50)}`,
] as const;

const strings = [
  ["the eight short escapes", String.raw`"\"\\\/\b\f\n\r\t"`],
  ["escaped letters", String.raw`"\u0041\u00e9\u8336"`],
  ["escapes in both cases", String.raw`"\u00E9\u00e9\uAbCd"`],
  ["an escaped NUL", String.raw`"\u0000"`],
  ["an escaped pair of surrogates", String.raw`"\ud83d\ude00"`],
  ["a lone high surrogate", String.raw`"\ud800"`],
  ["a lone low surrogate", String.raw`"\udc00"`],
  ["surrogates the wrong way round", String.raw`"\ude00\ud83d"`],
  ["a high surrogate before a letter", String.raw`"\ud83dx"`],
  ["two high surrogates", String.raw`"\ud83d\ud83d\ude00"`],
  ["an escaped noncharacter", String.raw`"\ufffe\uffff"`],
  ["an escaped byte order mark", String.raw`"\ufeff"`],
  ["an escaped backslash before u", String.raw`"\\u0041"`],
  ["two escaped backslashes", String.raw`"\\\\"`],
  ["DEL", '"\x7f"'],
  ["C1 controls", '"\u0080\u009f"'],
  ["line and paragraph separators", '"\u2028\u2029"'],
  ["a byte order mark inside", '"\ufeff"'],
  ["a replacement character", '"\ufffd"'],
  ["two, three and four bytes of UTF-8", '"é茶😀"'],
  ["the last code point", '"\u{10ffff}"'],
  ["a noncharacter", '"\ufffe\u{1ffff}"'],
  ["a combining accent", '"e\u0301"'],
  ["text from right to left", '"\u202eabc\u202c"'],
  ["JSON inside", String.raw`"{\"a\":[1,2]}"`],
  ["comments inside", '"/* a */ // b"'],
  ["HTML inside", '"<script>alert(1)</script><!--"'],
  ["a solidus", '"a/b"'],
  ["100 000 characters", `"${"x".repeat(100_000)}"`],
  ["10 000 escapes", `"${"\\n".repeat(10_000)}"`],
] as const;

const structures = [
  ["an array of one", "[1]"],
  ["nested empty arrays", "[[],[[]],[[],[[]]]]"],
  ["nested empty objects", '{"a":{},"b":{"c":{}}}'],
  ["an empty key", '{"":1}'],
  ["keys that are numbers", '{"2":1,"1":2,"01":3,"-1":4}'],
  ["keys with escapes", String.raw`{"\u0061\n":1,"\"":2}`],
  ["keys that differ in case", '{"a":1,"A":2}'],
  ["keys that differ in their Unicode form", '{"\u00e9":1,"e\u0301":2}'],
  ["a key twice, of which the last counts", '{"a":1,"a":2}'],
  ["a key twice, once escaped", String.raw`{"a":1,"\u0061":2}`],
  ["a key thrice, of several kinds", '{"a":1,"a":"b","a":null}'],
  ["names of Object.prototype", '{"constructor":1,"toString":2,"hasOwnProperty":3,"valueOf":4}'],
  ["a key that is a keyword", '{"null":null,"true":false}'],
  ["a long key", `{"${"k".repeat(5000)}":1}`],
  ["1 000 keys", JSON.stringify(Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`k${index}`, index])))],
  ["10 000 items", `[${"0,".repeat(9999)}0]`],
  ["1 000 empty objects", `[${"{},".repeat(999)}{}]`],
  ["64 arrays inside each other", `${"[".repeat(64)}${"]".repeat(64)}`],
  ["64 objects inside each other", `${'{"a":'.repeat(63)}{}${"}".repeat(63)}`],
  ["63 arrays inside each other, beside much else", `[1,${"[".repeat(62)}"x"${"]".repeat(62)},{"a":2}]`],
] as const;

const items = [
  ["no more than required", '{"name":"cup"}'],
  ["everything", '{"name":"cup","price":1.5,"tags":["a","b"],"note":null,"size":{"width":1}}'],
  ["in another order", '{"size":{"width":1},"note":"n","tags":[],"price":0,"name":""}'],
  ["with undeclared keys", '{"name":"cup","color":"red","more":{"a":[1]}}'],
  ["with a key twice, the last of the right type", '{"name":1,"name":"cup"}'],
  ["with escaped keys", String.raw`{"\u006eame":"cup"}`],
  ["with a lone surrogate", String.raw`{"name":"\ud800"}`],
  ["with a price in exponents", '{"name":"cup","price":1E+2}'],
  ["with undeclared names of Object.prototype", '{"name":"cup","constructor":{"prototype":{}},"toString":1}'],
] as const;

const nested = (open: string, close: string, depth: number): string => `${open.repeat(depth)}${close.repeat(depth)}`;

/** JSON by its grammar, but refused where the type takes anything, before anything walks through it. */
export const refusedTexts: readonly JsonText[] = [
  ...textsThatAre(
    "deep",
    [65, 66, 1000, 8000, 100_000].map(
      (depth) => [`${depth} arrays inside each other`, nested("[", "]", depth)] as const,
    ),
  ),
  ...textsThatAre(
    "deep",
    [65, 100, 10_000].map(
      (depth) => [`${depth} objects inside each other`, `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`] as const,
    ),
  ),
  ...textsThatAre("deep", [["65 levels at the end of a long array", `[${"0,".repeat(1000)}${nested("[", "]", 64)}]`]]),
  ...textsThatAre("proto", [
    ["the key __proto__", '{"__proto__":{"polluted":true}}'],
    ["the key __proto__ with an escape", String.raw`{"\u005f_proto__":1}`],
    ["the key __proto__ beside others", '{"name":"cup","__proto__":null}'],
    ["the key __proto__ further in", '[{"a":[{"__proto__":[]}]}]'],
    ["the key __proto__ twice", '{"__proto__":1,"__proto__":2}'],
  ]),
];

export const validTexts: readonly JsonText[] = [
  ...textsThatAre("value", scalars),
  ...textsThatAre(
    "value",
    numbers.map((text) => [`the number ${text.slice(0, 40)}`, text]),
  ),
  ...textsThatAre("value", strings),
  ...textsThatAre("value", structures),
  ...textsThatAre("item", items),
  ...textsThatAre(
    "item",
    spaces.map((space) => [
      `an item between ${JSON.stringify(space)}`,
      `${space}{${space}"name"${space}:${space}"cup"${space},${space}"tags"${space}:${space}[${space}"a"${space}]${space}}${space}`,
    ]),
  ),
  ...textsThatAre(
    "value",
    spaces.map((space) => [`a number between ${JSON.stringify(space)}`, `${space}1${space}`]),
  ),
  ...textsThatAre("value", [["much white space", `${" ".repeat(10_000)}[]${"\n".repeat(10_000)}`]]),
  ...textsThatAre("value", [
    ["a byte order mark before it", withMark('{"a":1}')],
    ["a byte order mark before a number", withMark("1")],
    ["a byte order mark and white space before it", withMark(" []")],
  ]),
  ...textsThatAre("item", [["a byte order mark before an item", withMark('{"name":"cup"}')]]),
  ...textsThatAre(
    "value",
    Array.from(
      { length: 32 },
      (_, unit) => [`${code(unit)}, escaped`, `"\\u00${unit.toString(16).padStart(2, "0")}"`] as const,
    ),
  ),
];

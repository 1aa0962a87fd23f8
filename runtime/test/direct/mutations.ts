/** Requests that nobody thought of: made from the corpus, the same ones for the same seed. */
import type { Script } from "./conversation.js";
import { hostile, valid } from "./corpus.js";
import type { Random } from "./random.js";

const corpus = Object.entries({ ...valid, ...hostile });
const requests = corpus.map(([, request]) => request);

/** What has a meaning to parsers. */
const tokens = [
  "\r\n",
  "\n",
  "\r",
  "\r\n\r\n",
  "\n\n",
  "\0",
  " ",
  "\t",
  ":",
  ",",
  ";",
  '"',
  "#",
  "%",
  "?",
  "\x7f",
  "\x80",
  "\xff",
  "0",
  "-1",
  "+",
  "0x",
  "ffffffffffffffff",
  "9007199254740993",
  "HTTP/1.1",
  " HTTP/1.0",
  "chunked",
  "0\r\n\r\n",
  "3\r\nabc\r\n",
  ";ext=1",
  "GET /echo/token HTTP/1.1\r\nHost: x\r\n\r\n",
];

const fields = [
  "Content-Length: 5",
  "Content-Length: 0",
  "Content-Length: 5, 5",
  "Transfer-Encoding: chunked",
  "Transfer-Encoding: gzip",
  "Transfer-Encoding: , chunked",
  "Connection: close",
  "Connection: keep-alive",
  "Connection: upgrade",
  "Upgrade: websocket",
  "Upgrade: h2c",
  "Expect: 100-continue",
  "Host: other.test",
  "Trailer: X-A",
  "TE: trailers",
  " folded",
  "X-A: \x01",
  "Content-Type: application/json",
  "Content-Encoding: gzip",
  "Origin: http://evil.test",
];

type Mutation = (text: string, random: Random) => string;

const cut = (text: string, from: number, to: number, between: string): string =>
  text.slice(0, from) + between + text.slice(to);

/** Lines of a head, where most of what matters stands. */
const inLines =
  (change: (lines: string[], random: Random) => void): Mutation =>
  (text, random) => {
    const lines = text.split("\r\n");
    change(lines, random);
    return lines.join("\r\n");
  };

const mutations: readonly Mutation[] = [
  (text, random) => {
    const at = random.below(text.length);
    return cut(text, at, at + 1, String.fromCharCode(text.charCodeAt(at) ^ (1 << random.below(8))));
  },
  (text, random) => {
    const at = random.below(text.length);
    return cut(text, at, at + 1, String.fromCharCode(random.below(256)));
  },
  (text, random) => {
    const at = random.below(text.length);
    return cut(text, at, at + 1 + random.below(8), "");
  },
  (text, random) => {
    const at = random.below(text.length);
    return cut(text, at, at, text.slice(at, at + 1 + random.below(40)));
  },
  (text, random) => {
    const at = random.below(text.length + 1);
    return cut(text, at, at, random.oneOf(tokens));
  },
  (text, random) => {
    const at = random.below(text.length);
    return cut(text, at, at + 1 + random.below(4), random.oneOf(tokens));
  },
  inLines((lines, random) => lines.splice(1 + random.below(lines.length), 0, random.oneOf(fields))),
  inLines((lines, random) => lines.splice(1 + random.below(lines.length), 0, random.oneOf(fields))),
  inLines((lines, random) => lines.splice(random.below(lines.length), 1)),
  inLines((lines, random) => lines.splice(random.below(lines.length), 0, random.oneOf(lines))),
  inLines((lines, random) => {
    const at = random.below(lines.length);
    lines[at] = (lines[at] ?? "").toUpperCase();
  }),
  inLines((lines, random) => {
    const at = random.below(lines.length);
    lines[at] = (lines[at] ?? "").replace(/\d+/, (digits) => String(Number(digits) + random.below(5) - 2));
  }),
  (text, random) => {
    const other = random.oneOf(requests);
    return text.slice(0, random.below(text.length)) + other.slice(random.below(other.length));
  },
];

/** Large ones are few, or they would take all the time. */
function anyRequest(random: Random): string {
  for (;;) {
    const request = random.oneOf(requests);
    if (request.length < 2_000 || random.below(20) === 0) return request;
  }
}

/** @param count of them */
export function mutated(random: Random, count: number): Script[] {
  return Array.from({ length: count }, (_, index) => {
    const pipelined = random.below(3) > 0 ? 1 : 1 + random.below(5);
    let text = Array.from({ length: pipelined }, () => anyRequest(random)).join("");
    for (let left = 1 + random.below(3); left > 0 && text.length > 0; left--)
      text = random.oneOf(mutations)(text, random);
    return { name: `mutation ${index}`, segments: split(text, random) };
  });
}

/** Into up to six pieces. */
function split(text: string, random: Random): string[] {
  if (random.below(2) === 0) return [text];
  const places = Array.from({ length: 1 + random.below(5) }, () => random.below(text.length + 1)).sort((a, b) => a - b);
  return [0, ...places].map((place, index) => text.slice(place, places[index] ?? text.length)).filter(Boolean);
}

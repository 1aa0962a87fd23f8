/** Where the direct transport is meant to differ from node:http. */
import { isDeepStrictEqual } from "node:util";
import type { Outcome } from "./compare.js";

export interface Known {
  readonly why: string;
  readonly fits: (sent: string, expected: Outcome, outcome: Outcome) => boolean;
}

/** Nothing else reached the application. */
const isToldLess = (expected: Outcome, outcome: Outcome): boolean =>
  outcome.seen.every((seen) => expected.seen.some((other) => isDeepStrictEqual(seen, other)));

const isLast = ({ answers }: Outcome): boolean => answers.at(-1)?.fields.includes("connection: close") === true;

const isRefused = ({ answers }: Outcome, status: number): boolean => answers.at(-1)?.status === status;

export const known: readonly Known[] = [
  {
    why: "What is both too large and no request is refused with either status: which is seen first depends on how the system cuts the bytes into pieces.",
    fits: (sent, expected, outcome) =>
      sent.length > 16_384 &&
      [400, 413, 431].includes(expected.answers.at(-1)?.status ?? 0) &&
      [400, 413, 431].includes(outcome.answers.at(-1)?.status ?? 0) &&
      isDeepStrictEqual(expected.answers.slice(0, -1), outcome.answers.slice(0, -1)) &&
      isDeepStrictEqual(expected.seen, outcome.seen),
  },
  {
    why: "A head above 32 KiB is refused, also when most of it is blanks, which node:http does not count: it need not keep them until the head has ended.",
    fits: (sent, expected, outcome) =>
      / {16000}/.test(sent) && isRefused(outcome, 431) && isToldLess(expected, outcome),
  },
  {
    why: "node:http serves the requests of a pipeline at the same time: one may be served behind an answer that turns out to be the last, and its own answer is lost. Straight from sockets they are served one after the other.",
    fits: (_, expected, outcome) =>
      isDeepStrictEqual(expected.answers, outcome.answers) && isLast(outcome) && isToldLess(expected, outcome),
  },
  {
    why: "CONNECT ends the connection without an answer. node:http cuts off the answers before it, too; straight from sockets they leave first.",
    fits: (sent, expected, outcome) =>
      sent.includes("CONNECT ") &&
      expected.answers.every((answer, index) => isDeepStrictEqual(answer, outcome.answers[index])) &&
      isToldLess(expected, outcome),
  },
];

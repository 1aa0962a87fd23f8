import { limits } from "../exchange/limits.js";
import { codes, inputSize, type Llhttp, type ParserListener } from "./llhttp.js";

/** What llhttp has found a head to be; named as on node:http's requests. */
export interface ParsedHead {
  readonly method: string;
  readonly url: string;
  readonly httpVersionMajor: number;
  readonly httpVersionMinor: number;
  readonly rawHeaders: readonly string[];
  /** Another protocol is asked for, by `Upgrade` or by the method CONNECT. */
  readonly isUpgrade: boolean;
  /** The client does not mind another request on its connection. */
  readonly keepsAlive: boolean;
}

/**
 * Takes the bytes of one connection apart. Stops at the end of every message, so that one is answered before the next is
 * looked at, and at the end of a head that a body may follow.
 */
export class RequestParser implements ParserListener {
  /** Of the head that has ended last. */
  head: ParsedHead | undefined;
  /** Since the last call of {@link feed}. */
  headEnded = false;
  messageEnded = false;
  /** Starts and ends of what has been found of a body, in the chunk. */
  readonly pieces: number[] = [];
  /** Why the bytes are no request: 400, 413 or 431; 0 while they are. */
  fault = 0;
  /** Something of a request has come whose head has not ended. */
  isInHead = false;
  private readonly llhttp: Llhttp;
  private readonly parser: number;
  /** The code with which llhttp has stopped. */
  private stopped: number = codes.ok;
  /** What has come of the head, where it comes in several chunks. */
  private text = "";
  /** What makes a place in the head of an address in the memory, and a place in the chunk. */
  private toText = 0;
  private toChunk = 0;
  private targetStart = 0;
  private targetEnd = 0;
  /** Starts and ends of names and values in the head, in turn. */
  private spans: number[] = [];
  /** Of target, names and values; of trailers, too. */
  private headSize = 0;
  /** Bytes between two pieces of a body. */
  private gap = 0;
  private gapStart = 0;
  private isUpgrade = false;
  private keepsAlive = false;

  constructor(llhttp: Llhttp) {
    this.llhttp = llhttp;
    this.parser = llhttp.open();
  }

  /** To be called once, and nothing after it. */
  free(): void {
    this.llhttp.exports.llhttp_free(this.parser);
  }

  /** @returns where in the chunk it has stopped */
  feed(chunk: Buffer, from: number): number {
    this.headEnded = false;
    this.messageEnded = false;
    // Setting a length costs a call, also when nothing changes.
    if (this.pieces.length > 0) this.pieces.length = 0;
    this.resume();
    const llhttp = this.llhttp;
    const { inputAt } = llhttp;
    const isWhole = chunk.length <= inputSize;
    const piece = isWhole ? chunk : chunk.subarray(from, from + inputSize);
    const start = isWhole ? from : 0;
    this.toText = this.text.length - inputAt - start;
    this.toChunk = from - inputAt - start;
    this.gapStart = inputAt + start;
    const code = llhttp.execute(this.parser, this, piece, start);
    const end = code === codes.ok ? piece.length : llhttp.exports.llhttp_get_error_pos(this.parser) - inputAt;
    this.stopped = code;
    if (this.headEnded) this.endHead(piece.toString("latin1", start, end));
    else if (this.isInHead) this.keep(piece.toString("latin1", start, end));
    else if (!this.messageEnded) this.noteGap(inputAt + end);
    if (code !== codes.ok && code !== codes.paused && code !== codes.pausedUpgrade) this.fault ||= 400;
    return from + end - start;
  }

  /** @returns what has come of the head */
  private keep(piece: string): string {
    this.text = this.text === "" ? piece : this.text + piece;
    // Of blanks, which nobody else counts, there can be too many, too.
    if (this.text.length > 2 * limits.headerBytes) this.fault ||= 431;
    return this.text;
  }

  private resume(): void {
    const { exports } = this.llhttp;
    if (this.stopped === codes.paused) exports.llhttp_resume(this.parser);
    else if (this.stopped === codes.pausedUpgrade) exports.llhttp_resume_after_upgrade(this.parser);
  }

  private endHead(latest: string): void {
    const text = this.keep(latest);
    const { exports } = this.llhttp;
    const spans = this.spans;
    const rawHeaders: string[] = [];
    for (let i = 0; i < spans.length; i += 4)
      rawHeaders.push(text.slice(spans[i], spans[i + 1]), trimEnd(text.slice(spans[i + 2], spans[i + 3])));
    this.head = {
      method: this.llhttp.methodOf(this.parser),
      url: text.slice(this.targetStart, this.targetEnd),
      httpVersionMajor: exports.llhttp_get_http_major(this.parser),
      httpVersionMinor: exports.llhttp_get_http_minor(this.parser),
      rawHeaders,
      isUpgrade: this.isUpgrade,
      keepsAlive: this.keepsAlive,
    };
    this.text = "";
  }

  began(): number {
    this.isInHead = true;
    this.headSize = 0;
    this.targetEnd = -1;
    this.spans = [];
    return codes.ok;
  }

  foundTarget(start: number, length: number): number {
    const at = start + this.toText;
    if (this.targetEnd !== at) this.targetStart = at;
    this.targetEnd = at + length;
    return this.count(length);
  }

  foundName(start: number, length: number): number {
    // Of a trailer: not read, but counted.
    if (!this.isInHead) {
      this.gap = 0;
      this.gapStart = start;
      return this.count(length);
    }
    const spans = this.spans;
    const at = start + this.toText;
    const { length: count } = spans;
    // What a chunk has cut in two goes on where it ended; between two names there is a value or at least a colon.
    if (count > 0 && spans[count - 3] === at && spans[count - 1] === -1) spans[count - 3] = at + length;
    // One more than is read, so that too many are seen.
    else if (count <= 4 * limits.headerCount) spans.push(at, at + length, -1, -1);
    return this.count(length);
  }

  foundValue(start: number, length: number): number {
    if (!this.isInHead) return this.count(length);
    const spans = this.spans;
    const at = start + this.toText;
    const last = spans.length - 1;
    if (spans[last] === -1) spans[last - 1] = at;
    spans[last] = at + length;
    return this.count(length);
  }

  endedHead(isUpgrade: boolean, keepsAlive: boolean): number {
    this.isInHead = false;
    this.headEnded = true;
    this.isUpgrade = isUpgrade;
    this.keepsAlive = keepsAlive;
    this.headSize = 0;
    this.gap = 0;
    return isUpgrade || this.mayHaveBody() ? codes.paused : codes.ok;
  }

  foundBody(start: number, length: number): number {
    this.noteGap(start);
    this.gap = 0;
    this.gapStart = start + length;
    this.pieces.push(start + this.toChunk, start + this.toChunk + length);
    return this.fault === 0 ? codes.ok : codes.user;
  }

  endedMessage(): number {
    this.messageEnded = true;
    return codes.paused;
  }

  /** By the length of a name alone: `Content-Length` or `Transfer-Encoding`. */
  private mayHaveBody(): boolean {
    const spans = this.spans;
    for (let i = 0; i < spans.length; i += 4) {
      const length = (spans[i + 1] ?? 0) - (spans[i] ?? 0);
      if (length === 14 || length === 17) return true;
    }
    return false;
  }

  private count(length: number): number {
    this.headSize += length;
    if (this.headSize < limits.headerBytes) return codes.ok;
    this.fault = 431;
    return codes.user;
  }

  /** Sizes, extensions and ends of chunks. @param end where it ends, for now */
  private noteGap(end: number): void {
    this.gap += end - this.gapStart;
    if (this.gap > limits.headerBytes) this.fault ||= 413;
  }
}

/** White space before the end of a line is no part of a value; RFC 9110 §5.5. A pattern would take its time for much of it. */
function trimEnd(value: string): string {
  let end = value.length;
  while (end > 0 && isBlank(value.charCodeAt(end - 1))) end -= 1;
  return end === value.length ? value : value.slice(0, end);
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;

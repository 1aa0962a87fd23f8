import { STATUS_CODES, validateHeaderName, validateHeaderValue } from "node:http";
import type { FlatHeaders } from "./exchange.js";

/** The texts that heads of answers are made of, for transports that write their own. */

const statusLines: string[] = [];

/** `HTTP/1.1 200 OK` and its line end. */
export function statusLine(status: number): string {
  statusLines[status] ??= `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "unknown"}\r\n`;
  return statusLines[status];
}

const jsonStarts: string[] = [];

/** The head of an answer in JSON to which nothing was added, up to the value of `content-length`. */
export function jsonStart(status: number): string {
  jsonStarts[status] ??=
    `${statusLine(status)}content-type: application/json\r\nx-content-type-options: nosniff\r\ncontent-length: `;
  return jsonStarts[status];
}

const fieldName = /^[\w!#$%&'*+.^`|~-]+$/;
const notInValue = /[^\t\x20-\x7e\x80-\xff]/;

/** Whether a text has as many bytes as characters: then Latin-1 and UTF-8 are the same of it. */
export const isAscii = (text: string): boolean => Buffer.byteLength(text) === text.length;

/** @throws {TypeError} as node:http does, for what is no name or value of a field */
export function fieldLines(fields: FlatHeaders): string {
  let lines = "";
  for (let i = 0; i < fields.length; i += 2) {
    const name = fields[i] ?? "";
    const value = fields[i + 1] ?? "";
    if (!fieldName.test(name)) validateHeaderName(name);
    if (notInValue.test(value)) validateHeaderValue(name, value);
    lines += `${name}: ${value}\r\n`;
  }
  return lines;
}

/** The real one: tests of applications put others in its place, which know nothing of `unref`. */
const { setTimeout } = globalThis;

/** Written once a second, and only while there are answers. */
class Clock {
  private line: string | undefined;

  get dateLine(): string {
    this.line ??= this.read();
    return this.line;
  }

  private read(): string {
    const now = new Date();
    setTimeout(() => {
      this.line = undefined;
    }, 1000 - now.getMilliseconds()).unref();
    return `Date: ${now.toUTCString()}\r\n`;
  }
}

const clock = new Clock();

/** `Date` as it is now, and its line end. */
export const dateLine = (): string => clock.dateLine;

/** What every head of a server ends with: `Date`, what becomes of the connection, the empty line. Made once a second. */
export class HeadEnds {
  private date = "";
  private timeout = 0;
  private kept = "";
  private closed = "";

  /** @param timeout how long the idle connection is kept, in milliseconds; 0: not said */
  keepAlive(timeout: number): string {
    this.refresh(timeout);
    return this.kept;
  }

  close(): string {
    this.refresh(this.timeout);
    return this.closed;
  }

  private refresh(timeout: number): void {
    const date = clock.dateLine;
    if (date === this.date && timeout === this.timeout) return;
    this.date = date;
    this.timeout = timeout;
    const seconds = timeout > 0 ? `Keep-Alive: timeout=${Math.floor(timeout / 1000)}\r\n` : "";
    this.kept = `${date}Connection: keep-alive\r\n${seconds}\r\n`;
    this.closed = `${date}Connection: close\r\n\r\n`;
  }
}

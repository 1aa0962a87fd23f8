import { MISMATCH } from "@typeway/contract";
import type { ConstantText } from "./constant-text.js";
import { isWritableDate } from "./dates.js";
import { endOfClean, escapes, isClean, isUnescapable } from "./escapes.js";
import { lengthOfInstant, writeInstant } from "./instants.js";
import type { Properties } from "./structure.js";
import { needsEscape, quote, scalar } from "./write.js";

/** In bytes. A buffer grows up to the second; what is full then becomes a piece of the text. */
const smallest = 16_384;
const largest = 1_048_576;
/** In UTF-16 units: so many are copied one by one, more in one step. */
const longestLoop = 64;
/** In UTF-16 units: a longer string is a piece of its own. */
const longestCopy = 10_000;

/** Writes a value of one type; what is of another kind is written as it is, or throws `MISMATCH` when `strict`. */
export type Write = (value: unknown, strict: boolean, writer: Writer) => void;
type Encode = (value: unknown, strict: boolean) => string;

/**
 * JSON text under construction: Latin-1 in a buffer, because a text that is added up from many strings has to be put
 * together a second time when it is sent. Strings of other alphabets are added as pieces.
 * `before` is constant JSON text of Latin-1, best as a `ConstantText` where it is longer than a character or two; each
 * method takes any value and writes its own kind fastest.
 */
export class Writer {
  #bytes = Buffer.allocUnsafeSlow(smallest);
  #view = viewOf(this.#bytes);
  #size = smallest;
  #end = 0;
  #pieces = "";

  /** Constant text of Latin-1, shorter than the buffer. */
  text(text: string | ConstantText): this {
    if (typeof text !== "string") return this.#constant(text);
    const { length } = text;
    if (this.#end + length > this.#size) this.#grow(length);
    const bytes = this.#bytes;
    let end = this.#end;
    for (let index = 0; index < length; index++) bytes[end++] = text.charCodeAt(index);
    this.#end = end;
    return this;
  }

  #constant({ words, length }: ConstantText): this {
    const count = words.length;
    if (this.#end + 8 * count > this.#size) this.#grow(8 * count);
    const view = this.#view;
    const end = this.#end;
    for (let index = 0; index < count; index++) view.setFloat64(end + 8 * index, words[index] as number, true);
    this.#end = end + length;
    return this;
  }

  /** Any JSON text. */
  raw(text: string): this {
    const { length } = text;
    if (length <= longestLoop && isAscii(text)) return this.text(text);
    if (length <= longestCopy) {
      if (this.#end + 3 * length > this.#size) this.#grow(3 * length);
      if (this.#bytes.write(text, this.#end, "utf8") === length) {
        this.#end += length;
        return this;
      }
    }
    this.#flush();
    this.#pieces += text;
    return this;
  }

  string(before: string | ConstantText, value: unknown): this {
    this.text(before);
    if (typeof value !== "string") this.raw(scalar(value));
    else if (value.length > longestLoop) this.#longString(value);
    else this.#shortString(value);
    return this;
  }

  #shortString(value: string): void {
    const { length } = value;
    if (this.#end + length + 2 > this.#size) this.#grow(length + 2);
    const bytes = this.#bytes;
    let end = this.#end;
    bytes[end++] = 34;
    for (let index = 0; index < length; index++) {
      const unit = value.charCodeAt(index);
      if (unit < 32 || unit === 34 || unit === 92 || unit > 255) {
        this.raw(quote(value));
        return;
      }
      bytes[end++] = unit;
    }
    bytes[end++] = 34;
    this.#end = end;
  }

  #longString(value: string): void {
    const { length } = value;
    if (length > longestCopy || isForeign(value.charCodeAt(0)) || isForeign(value.charCodeAt(length >> 1))) {
      this.#piece(value);
      return;
    }
    if (this.#end + 3 * length + 2 > this.#size) this.#grow(3 * length + 2);
    const start = this.#end + 1;
    // The same number of bytes: ASCII.
    if (this.#bytes.write(value, start, "utf8") !== length) {
      this.#piece(value);
      return;
    }
    const end = start + length;
    const clean = endOfClean(this.#bytes, this.#view, start, end);
    this.#bytes[start - 1] = 34;
    if (clean === end) this.#close(end);
    else this.#escape(value, clean, end);
  }

  /** Moves the rest out of the way and back, with its escapes. */
  #escape(value: string, start: number, end: number): void {
    const bytes = this.#bytes;
    const view = this.#view;
    const stop = 2 * end - start;
    bytes.copyWithin(end, start, end);
    let to = start;
    let from = end;
    let all = 0;
    while (from < stop) {
      while (from + 4 <= stop) {
        const word = view.getInt32(from, true);
        if (!isClean(word)) break;
        view.setInt32(to, word, true);
        to += 4;
        from += 4;
      }
      for (const next = Math.min(from + 8, stop); from < next; from++) {
        const pair = escapes[bytes[from] as number] as number;
        view.setUint16(to, pair, true);
        all |= pair;
        to += 1 + ((pair + 0xff00) >> 16);
      }
    }
    if (all < isUnescapable) this.#close(to);
    else this.raw(JSON.stringify(value));
  }

  #close(end: number): void {
    this.#bytes[end] = 34;
    this.#end = end + 1;
  }

  #piece(value: string): void {
    this.#flush();
    this.#pieces += needsEscape.test(value) ? JSON.stringify(value) : `"${value}"`;
  }

  /** `-0` is written as 0. */
  number(before: string | ConstantText, value: unknown): this {
    this.text(before);
    if (typeof value !== "number" || value - value !== 0) this.raw(scalar(value));
    else if ((value | 0) === value && value >= 0) this.#integer(value);
    else this.#fraction(value);
    return this;
  }

  #integer(value: number): void {
    if (this.#end + 10 > this.#size) this.#grow(10);
    const bytes = this.#bytes;
    let rest = value;
    let at = this.#end + countDigits(value);
    this.#end = at;
    while (rest >= 10) {
      const tenth = (rest / 10) | 0;
      bytes[--at] = 48 + rest - tenth * 10;
      rest = tenth;
    }
    bytes[--at] = 48 + rest;
  }

  /** Prices and the like: with two digits or one behind the point a number is what the division says, digit for digit. */
  #fraction(value: number): void {
    const hundredfold = Math.round(value * 100);
    if (hundredfold / 100 !== value || hundredfold < 0 || hundredfold > 2_000_000_000) {
      this.text(`${value}`);
      return;
    }
    const whole = (hundredfold / 100) | 0;
    this.#integer(whole);
    const rest = hundredfold - whole * 100;
    const tenths = (rest / 10) | 0;
    if (this.#end + 3 > this.#size) this.#grow(3);
    const bytes = this.#bytes;
    bytes[this.#end++] = 46;
    bytes[this.#end++] = 48 + tenths;
    if (rest !== tenths * 10) bytes[this.#end++] = 48 + rest - tenths * 10;
  }

  boolean(before: string | ConstantText, value: unknown): this {
    this.text(before);
    if (typeof value === "boolean") this.text(value ? "true" : "false");
    else this.raw(scalar(value));
    return this;
  }

  date(before: string | ConstantText, value: unknown): this {
    this.text(before);
    if (!isWritableDate(value)) return this.raw(scalar(value));
    if (this.#end + lengthOfInstant + 2 > this.#size) this.#grow(lengthOfInstant + 2);
    const start = this.#end + 1;
    this.#bytes[start - 1] = 34;
    writeInstant(this.#bytes, start, value.getTime());
    this.#close(start + lengthOfInstant);
    return this;
  }

  /** A comma, unless an object or array has just begun. */
  comma(): this {
    if (this.#end === 0) this.#restore();
    const last = this.#bytes[this.#end - 1];
    return last === 123 || last === 91 ? this : this.text(",");
  }

  /**
   * An object of which some property is not of its declared kind: each declared property that is there, as it is.
   * @param members name, value and, for what is no scalar, how to write it
   * @param source with `declared`: the object whose other keys are written by `writeOther`, as far as they are `isOpen`
   * @throws {MISMATCH} when `strict`
   */
  misfits(
    strict: boolean,
    members: readonly (readonly [name: string, value: unknown, write?: Write | Encode])[],
    source: Properties = {},
    declared: ReadonlySet<unknown> = new Set(),
    writeOther: Write | Encode = scalar,
    isOpen: (name: string) => boolean = () => true,
  ): void {
    if (strict) throw MISMATCH;
    const others = Object.entries(source).filter(([name]) => !declared.has(name) && isOpen(name));
    const all = [...members, ...others.map(([name, value]) => [name, value, writeOther] as const)];
    this.text("{");
    for (const [name, value, write = scalar] of all) {
      if (value === undefined) continue;
      this.comma();
      this.raw(`${quote(name)}:`);
      const text = write(value, false, this);
      if (typeof text === "string") this.raw(text);
    }
    this.text("}");
  }

  /** What was written since the last time. */
  take(): string {
    const text = this.#pieces + this.#bytes.toString("latin1", 0, this.#end);
    this.clear();
    return text;
  }

  clear(): void {
    this.#pieces = "";
    this.#end = 0;
  }

  #grow(more: number): void {
    const wanted = this.#end + more;
    if (wanted > largest) {
      this.#flush();
      if (more <= this.#size) return;
    }
    const bytes = this.#bytes;
    while (this.#size < Math.min(wanted, largest)) this.#size *= 2;
    this.#bytes = Buffer.allocUnsafeSlow(this.#size);
    this.#bytes.set(bytes.subarray(0, this.#end));
    this.#view = viewOf(this.#bytes);
  }

  #flush(): void {
    this.#pieces += this.#bytes.toString("latin1", 0, this.#end);
    this.#end = 0;
  }

  /** The last piece's end back into the buffer. */
  #restore(): void {
    const last = this.#pieces.charCodeAt(this.#pieces.length - 1);
    this.#pieces = this.#pieces.slice(0, -1);
    this.#bytes[0] = last;
    this.#end = 1;
  }
}

const viewOf = ({ buffer, byteOffset, length }: Buffer): DataView => new DataView(buffer, byteOffset, length);

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) return false;
  return true;
}

const isForeign = (unit: number): boolean => unit > 127;

function countDigits(value: number): number {
  if (value < 100_000) return value < 10 ? 1 : value < 100 ? 2 : value < 1000 ? 3 : value < 10_000 ? 4 : 5;
  if (value < 10_000_000) return value < 1_000_000 ? 6 : 7;
  return value < 100_000_000 ? 8 : value < 1_000_000_000 ? 9 : 10;
}

/** At rest. One is taken for as long as it writes: a getter of a value may start to write another. */
const spares: Writer[] = [];

/** JSON text of a value. @throws {MISMATCH} when `strict` and the value is not of the type */
export function written(write: Write, value: unknown, strict: boolean): string {
  const writer = spares.pop() ?? new Writer();
  try {
    write(value, strict, writer);
    return writer.take();
  } finally {
    writer.clear();
    spares.push(writer);
  }
}

/**
 * Constant JSON text of ASCII, eight bytes to a number, little end first: so many are written in one step. No such number
 * is a NaN, whose bits might change: that would begin with 0x7f.
 */
export class ConstantText {
  readonly length: number;
  /** The last is filled up with zeros. */
  readonly words: Float64Array;

  constructor(text: string) {
    this.length = text.length;
    const bytes = Buffer.alloc(8 * Math.ceil(text.length / 8));
    bytes.write(text, "latin1");
    this.words = Float64Array.from({ length: bytes.length / 8 }, (_, index) => bytes.readDoubleLE(8 * index));
  }
}

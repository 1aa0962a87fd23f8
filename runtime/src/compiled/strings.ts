/** Lengths are in code points; `text.length` counts twice each one above U+FFFF, so it settles most cases alone. */
export const hasAtLeast = (text: string, least: number): boolean =>
  text.length >= least && (text.length >= 2 * least || countCodePoints(text) >= least);

export const hasAtMost = (text: string, most: number): boolean =>
  text.length <= most || (text.length <= 2 * most && countCodePoints(text) <= most);

export function countCodePoints(text: string): number {
  let count = text.length;
  for (let index = 1; index < text.length; index++) {
    if ((text.charCodeAt(index) & 0xfc00) === 0xdc00 && (text.charCodeAt(index - 1) & 0xfc00) === 0xd800) count--;
  }
  return count;
}

/**
 * A pattern may take more than linear time, and what reads a format is no parser of documents: strings with either are at
 * most so long where nothing else is said. In UTF-16 units.
 */
export const longestUnbounded = 65_536;

/** For strings whose type does not say how long they may be. */
export const matches = (text: string, pattern: RegExp): boolean =>
  text.length <= longestUnbounded && pattern.test(text);

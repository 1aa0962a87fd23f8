/** For a unit that takes more than two bytes in JSON. */
export const isUnescapable = 0x8000;

/** What JSON writes for each unit of Latin-1: one byte, or a backslash and, above it, the byte that follows. */
export const escapes = Uint16Array.from({ length: 256 }, (_, unit) => {
  const text = JSON.stringify(String.fromCharCode(unit)).slice(1, -1);
  if (text.length > 2) return isUnescapable;
  return text.charCodeAt(0) | (text.length === 2 ? text.charCodeAt(1) << 8 : 0);
});

/** Whether none of four ASCII characters needs an escape. Of each only the highest bit is looked at, which a sum sets. */
export function isClean(word: number): boolean {
  const isPrintable = word + 0x60606060;
  const isNoQuote = (word ^ 0x22222222) + 0x7f7f7f7f;
  const isNoBackslash = (word ^ 0x5c5c5c5c) + 0x7f7f7f7f;
  return (isPrintable & isNoQuote & isNoBackslash & 0x80808080) === (0x80808080 | 0);
}

/** Where, in ASCII, what needs no escape ends: within the four characters before the first that does. */
export function endOfClean(bytes: Uint8Array, view: DataView, start: number, end: number): number {
  let at = start;
  while (at + 4 <= end && isClean(view.getInt32(at, true))) at += 4;
  while (at < end && escapes[bytes[at] as number] === bytes[at]) at++;
  return at;
}

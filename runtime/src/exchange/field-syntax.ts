/** RFC 9110 §5.1 */
export const isPlainName = (name: unknown): name is string => typeof name === "string" && token.test(name);

/** RFC 9110 §5.5: what node:http sends as it is, and the web standard does not trim. */
export const isPlainValue = (value: unknown): value is string => typeof value === "string" && plain.test(value);

const token = /^[!#$%&'*+\-.^_`|~\w]+$/;
const plain = /^(?![\t ])[\t\x20-\x7e\x80-\xff]*(?<![\t ])$/;

/** Without white space around it. A loop, because of what a pattern makes of very much white space. */
export function trimmed(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && isBlank(value.charCodeAt(start))) start += 1;
  while (end > start && isBlank(value.charCodeAt(end - 1))) end -= 1;
  return value.slice(start, end);
}

/** Of the characters a value can have. */
const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;

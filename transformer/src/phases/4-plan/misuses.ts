/** Why a style or word has no place where it is written, and what to write instead. */
export type Reason = readonly [reason: string, cure: string];

export const headerReason: Reason = [
  "browsers and proxies add header fields of their own, so refusing undeclared ones would refuse every request",
  "Leave `Exact` out.",
];
export const openReason: Reason = [
  "its index signature takes any name, so that nothing would tell its properties from other parameters",
  "Declare the properties, or take the object from the body: `Body<T>`.",
];
export const commaReason: Reason = [
  "`Comma` is for lists of strings, numbers and the like",
  "Write it around the list: `Comma<string[]>`.",
];
export const bytesReason: Reason = [
  "a form that is not multipart has no place for bytes",
  'Take them as the body, `Body<Uint8Array, "image/png">`, or as base64 in a JSON object.',
];
export const commaInsideReason: Reason = [
  "no document can say how a list is written inside a nested object",
  "Leave `Comma` out: the list is sent by repeating its key.",
];
export const nameReason: Reason = [
  "an object is spread over single values there, which have names of their own",
  'Leave the name out, or name the properties: `token: Header<string, "X-Token">`.',
];

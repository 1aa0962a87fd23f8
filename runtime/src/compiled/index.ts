/** All that generated code reaches, as `typeway/compiled`. Not for use by hand. */
export { FAIL, MISMATCH } from "@typeway/contract";
export { json } from "./anything.js";
export { base64, isBuffer, isBytes, ownBuffer, ownBytes, readBuffer, readBytes } from "./bytes.js";
export { Choice } from "./choice.js";
export { ConstantText } from "./constant-text.js";
export { decodeBy, encodeBy, passes, tryEncodeBy } from "./custom.js";
export { isDate, isDateTime, isDuration, isTime, isWritableDate, readDate } from "./dates.js";
export { detail } from "./detail.js";
export { best, plus, surely } from "./fit.js";
export {
  isByte,
  isEmail,
  isHostname,
  isIpv4,
  isIpv6,
  isJsonPointer,
  isRegex,
  isUri,
  isUriReference,
  isUuid,
} from "./formats.js";
export { Memory } from "./memory.js";
export { message } from "./message.js";
export { bind, method } from "./method.js";
export { note, noteMembers, provide } from "./note.js";
export {
  isInt32,
  isInteger,
  isMultiple,
  isNumber,
  isUint32,
  readBigint,
  readBigintAmong,
  textBigint,
  textBoolean,
  textInteger,
  textLiteral,
  textNumber,
} from "./numbers.js";
export { BigintRules, IntegerRules, NumberRules, StringRules } from "./rules.js";
export { isSameAsJson } from "./same.js";
export { hasAtLeast, hasAtMost, matches } from "./strings.js";
export {
  areUnique,
  define,
  hasOnly,
  isArray,
  isMap,
  isObject,
  isRecord,
  isSet,
  keysOf,
  lengthOf,
  listOf,
  mapOf,
  openRecord,
  own,
  present,
  regularExpression,
  setOf,
} from "./structure.js";
export { probeText } from "./text-probe.js";
export { lowered, trimmed, trimmedAndLowered } from "./transforms.js";
export { twoSided } from "./two-sided.js";
export { isWritableUrl, readUrl, uriOf } from "./urls.js";
export { probeInput, probeOutput } from "./value-probe.js";
export { noBoolean, noString } from "./wordings.js";
export {
  digits,
  escaped,
  instant,
  link,
  misfit,
  quote,
  quotedBytes,
  quotedDigits,
  quotedKey,
  scalar,
  truth,
} from "./write.js";
export { written } from "./writer.js";

import { FAIL, type Fail } from "@typeway/contract";

const daysByMonth = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** The two digits at `start`, or NaN, which fails every comparison. */
function pairAt(text: string, start: number): number {
  const tens = text.charCodeAt(start) - 48;
  const ones = text.charCodeAt(start + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function startsWithDate(text: string): boolean {
  const year = pairAt(text, 0) * 100 + pairAt(text, 2);
  const month = pairAt(text, 5);
  const day = pairAt(text, 8);
  if (text[4] !== "-" || text[7] !== "-" || !(year >= 0 && month >= 1 && month <= 12 && day >= 1)) return false;
  return day <= (month === 2 && isLeapYear(year) ? 29 : (daysByMonth[month] ?? 0));
}

/** Whether `text` from `start` on is a time with its offset; a 60th second only where it is 23:59 UTC. */
function endsWithTime(text: string, start: number): boolean {
  const hour = pairAt(text, start);
  const minute = pairAt(text, start + 3);
  const second = pairAt(text, start + 6);
  if (!(hour <= 23 && minute <= 59 && second <= 60) || text[start + 2] !== ":" || text[start + 5] !== ":") return false;
  let at = start + 8;
  if (text[at] === ".") {
    const fraction = at + 1;
    for (at = fraction; isDigit(text.charCodeAt(at)); at++);
    if (at === fraction) return false;
  }
  const offset = offsetAt(text, at);
  return offset !== undefined && (second < 60 || (hour * 60 + minute - offset + 2880) % 1440 === 1439);
}

/** In minutes; `Z` is 0. */
function offsetAt(text: string, at: number): number | undefined {
  const sign = text[at];
  if (sign === "Z" || sign === "z") return text.length === at + 1 ? 0 : undefined;
  const hour = pairAt(text, at + 1);
  const minute = pairAt(text, at + 4);
  if ((sign !== "+" && sign !== "-") || text[at + 3] !== ":" || text.length !== at + 6) return undefined;
  if (!(hour <= 23 && minute <= 59)) return undefined;
  return (sign === "-" ? -1 : 1) * (hour * 60 + minute);
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** RFC 3339 `full-date`, of the real calendar. */
export const isDate = (text: string): boolean => text.length === 10 && startsWithDate(text);

/** RFC 3339 `full-time`: an offset is required. */
export const isTime = (text: string): boolean => endsWithTime(text, 0);

/** RFC 3339 `date-time` with `T` between its halves. */
export const isDateTime = (text: string): boolean =>
  (text[10] === "T" || text[10] === "t") && startsWithDate(text) && endsWithTime(text, 11);

/** ISO 8601 duration as in RFC 3339 appendix A: `P1Y2M10DT2H30M`, `P4W`. */
export function isDuration(text: string): boolean {
  if (text[0] !== "P" || text.length < 3) return false;
  let units = "YMDT";
  let at = 1;
  while (at < text.length) {
    if (text[at] === "T") {
      if (!units.includes("T") || ++at === text.length) return false;
      units = "HMS";
    }
    const digits = at;
    while (isDigit(text.charCodeAt(at))) at++;
    const unit = text[at++];
    if (at - 1 === digits || unit === undefined) return false;
    if (unit === "W") return digits === 1 && at === text.length;
    const position = units.indexOf(unit);
    if (position < 0 || unit === "T") return false;
    units = units.slice(position + 1);
  }
  return true;
}

/** A `date-time`. A leap second, which a `Date` cannot hold, becomes the second after it. */
export const readDate = (value: unknown): Date | Fail =>
  typeof value === "string" && isDateTime(value) ? new Date(timeOf(value)) : FAIL;

/** Of a `date-time`, in milliseconds; what is finer is cut off. Counting takes a fifth of the time of `Date.parse`. */
function timeOf(text: string): number {
  const days = daysTo(pairAt(text, 0) * 100 + pairAt(text, 2), pairAt(text, 5), pairAt(text, 8));
  const seconds = (pairAt(text, 11) * 60 + pairAt(text, 14)) * 60 + pairAt(text, 17);
  const offset = offsetAt(text, text.length - (text.endsWith("Z") || text.endsWith("z") ? 1 : 6)) ?? 0;
  return days * 86_400_000 + (seconds - offset * 60) * 1000 + (text[19] === "." ? millisecondsAt(text, 20) : 0);
}

function millisecondsAt(text: string, start: number): number {
  let sum = 0;
  let unit = 100;
  for (let at = start; unit >= 1; at++, unit /= 10) {
    const code = text.charCodeAt(at);
    if (!isDigit(code)) break;
    sum += (code - 48) * unit;
  }
  return sum;
}

/** From 1970-01-01. Years are counted from March, so that the day of a leap year comes last. */
function daysTo(year: number, month: number, day: number): number {
  const from = month > 2 ? year : year - 1;
  const century = Math.floor(from / 100);
  const daysBefore = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5);
  return 365 * from + Math.floor(from / 4) - century + Math.floor(century / 4) + daysBefore + day - 719_469;
}

const firstTime = Date.parse("0000-01-01T00:00:00Z");
const lastTime = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** A `Date` that RFC 3339 can write: valid, years 0 to 9999. */
export function isWritableDate(value: unknown): value is Date {
  if (!(value instanceof Date)) return false;
  const time = value.getTime();
  return time >= firstTime && time <= lastTime;
}

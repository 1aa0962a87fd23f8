/** Bytes of `2024-05-31T12:00:00.000Z`. */
export const lengthOfInstant = 24;

/**
 * What `toISOString` says, as ASCII.
 * @param time in milliseconds, of the years 0 to 9999
 */
export function writeInstant(bytes: Uint8Array, start: number, time: number): void {
  const days = Math.floor(time / 86_400_000);
  const milliseconds = time - days * 86_400_000;
  writeDay(bytes, start, days);
  bytes[start + 10] = 84;
  const seconds = Math.floor(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  writePair(bytes, start + 11, hours);
  bytes[start + 13] = 58;
  writePair(bytes, start + 14, minutes - hours * 60);
  bytes[start + 16] = 58;
  writePair(bytes, start + 17, seconds - minutes * 60);
  bytes[start + 19] = 46;
  const rest = milliseconds - seconds * 1000;
  const tens = Math.floor(rest / 10);
  writePair(bytes, start + 20, tens);
  bytes[start + 22] = 48 + rest - tens * 10;
  bytes[start + 23] = 90;
}

/** The day of a year that begins in March, so that the day of a leap year comes last. */
function writeDay(bytes: Uint8Array, start: number, days: number): void {
  const fromMarch0 = days + 719_468;
  const era = Math.floor(fromMarch0 / 146_097);
  const dayOfEra = fromMarch0 - era * 146_097;
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const month = Math.floor((5 * dayOfYear + 2) / 153);
  const year = era * 400 + yearOfEra + (month < 10 ? 0 : 1);
  const century = Math.floor(year / 100);
  writePair(bytes, start, century);
  writePair(bytes, start + 2, year - century * 100);
  bytes[start + 4] = 45;
  writePair(bytes, start + 5, month < 10 ? month + 3 : month - 9);
  bytes[start + 7] = 45;
  writePair(bytes, start + 8, dayOfYear - Math.floor((153 * month + 2) / 5) + 1);
}

function writePair(bytes: Uint8Array, start: number, value: number): void {
  const tens = Math.floor(value / 10);
  bytes[start] = 48 + tens;
  bytes[start + 1] = 48 + value - tens * 10;
}

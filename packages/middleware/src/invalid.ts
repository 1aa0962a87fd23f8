import { TypewayError } from "@typeway/runtime";

/** What a middleware throws where it is made, before there is a request. */
export const invalid = (option: string, reason: string) =>
  new TypewayError("TYPEWAY_OPTION_INVALID", { option, reason });

/** @throws {TypewayError} */
export function checkCount(option: string, value: number, least = 0): void {
  if (!Number.isSafeInteger(value) || value < least)
    throw invalid(option, `must be a whole number from ${least}, not ${value}`);
}

import { type FlatHeaders, fieldValues } from "./exchange.js";

/**
 * The languages a client asks for, the most wanted first; `*` stands for any. Those it does not want are left out.
 * @see RFC 9110 §12.5.4, §12.4.2
 */
export function languagesOf(headers: FlatHeaders): string[] {
  const ranges = fieldValues(headers, "accept-language").flatMap((field) => field.split(","));
  return ranges
    .map((range) => {
      const [language = "", ...parameters] = range.split(";").map((part) => part.trim());
      const weight = parameters.find((parameter) => /^q=/i.test(parameter));
      return { language, weight: weight === undefined ? 1 : weightOf(weight.slice(2)) };
    })
    .filter(({ language, weight }) => language !== "" && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ language }) => language);
}

/** What is no weight is none. */
const weightOf = (text: string): number => (/^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(text) ? Number(text) : 0);

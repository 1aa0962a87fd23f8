import { HIDDEN } from "../compiled/echo.js";
import { HttpError } from "../errors/http-error.js";
import { unreadable } from "../errors/unreadable.js";
import { limits } from "../exchange/limits.js";

/**
 * Every value of one key of a query, decoded. For keys that nothing may show.
 * @throws {ValidationError} 400 for what is not percent-encoded UTF-8
 * @throws {HttpError} 400 for too many keys
 */
export function queryValues(target: string, name: string): readonly string[] {
  const start = target.indexOf("?");
  if (start === -1) return [];
  const pairs = target.slice(start + 1).split("&", limits.queryKeys + 1);
  if (pairs.length > limits.queryKeys) throw new HttpError(400, "Too many query keys");
  return pairs.flatMap((pair) => {
    const [key = "", ...value] = pair.split("=");
    return decode(key) === name ? [decode(value.join("="), name)] : [];
  });
}

/** @param name of what is decoded; of a key, which is refused where it is read as one, there is none */
function decode(text: string, name?: string): string {
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    // The cause would quote it.
    if (name !== undefined) throw unreadable("bad_percent_encoding", ["query", name], HIDDEN, undefined);
    return spaced;
  }
}

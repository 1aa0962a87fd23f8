import { decodeUrlencoded } from "../dispatch/urlencoded.js";
import { HttpError } from "../errors/http-error.js";
import { limits } from "../exchange/limits.js";

/**
 * Every value of one key of a query, decoded. What cannot be decoded is not shown, as it may be the key.
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
    if (decodeUrlencoded(key, ["query"], hidden) !== name) return [];
    return [decodeUrlencoded(value.join("="), ["query", name], hidden)];
  });
}

const hidden = { secret: true };

import type { Place } from "@typeway/contract";

/** A name as it stands in its place. @param explicit as a marker writes it @param written a property's, or a parameter's {@link wireName} */
export function nameFor(place: Place | "auto", explicit: string | undefined, written: string): string {
  if (place === "header") return explicit?.toLowerCase() ?? headerName(written);
  return explicit ?? written;
}

/** One leading `_` silences the compiler about an unused parameter; it is not part of the wire name. */
export const wireName = (written: string): string =>
  written.length > 1 && written.startsWith("_") ? written.slice(1) : written;

/** `xApiKey` and `x_api_key` read `x-api-key`. Field names are compared without regard to case (RFC 9110 §5.1). */
const headerName = (written: string): string =>
  written
    .replaceAll("_", "-")
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase();

/** `["database", "poolSize"]` is the environment variable `DATABASE__POOL_SIZE`. */
export const variableName = (path: readonly string[]): string => path.map(constantCase).join("__");

/** `userURL2` becomes `USER_URL2`; what no shell takes in a name becomes `_`. */
const constantCase = (name: string): string =>
  name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1_$2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1_$2")
    .replace(/[^\p{L}\d_]/gu, "_")
    .toUpperCase();

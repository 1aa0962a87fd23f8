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

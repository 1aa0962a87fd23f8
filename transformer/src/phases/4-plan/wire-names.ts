/** One leading `_` silences the compiler about an unused parameter; it is not part of the wire name. */
export const wireName = (written: string): string =>
  written.length > 1 && written.startsWith("_") ? written.slice(1) : written;

/** `xApiKey` and `x_api_key` read `x-api-key`. Field names are compared without regard to case (RFC 9110 §5.1). */
export const headerName = (written: string): string =>
  written
    .replaceAll("_", "-")
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase();

/** Words about where a parameter comes from. */
export const placeMarkers: ReadonlySet<string> = new Set(["Path", "Query", "Header", "Cookie", "Form", "Body"]);

/** Words about a property or parameter: what its place may be used for. */
export const accessMarkers: ReadonlySet<string> = new Set(["ReadOnly", "WriteOnly", "Secret"]);

/** Words about values. */
export const valueMarkers: ReadonlySet<string> = new Set(["Check", "Coded"]);

/** Words that name what fills a parameter. */
export const providerMarkers: ReadonlySet<string> = new Set(["Depends", "Security"]);

/** Every type of ours that is transparent and read from the type node. */
export const markerNames: ReadonlySet<string> = new Set([
  ...placeMarkers,
  ...accessMarkers,
  ...valueMarkers,
  "Comma",
  ...providerMarkers,
  "Default",
  "Doc",
]);

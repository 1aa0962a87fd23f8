/** Where issues go, as generated code says it: an expression of a probe, or of a property or item of its value. */
export interface Place {
  readonly probe: string;
  /** An expression of the property's name or the item's index. */
  readonly key?: string;
  /** An expression of the words of its own that the place has for its issues. */
  readonly messages?: string;
}

export const placeAt = (probe: string): Place => ({ probe });

/** An expression of the probe of the place itself. */
export function probeOf({ probe, key, messages }: Place): string {
  const at = key === undefined ? probe : `${probe}.at(${key})`;
  return messages === undefined ? at : `${at}.saying(${messages})`;
}

/** A call that explains the value there. The probe of a property is made only where it has something of its own. */
export function callAt(place: Place, method: string, value: string, ...more: readonly string[]): string {
  const { probe, key, messages } = place;
  return key === undefined || messages !== undefined
    ? `${probeOf(place)}.${method}(${[value, ...more].join(", ")});`
    : `${probe}.${method}(${[value, ...more, key].join(", ")});`;
}

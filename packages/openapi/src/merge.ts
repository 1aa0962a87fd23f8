type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Merges deeply: objects key by key, lists one after the other; anything else is replaced. */
export function mergeDeep(base: Fields, extra: Fields): Record<string, unknown> {
  const merged = new Map(Object.entries(base));
  for (const [name, value] of Object.entries(extra)) merged.set(name, mergeValue(merged.get(name), value));
  return Object.fromEntries(merged);
}

function mergeValue(base: unknown, extra: unknown): unknown {
  if (isFields(base) && isFields(extra)) return mergeDeep(base, extra);
  if (Array.isArray(base) && Array.isArray(extra)) return [...base, ...extra];
  return extra;
}

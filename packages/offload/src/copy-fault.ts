/** Why a value cannot go from one thread to another; `undefined` when it can. */
export function copyFault(value: unknown): Error | undefined {
  try {
    structuredClone(value);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

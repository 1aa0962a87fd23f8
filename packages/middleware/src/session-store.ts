/** Keeps the data of sessions on the server; the cookie then holds a signed name and nothing else. */
export interface SessionStore {
  /** @param id a hash of what the cookie holds @returns `undefined`: there is none, or no more */
  read(id: string): Promise<string | undefined> | string | undefined;
  /** @param data JSON text @param lifetime in seconds; it may be forgotten afterwards */
  write(id: string, data: string, lifetime: number): Promise<unknown> | unknown;
  delete(id: string): Promise<unknown> | unknown;
}

export interface MemoryStoreOptions {
  /** Most sessions that are kept; the one longest unchanged goes first. @default 10_000 */
  readonly limit?: number;
}

/** Sessions of one process, gone when it ends: for development, tests and small services. */
export function memoryStore({ limit = 10_000 }: MemoryStoreOptions = {}): SessionStore {
  const kept = new Map<string, { readonly data: string; readonly expires: number }>();
  return {
    read(id) {
      const found = kept.get(id);
      if (found !== undefined && found.expires > Date.now()) return found.data;
      kept.delete(id);
      return undefined;
    },
    write(id, data, lifetime) {
      kept.delete(id);
      kept.set(id, { data, expires: Date.now() + lifetime * 1000 });
      const [oldest] = kept.keys();
      if (kept.size > limit && oldest !== undefined) kept.delete(oldest);
    },
    delete: (id) => kept.delete(id),
  };
}

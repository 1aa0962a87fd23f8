import type { Pages, Transport } from "@typeway/contract";

/** A compiled module as the child loads it. */
export interface MemoryModule {
  readonly format: "module" | "commonjs" | "json";
  /** With its source map inside. */
  readonly source: string;
}

/** By absolute path. */
export type MemoryModules = ReadonlyMap<string, MemoryModule>;

/** What the child is told. */
export type ToChild =
  | {
      readonly kind: "run";
      readonly modules: MemoryModules;
      /** The module that makes the app; absolute. */
      readonly file: string;
      /** Its source, for messages. */
      readonly shown: string;
      readonly app?: string | undefined;
      readonly rootPath?: string | undefined;
      readonly transport?: Transport | undefined;
    }
  | { readonly kind: "stop" };

/** What the child tells: the port it serves at, or why it does not. */
export type FromChild =
  | { readonly kind: "serving"; readonly port: number; readonly pages: Pages }
  | { readonly kind: "failed"; readonly message: string };

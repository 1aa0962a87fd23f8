/** What a thread is told: which function to call with what. */
export interface Task {
  /** The URL of its module. */
  readonly module: string;
  /** Its way from the module's exports. */
  readonly names: readonly string[];
  readonly args: readonly unknown[];
  /** Which arguments are an `AbortSignal`, which cannot be copied. */
  readonly signals: readonly number[];
}

/** What a thread tells. */
export type Outcome =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "error"; readonly error: CarriedError | { readonly thrown: unknown } }
  /** It cannot be copied. */
  | { readonly kind: "uncopyable"; readonly reason: string }
  /** The function was not called. */
  | { readonly kind: "missing"; readonly reason: string };

/** An error as it crosses from one thread to another. */
export interface CarriedError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Its own properties, as far as they can be copied. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly cause?: CarriedError | { readonly thrown: unknown };
}

import type { ServeOptions } from "../serve.js";

/** What a worker is told. */
export type ToWorker = { readonly kind: "serve"; readonly options: ServeOptions } | { readonly kind: "drain" };

/** What a worker tells: that it serves, or that no worker could, because of something the user must change. */
export type FromWorker =
  | { readonly kind: "serving"; readonly port: number }
  | { readonly kind: "mistake"; readonly message: string };

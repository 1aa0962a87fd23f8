/** What a worker is told, after the start: what to serve is its only argument, as JSON of `ServeOptions`. */
export type ToWorker = { readonly kind: "drain" };

/** What a worker tells: that it serves, or that no worker could, because of something the user must change. */
export type FromWorker =
  | { readonly kind: "serving"; readonly port: number }
  | { readonly kind: "mistake"; readonly message: string };

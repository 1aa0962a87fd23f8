import { CONTRACT_VERSION, type CompiledEndpoint } from "@typeway/contract";

/**
 * What the transformer would write for `(context: Context) => Raw | Response | Promise<…>`: for routes that packages add by
 * themselves. Such a handler reads nothing from the request but what it asks the context for, and the `dependencies` of
 * the application are not about it.
 */
export const contextEndpoint = (name: string): CompiledEndpoint => ({
  version: CONTRACT_VERSION,
  name,
  at: "typeway",
  params: [{ kind: "context", name: "context", what: "Context" }],
  slots: [],
  bodies: [],
  alone: true,
  decode: () => [undefined],
  explain: () => undefined,
  answers: { empty: false },
  doc: () => ({ slots: [], bodies: [], errors: [], schemas: {}, answers: [] }),
});

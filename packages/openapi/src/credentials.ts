import type { SecurityScheme } from "@typeway/contract";
import type { Fragment } from "./described-route.js";

/** A credential that a function of a route's tree takes. */
export interface Credential {
  /** Any of them will do. */
  readonly schemes: readonly SecurityScheme[];
  readonly required: boolean;
  /** Asked for on the way to the function. */
  readonly scopes: readonly string[];
  /** Where the function is declared. */
  readonly at: string;
}

export const credentialsOf = ({ placed: { compiled, scopes } }: Fragment): readonly Credential[] =>
  compiled.params.flatMap((param) =>
    param.kind === "credential" ? [{ schemes: param.schemes, required: param.required, scopes, at: compiled.at }] : [],
  );

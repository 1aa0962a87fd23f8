import type { PlacedCallable, RouteRecord, SecurityScheme } from "@typeway/contract";

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

export const credentialsOf = ({ compiled, scopes }: PlacedCallable): readonly Credential[] =>
  compiled.params.flatMap((param) =>
    param.kind === "credential" ? [{ schemes: param.schemes, required: param.required, scopes, at: compiled.at }] : [],
  );

/** Of a whole route. */
export const credentialsOfRoute = ({ endpoint, dependencies }: RouteRecord): readonly Credential[] =>
  [endpoint, ...dependencies].flatMap(credentialsOf);

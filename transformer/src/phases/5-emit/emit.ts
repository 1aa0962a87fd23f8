import type { CallablePlan, DataPlan, DetailPlan, EndpointPlan } from "../../ir/plan.js";
import type { ReferenceKey, TypeTable } from "../../ir/wire-type.js";
import { callableFactory, endpointFactory } from "./callable.js";
import { dataFactory, detailFactory } from "./data.js";
import { Sheet } from "./sheet.js";

export interface EmitInput {
  /** Every named type the plans refer to, directly or through each other. */
  readonly types: TypeTable;
  readonly callables: readonly CallablePlan[];
  readonly endpoints: readonly EndpointPlan[];
  readonly data?: readonly DataPlan[];
  readonly details?: readonly DetailPlan[];
  /** Identifier of the namespace import of `typeway/compiled`; free in the file. */
  readonly support: string;
  /** Start of every generated name, for example `__tw_`; no identifier of the file starts with it. */
  readonly prefix: string;
}

/** JavaScript text, to be put verbatim into one file, ESM or CommonJS. */
export interface Emission {
  /** Goes right after the file's imports: `const` declarations. May be empty. */
  readonly constants: string;
  /** Goes at the end of the file: hoisted function declarations only. */
  readonly declarations: string;
  /** Functions without parameters that the text calls for values of the user's program, to be declared beside it. */
  readonly references: readonly { readonly key: ReferenceKey; readonly name: string }[];
  /** By position in {@link EmitInput.callables}: an expression that makes the `CompiledCallable`. */
  readonly callables: readonly string[];
  /** By position in {@link EmitInput.endpoints}: an expression that makes the `CompiledEndpoint`. */
  readonly endpoints: readonly string[];
  /** By position in {@link EmitInput.data}: an expression of the `CompiledData`. */
  readonly data: readonly string[];
  /** By position in {@link EmitInput.details}: an expression of a function that makes the `Encoder`. */
  readonly details: readonly string[];
}

/** Writes decoders, explainers, encoders and document fragments for one file. Equal input gives equal text. */
export function emit({ types, callables, endpoints, data = [], details = [], support, prefix }: EmitInput): Emission {
  const sheet = new Sheet(types, support, prefix);
  const makeCallable = sharing((plan: CallablePlan) => `${callableFactory(sheet, plan)}()`);
  const makeEndpoint = sharing((plan: EndpointPlan) => `${endpointFactory(sheet, plan)}()`);
  const makeData = sharing((plan: DataPlan) => `${dataFactory(sheet, plan)}()`);
  const made = {
    callables: callables.map(makeCallable),
    endpoints: endpoints.map(makeEndpoint),
    data: data.map(makeData),
    details: details.map(sharing((plan: DetailPlan) => detailFactory(sheet, plan))),
  };
  const { declarations, renamed } = sheet.finish();
  return {
    callables: made.callables.map(renamed),
    endpoints: made.endpoints.map(renamed),
    data: made.data.map(renamed),
    details: made.details.map(renamed),
    references: sheet.references,
    constants: sheet.constants,
    declarations,
  };
}

/** Equal plans share one function. */
function sharing<P>(make: (plan: P) => string): (plan: P) => string {
  const made = new Map<string, string>();
  return (plan) => {
    const key = JSON.stringify(plan);
    const expression = made.get(key) ?? make(plan);
    made.set(key, expression);
    return expression;
  };
}

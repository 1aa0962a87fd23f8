import type { Problem } from "./diagnostics/problem.js";
import type { CallablePlan, DataPlan, EndpointPlan, ParamPlan, SpreadProperty } from "./ir/plan.js";
import type { ReferenceKey, WireType } from "./ir/wire-type.js";
import type { Callee } from "./phases/1-discover/index.js";
import type { PlannedRegistration } from "./phases/4-plan/index.js";
import type { Reference } from "./phases/6-rewrite/reference.js";
import type ts from "./typescript.cjs";

/** Everything known of one file before a line is generated. */
export interface FilePlan {
  readonly registrations: readonly PlannedRegistration[];
  readonly notes: readonly ReachableNote[];
  readonly provisions: readonly ReadyProvision[];
  /** Methods that are handed on by themselves. */
  readonly methods: ReadonlySet<ts.Node>;
  /** Calls of `bind` for functions that take dependencies. */
  readonly bindings: ReadonlySet<ts.Node>;
  /** The ways to the user's values that the types speak of. */
  readonly references: ReadonlyMap<ReferenceKey, Reference>;
  readonly problems: readonly Problem[];
}

/** A side note with the ways to its dependencies. */
export interface ReachableNote {
  readonly callee: Callee;
  readonly dependencies: readonly { readonly plan: CallablePlan; readonly reference: Reference }[];
}

/** A dependency named as a value. */
export interface ReadyProvision {
  readonly expression: ts.Expression;
  readonly plan: CallablePlan;
}

/** What of a file has types. */
export type Planned = Pick<FilePlan, "registrations" | "notes" | "provisions">;

export const nothing: Planned = { registrations: [], notes: [], provisions: [] };

export const endpointsOf = ({ registrations }: Planned): EndpointPlan[] =>
  registrations.flatMap(({ plan }) => (plan?.kind === "endpoint" ? [plan.plan] : []));

/** Those of completed calls, of side notes, of values: the order in which `writeFile` takes them. */
export const callablesOf = ({ registrations, notes, provisions }: Planned): CallablePlan[] => [
  ...registrations.flatMap(({ plan }) => (plan?.kind === "callable" ? [plan.plan] : [])),
  ...notes.flatMap(({ dependencies }) => dependencies.map(({ plan }) => plan)),
  ...provisions.map(({ plan }) => plan),
];

export const dataOf = ({ registrations }: Planned): DataPlan[] =>
  registrations.flatMap(({ plan }) => (plan?.kind === "data" ? [plan.plan] : []));

export const typesOf = (plan: Planned): WireType[] => [...inputsOf(plan), ...outputsOf(plan)];

export function inputsOf(plan: Planned): WireType[] {
  const read = [...endpointsOf(plan), ...callablesOf(plan)].flatMap(({ slots, groups = [], bodies, params }) => [
    ...[...slots, ...groups, ...bodies].map(({ type }) => type),
    ...params.flatMap(messageTypes),
  ]);
  return [...read, ...dataOf(plan).map(({ type }) => type)];
}

/** The classes of objects that are made of single values. */
export function constructsOf(plan: Planned): ReferenceKey[] {
  const made = (properties: readonly SpreadProperty[]): ReferenceKey[] =>
    properties.flatMap((property) =>
      property.kind === "slot"
        ? []
        : [...(property.construct ? [property.construct] : []), ...made(property.properties)],
    );
  return [...endpointsOf(plan), ...callablesOf(plan)].flatMap(({ params }) =>
    params.flatMap((param) =>
      param.kind === "spread" ? [...(param.construct ? [param.construct] : []), ...made(param.properties)] : [],
    ),
  );
}

export function outputsOf(plan: Planned): WireType[] {
  const endpoints = endpointsOf(plan);
  const outputs = endpoints.flatMap(({ answers }) =>
    answers.flatMap((answer) => {
      if (answer.kind === "json") return [answer.type];
      if (answer.kind !== "reply") return [];
      return [...(answer.type ? [answer.type] : []), ...(answer.headers ?? []).map(({ type }) => type)];
    }),
  );
  const thrown = [...endpoints, ...callablesOf(plan)].flatMap(({ errors }) =>
    errors.flatMap(({ detail }) => detail ?? []),
  );
  return [...outputs, ...thrown];
}

function messageTypes(param: ParamPlan): WireType[] {
  if (param.kind !== "context" || param.messages === undefined) return [];
  const { receive, send } = param.messages;
  return [receive, send].flatMap((message) =>
    message.medium === "bytes" || message.type === undefined ? [] : [message.type],
  );
}

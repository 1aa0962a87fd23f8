import type { Problem } from "./diagnostics/problem.js";
import type { CallablePlan, DataPlan, DetailPlan, EndpointPlan, ParamPlan, SpreadProperty } from "./ir/plan.js";
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
  readonly details: readonly ErrorDetail[];
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

/** A class of errors. */
export interface ErrorDetail {
  readonly owner: ts.ClassLikeDeclaration;
  readonly plan: DetailPlan;
}

/** What of a file has types. */
export type Planned = Pick<FilePlan, "registrations" | "notes" | "provisions" | "details">;

export const nothing: Planned = { registrations: [], notes: [], provisions: [], details: [] };

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
    ...params.flatMap((param) => (param.kind === "spread" ? fixedTypes(param.properties) : [])),
  ]);
  return [...read, ...dataOf(plan).map(({ type }) => type)];
}

const fixedTypes = (properties: readonly SpreadProperty[]): WireType[] =>
  properties.flatMap((property) =>
    property.kind === "fixed" ? [property.type] : property.kind === "object" ? fixedTypes(property.properties) : [],
  );

/** The classes that make objects of single values, and the functions that check them. */
export function spreadReferencesOf(plan: Planned): ReferenceKey[] {
  const own = ({ construct, checked }: SpreadObject): ReferenceKey[] => [
    ...(construct ? [construct] : []),
    ...(checked?.checks ?? []).map(({ reference }) => reference),
  ];
  const within = (spread: SpreadObject): ReferenceKey[] => [
    ...own(spread),
    ...spread.properties.flatMap((property) => (property.kind === "object" ? within(property) : [])),
  ];
  return [...endpointsOf(plan), ...callablesOf(plan)].flatMap(({ params }) =>
    params.flatMap((param) => (param.kind === "spread" ? within(param) : [])),
  );
}

type SpreadObject = Pick<Extract<ParamPlan, { kind: "spread" }>, "construct" | "checked" | "properties">;

export function outputsOf(plan: Planned): WireType[] {
  const endpoints = endpointsOf(plan);
  const outputs = endpoints.flatMap(({ answers }) =>
    answers.flatMap((answer) => {
      if (answer.kind === "json") return [answer.type];
      if (answer.kind === "empty" || answer.kind === "response") return [];
      const headers = (answer.headers ?? []).map(({ type }) => type);
      return answer.kind === "reply" && answer.type ? [answer.type, ...headers] : headers;
    }),
  );
  const thrown = [...endpoints, ...callablesOf(plan)].flatMap(({ errors }) =>
    errors.flatMap(({ detail }) => detail ?? []),
  );
  return [...outputs, ...thrown, ...plan.details.map((detail) => detail.plan.type)];
}

function messageTypes(param: ParamPlan): WireType[] {
  if (param.kind !== "context" || param.messages === undefined) return [];
  const { receive, send } = param.messages;
  return [receive, send].flatMap((message) =>
    message.medium === "bytes" || message.type === undefined ? [] : [message.type],
  );
}

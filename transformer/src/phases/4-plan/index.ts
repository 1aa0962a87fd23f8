import { type Problem, problem } from "../../diagnostics/problem.js";
import type { CallablePlan, DataPlan, EndpointPlan, WorkerPlan } from "../../ir/plan.js";
import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";
import type { Registration } from "../1-discover/index.js";
import { resolveDependency } from "../2-analyze/dependency.js";
import { handledClass } from "../2-analyze/handled-class.js";
import { readSignature, type Signature } from "../2-analyze/signature.js";
import { sourceOf } from "../2-analyze/stands-for.js";
import type { Describer } from "../3-describe/describer.js";
import { type PlannedAnswers, planAnswers } from "./answers.js";
import { planCallable, planErrors } from "./callable.js";
import { planData } from "./data.js";
import { omittedBy } from "./omit.js";
import { isSocket, type Route, routeOf, segmentsOf } from "./route.js";
import { planSettings } from "./settings.js";
import { wireName } from "./wire-names.js";
import { planWorker } from "./worker.js";

export type Plan =
  | { readonly kind: "endpoint"; readonly plan: EndpointPlan }
  | { readonly kind: "callable"; readonly plan: CallablePlan }
  | { readonly kind: "data"; readonly plan: DataPlan }
  | { readonly kind: "worker"; readonly plan: WorkerPlan };

export interface PlannedRegistration {
  readonly registration: Registration;
  readonly route: Route;
  /** Absent when there was no signature to plan. */
  readonly plan?: Plan;
  readonly problems: readonly Problem[];
}

/** Plans one completed call: everything its generated code and its part of the document need. */
export function planRegistration(describer: Describer, registration: Registration): PlannedRegistration {
  const { project, markers } = describer;
  const { call, role } = registration;
  const route = routeOf(project, registration);
  if (role === "data") {
    const { plan, problems } = planData(describer, registration);
    return { registration, route, ...(plan ? { plan: { kind: "data", plan } } : {}), problems };
  }
  if (role === "settings") {
    const { plan, problems } = planSettings(describer, registration);
    return { registration, route, ...(plan ? { plan: { kind: "callable", plan } } : {}), problems };
  }
  if (role === "worker") {
    const { plan, problems } = planWorker(project, registration);
    return { registration, route, ...(plan ? { plan: { kind: "worker", plan } } : {}), problems };
  }
  const signature = signatureOf(project, registration);
  if ("code" in signature) return { registration, route, problems: [signature] };
  const expression = call.arguments.at(-1);
  const read = readSignature({ project, markers, site: call, ...(expression ? { expression } : {}) }, signature);
  if (role === "provider") {
    const { plan, problems } = planCallable(describer, read, { complete: false });
    return { registration, route, plan: { kind: "callable", plan }, problems };
  }
  const callable =
    role === "answers"
      ? {
          plan: {
            name: read.name,
            at: read.at,
            params: [],
            slots: [],
            bodies: [],
            errors: planErrors(describer, read),
          },
          problems: [],
        }
      : planCallable(describer, read, route);
  const omitted = omittedBy(project, registration);
  const answers = isSocket(route) ? noAnswers : planAnswers(describer, read, route, expression ?? call, omitted.rules);
  const { summary, description, operationId, tags, deprecated } = read.comment;
  const [first] = call.arguments;
  const handles = role === "answers" && first ? handledClass(project, first) : undefined;
  const plan: EndpointPlan = {
    ...callable.plan,
    answers: answers.answers,
    ...(handles ? { handles } : {}),
    ...(omitted.rules.length > 0 ? { omit: omitted.rules } : {}),
    docs: {
      ...(summary ? { summary } : {}),
      ...(description ? { description } : {}),
      ...(operationId ? { operationId } : {}),
      ...(tags.length > 0 ? { tags } : {}),
      ...(deprecated ? { deprecated } : {}),
    },
  };
  const problems = [
    ...callable.problems,
    ...answers.problems,
    ...omitted.problems,
    ...(role === "answers" ? [] : segmentProblems(describer, read, route, call)),
  ];
  return { registration, route, plan: { kind: "endpoint", plan }, problems };
}

const noAnswers: PlannedAnswers = { answers: [], problems: [] };

function signatureOf(project: Project, { subject: given, role, call }: Registration): ts.Signature | Problem {
  const subject = sourceOf(project.checker, given);
  const type = project.checker.typeToString(subject);
  if (subject.flags & ts.TypeFlags.Instantiable) return problem("TW1002", call, { type });
  const signatures = [...subject.getCallSignatures(), ...(role === "provider" ? subject.getConstructSignatures() : [])];
  const [signature, ...others] = signatures;
  if (!signature) return problem("TW1006", call, { type });
  if (isAnyHandler(project, signature)) return problem("TW1001", call, { type });
  if (others.length > 0) return problem("TW1003", call, { name: call.arguments.at(-1)?.getText() ?? type });
  return signature;
}

/** `Handler` itself: what is left of a function that went through a wrapper without a type parameter. */
const isAnyHandler = (project: Project, { declaration }: ts.Signature): boolean =>
  declaration !== undefined &&
  ts.isInterfaceDeclaration(declaration.parent) &&
  declaration.parent.name.text === "Handler" &&
  project.isOurs(declaration);

function segmentProblems(
  describer: Describer,
  signature: Signature,
  { path, pathNode, complete }: Route,
  call: ts.CallExpression,
): Problem[] {
  if (path === undefined || !pathNode) return [];
  const segments = segmentsOf(path);
  const taken = takenNames(describer, signature, new Set());
  const unbound = segments
    .filter((segment) => !taken.has(segment) && !listsDependencies(describer.project, call))
    .map((segment) => problem("TW4001", pathNode, { segment, path }));
  if (!complete) return unbound;
  const misplaced = signature.params
    .filter(({ markers, pattern }) => markers.place?.marker === "Path" && !pattern)
    .map((param) => ({ param, name: param.markers.place?.name ?? wireName(param.name) }))
    .filter(({ name, param }) => !segments.includes(name) && !isSpread(describer, param.type))
    .map(({ param, name }) => problem("TW4002", param.anchor, { name, path }));
  return [...unbound, ...misplaced];
}

/** Its option `dependencies` may take from the path what the handler does not; the start finds out. */
const listsDependencies = ({ checker }: Project, call: ts.CallExpression): boolean =>
  call.arguments.some((argument) => checker.getTypeAtLocation(argument).getProperty("dependencies") !== undefined);

/** Every name that some function of the tree could take from the path. */
function takenNames(describer: Describer, signature: Signature, seen: Set<ts.Signature>): Set<string> {
  const { project, markers } = describer;
  const names = new Set<string>();
  for (const { name, markers: found, anchor, type } of signature.params) {
    names.add(found.place?.name ?? wireName(name));
    if (found.place?.marker === "Path")
      for (const property of project.checker.getPropertiesOfType(type)) names.add(property.name);
    const resolved = found.depends && resolveDependency(project, found.depends.target, anchor);
    if (!resolved || "problem" in resolved || seen.has(resolved.dependency.signature)) continue;
    seen.add(resolved.dependency.signature);
    const inner = readSignature({ project, markers, site: anchor }, resolved.dependency.signature);
    for (const one of takenNames(describer, inner, seen)) names.add(one);
  }
  return names;
}

const isSpread = ({ project: { checker } }: Describer, type: ts.Type): boolean =>
  Boolean(checker.getNonNullableType(type).flags & (ts.TypeFlags.Object | ts.TypeFlags.NonPrimitive));

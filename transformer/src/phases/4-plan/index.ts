import { type Problem, problem } from "../../diagnostics/problem.js";
import type { CallablePlan, DataPlan, EndpointPlan, WorkerPlan } from "../../ir/plan.js";
import type { Project } from "../../project.js";
import ts from "../../typescript.cjs";
import type { Registration } from "../1-discover/index.js";
import { handledClass } from "../2-analyze/handled-class.js";
import { readSignature } from "../2-analyze/signature.js";
import { sourceOf } from "../2-analyze/stands-for.js";
import type { Describer } from "../3-describe/describer.js";
import { type PlannedAnswers, planAnswers } from "./answers.js";
import { planCallable, planErrors } from "./callable.js";
import { planData } from "./data.js";
import { omittedBy } from "./omit.js";
import { isSocket, type Route, routeOf } from "./route.js";
import { segmentProblems } from "./segments.js";
import { planSettings } from "./settings.js";
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
  if (isRefusedByTypeScript(project, registration)) return { registration, route, problems: [] };
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

/** `override(openDb, () => 1)`: what is left of the type is what would have been right, and TypeScript has said so. */
function isRefusedByTypeScript({ checker }: Project, { subject, role, call }: Registration): boolean {
  const replacement = call.arguments.at(-1);
  return role === "provider" && subject.isUnion() && !!replacement && !checker.getTypeAtLocation(replacement).isUnion();
}

function signatureOf(project: Project, { subject: given, role, call }: Registration): ts.Signature | Problem {
  const subject = sourceOf(project.checker, given);
  // Only for messages: writing out the type of a handler takes longer than all the rest here.
  const text = () => project.checker.typeToString(subject);
  if (subject.flags & ts.TypeFlags.Instantiable) return problem("TW1002", call, { type: text() });
  const signatures = [...subject.getCallSignatures(), ...(role === "provider" ? subject.getConstructSignatures() : [])];
  const [signature, ...others] = signatures;
  if (!signature) return problem("TW1006", call, { type: text() });
  if (isAnyHandler(project, signature)) return problem("TW1001", call, { type: text() });
  if (others.length > 0) return problem("TW1003", call, { name: call.arguments.at(-1)?.getText() ?? text() });
  return signature;
}

/** `Handler` itself: what is left of a function that went through a wrapper without a type parameter. */
const isAnyHandler = (project: Project, { declaration }: ts.Signature): boolean =>
  declaration !== undefined &&
  ts.isInterfaceDeclaration(declaration.parent) &&
  declaration.parent.name.text === "Handler" &&
  project.isOurs(declaration);

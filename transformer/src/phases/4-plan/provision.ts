import type { Problem } from "../../diagnostics/problem.js";
import type { CallablePlan } from "../../ir/plan.js";
import type ts from "../../typescript.cjs";
import type { Provision } from "../1-discover/provisions.js";
import { resolveProvision } from "../2-analyze/dependency.js";
import { readSignature } from "../2-analyze/signature.js";
import type { Describer } from "../3-describe/describer.js";
import { planCallable } from "./callable.js";
import type { DependencyTrees } from "./dependency-trees.js";

/** A dependency named as a value, with what its own parameters need. */
export interface PlannedProvision {
  readonly expression: ts.Expression;
  /** Absent when there was no signature to plan. */
  readonly plan?: CallablePlan;
  readonly problems: readonly Problem[];
}

export function planProvision(describer: Describer, trees: DependencyTrees, provision: Provision): PlannedProvision {
  const { project, markers } = describer;
  const { expression } = provision;
  const resolved = resolveProvision(project, provision);
  if ("problem" in resolved) return { expression, problems: [resolved.problem] };
  const read = readSignature({ project, markers, site: expression, expression }, resolved.signature);
  const { plan, problems } = planCallable(describer, read, { complete: false });
  const name = expression.getText();
  const lifetimes = trees.lifetimeProblems({ name, signature: resolved.signature }, "request", expression);
  return { expression, plan, problems: [...problems, ...lifetimes] };
}

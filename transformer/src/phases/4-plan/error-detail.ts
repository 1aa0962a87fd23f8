import type { DetailPlan } from "../../ir/plan.js";
import type ts from "../../typescript.cjs";
import { detailOfClass } from "../2-analyze/http-error.js";
import { areErrors } from "../3-describe/described.js";
import type { Describer } from "../3-describe/describer.js";

/** How the detail of a class of errors leaves; undefined where nothing is known of it, and what is there is written. */
export function planErrorDetail(describer: Describer, owner: ts.ClassLikeDeclaration): DetailPlan | undefined {
  const detail = detailOfClass(describer.project, owner);
  if (!detail) return undefined;
  const { type, problems } = describer.describe(detail);
  return areErrors(problems) || type.kind === "unknown" ? undefined : { name: owner.name?.text ?? "", type };
}

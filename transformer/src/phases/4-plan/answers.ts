import type { Problem } from "../../diagnostics/problem.js";
import type { AnswerPlan, HeaderPlan } from "../../ir/plan.js";
import ts from "../../typescript.cjs";
import type { Signature } from "../2-analyze/signature.js";
import type { Described } from "../3-describe/described.js";
import type { Describer } from "../3-describe/describer.js";
import { describeRest } from "../3-describe/unions.js";
import { toProblem } from "./callable.js";

export interface PlannedAnswers {
  readonly answers: readonly AnswerPlan[];
  readonly problems: readonly Problem[];
}

/** Takes a return type apart: replies, raw answers and responses by themselves, the rest as one plain value. */
export function planAnswers(describer: Describer, { returns, comment }: Signature, anchor: ts.Node): PlannedAnswers {
  const planner = new AnswerPlanner(describer, anchor);
  const members = returns.isUnion() ? returns.types : [returns];
  const plain = members.filter((member) => !planner.addSpecial(member));
  if (plain.length > 0)
    planner.addPlain(plain.length === members.length ? describer.describe(returns) : describeRest(describer, plain));
  const description = comment.returns;
  return {
    answers: description
      ? planner.answers.map((answer) =>
          answer.kind === "json" || answer.kind === "empty" ? { ...answer, description } : answer,
        )
      : planner.answers,
    problems: planner.problems,
  };
}

class AnswerPlanner {
  readonly answers: AnswerPlan[] = [];
  readonly problems: Problem[] = [];

  constructor(
    readonly describer: Describer,
    readonly anchor: ts.Node,
  ) {}

  addPlain(plain: Described): void {
    this.answers.push({ kind: "json", status: null, type: this.#checked(plain) });
  }

  /** @returns false for a plain value */
  addSpecial(type: ts.Type): boolean {
    const { project } = this.describer;
    if (type.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined)) this.#addOnce({ kind: "empty", status: null });
    else if (type.flags & ts.TypeFlags.Never) return true;
    else {
      const { symbol } = type;
      const declaration = symbol?.declarations?.[0];
      if (symbol?.name === "Response" && project.isPlatform(declaration)) this.#addOnce({ kind: "response" });
      else if (symbol?.name === "Reply" && project.isOurs(declaration)) this.#addReply(type);
      else if (symbol?.name === "Raw" && project.isOurs(declaration)) this.#addRaw(type);
      else return false;
    }
    return true;
  }

  #addReply(type: ts.Type): void {
    const [status, value, fields] = this.#arguments(type);
    if (!status || !value || !fields) return;
    const empty = Boolean(value.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined));
    const headers = this.#headers(fields);
    for (const one of status.isUnion() ? status.types : [status]) {
      this.answers.push({
        kind: "reply",
        status: one.isNumberLiteral() ? one.value : "default",
        ...(empty ? {} : { type: this.#checked(this.describer.describe(value)) }),
        ...(headers.length > 0 ? { headers } : {}),
      });
    }
  }

  #addRaw(type: ts.Type): void {
    const [media, status] = this.#arguments(type);
    if (!media) return;
    for (const one of media.isUnion() ? media.types : [media]) {
      this.#addOnce({
        kind: "raw",
        status: status?.isNumberLiteral() ? status.value : 200,
        mediaType: one.isStringLiteral() ? one.value : "*/*",
      });
    }
  }

  #headers(fields: ts.Type): HeaderPlan[] {
    const { checker } = this.describer.project;
    return checker.getPropertiesOfType(fields).map((property) => ({
      name: property.name,
      type: this.#checked(this.describer.describe(checker.getTypeOfSymbol(property))),
      required: !(property.flags & ts.SymbolFlags.Optional),
    }));
  }

  #checked({ type, problems }: Described): Described["type"] {
    this.problems.push(...problems.map((found) => toProblem(found, this.anchor, "return value")));
    return type;
  }

  #addOnce(answer: AnswerPlan): void {
    const same = JSON.stringify(answer);
    if (!this.answers.some((known) => JSON.stringify(known) === same)) this.answers.push(answer);
  }

  #arguments(type: ts.Type): readonly ts.Type[] {
    return this.describer.project.checker.getTypeArguments(type as ts.TypeReference);
  }
}

import { isBodiless, type OmitRule } from "@typeway/contract";
import { type Problem, problem } from "../../diagnostics/problem.js";
import type { AnswerPlan } from "../../ir/plan.js";
import ts from "../../typescript.cjs";
import type { Comment } from "../2-analyze/jsdoc.js";
import type { Signature } from "../2-analyze/signature.js";
import type { Written } from "../2-analyze/written.js";
import type { Described } from "../3-describe/described.js";
import type { Describer } from "../3-describe/describer.js";
import { omitFrom } from "../3-describe/omit.js";
import { collapseEnums, describeRest, type MatchedMembers, matchMembers } from "../3-describe/unions.js";
import { type PlannedHead, planHead } from "./answer-head.js";
import { toProblem } from "./callable.js";
import type { Route } from "./route.js";

export interface PlannedAnswers {
  readonly answers: readonly AnswerPlan[];
  readonly problems: readonly Problem[];
}

/** Takes a return type apart: replies, raw answers and responses by themselves, the rest as one plain value. */
export function planAnswers(
  describer: Describer,
  { returns, returnsWritten, comment }: Signature,
  route: Route,
  anchor: ts.Node,
  omit: readonly OmitRule[],
): PlannedAnswers {
  const written = returnsWritten && awaited(describer, returnsWritten);
  const planner = new AnswerPlanner(describer, anchor);
  const { members, writtenByMember, lost } = matchAnswers(describer, returns, written);
  for (const one of writtenByMember.values()) planner.checkAccess(one);
  const plain = members.filter((member) => !planner.addSpecial(member, writtenByMember.get(member)));
  // Of plain values alone, their own description tells.
  if (lost && plain.length < members.length) planner.problems.push(problem("TW2011", lost.node, {}));
  if (plain.length > 0)
    planner.addPlain(
      plain.length === members.length
        ? describer.describe(returns, written)
        : describeRest(describer, plain, writtenByMember),
    );
  return {
    answers: planner.answers
      .map((answer) => withDescription(answer, comment))
      .map((answer) =>
        "type" in answer && answer.type ? { ...answer, type: omitFrom(describer, answer.type, omit) } : answer,
      ),
    problems: [...planner.problems, ...statusProblems(planner.answers, route, anchor)],
  };
}

/** `@returns` speaks of the usual answer, `@returns {404}` of that status. */
function withDescription(answer: AnswerPlan, { returns, returnsByStatus }: Comment): AnswerPlan {
  if (answer.kind === "response") return answer;
  const description = typeof answer.status === "number" ? returnsByStatus.get(answer.status) : returns;
  return description && answer.status !== "default" ? { ...answer, description } : answer;
}

function statusProblems(answers: readonly AnswerPlan[], { status: chosen }: Route, anchor: ts.Node): Problem[] {
  const codes = new Map<number, ts.Node>();
  if (chosen) codes.set(chosen.code, chosen.node);
  const withBody = new Map<number, ts.Node>();
  for (const answer of answers) {
    if (answer.kind === "response" || answer.status === "default") continue;
    const { code, node } = answer.status === null ? (chosen ?? {}) : { code: answer.status, node: anchor };
    if (code === undefined || node === undefined) continue;
    if (!codes.has(code)) codes.set(code, node);
    if (answer.kind !== "empty" && (answer.kind !== "reply" || answer.type)) withBody.set(code, node);
  }
  return [
    ...[...codes].filter(([code]) => !isStatus(code)).map(([status, node]) => problem("TW4012", node, { status })),
    ...[...withBody].filter(([code]) => isBodiless(code)).map(([status, node]) => problem("TW4011", node, { status })),
  ];
}

/** Those from 100 to 199 come before an answer. */
const isStatus = (code: number): boolean => Number.isInteger(code) && code >= 200 && code <= 599;

/** What is written inside `Promise<…>`. */
function awaited(describer: Describer, written: Written): Written {
  const { node } = describer.marks.read(written).structure;
  const isPromise = ts.isTypeReferenceNode(node) && node.typeName.getText() === "Promise";
  return (isPromise && describer.marks.argument(written, 0)) || written;
}

/** The answers in a return type, each with what is written for it. */
function matchAnswers(describer: Describer, returns: ts.Type, written: Written | undefined): MatchedMembers {
  const { marks, project } = describer;
  const members = returns.isUnion() ? collapseEnums(project.checker, returns.types) : [returns];
  const nodes = (written ? marks.members(written) : []).flatMap((one) => {
    const inner = awaited(describer, one);
    return inner === one ? [one] : marks.members(inner);
  });
  return matchMembers(describer, members, nodes);
}

class AnswerPlanner {
  readonly answers: AnswerPlan[] = [];
  readonly problems: Problem[] = [];

  constructor(
    readonly describer: Describer,
    readonly anchor: ts.Node,
  ) {}

  /** `Secret`, `ReadOnly` and `WriteOnly` are about properties: an answer or its value has no such place. */
  checkAccess(written: Written): void {
    const { marks } = this.describer;
    const { access } = marks.read(written);
    const found = access ? [problem("TW2012", access, { type: access.getText() })] : marks.misplaced(written);
    for (const one of found) if (!this.problems.some(({ node }) => node === one.node)) this.problems.push(one);
  }

  addPlain(plain: Described): void {
    this.answers.push({ kind: "json", status: null, type: this.#checked(plain) });
  }

  /** @returns false for a plain value */
  addSpecial(type: ts.Type, written: Written | undefined): boolean {
    const { project } = this.describer;
    if (type.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined)) this.#addOnce({ kind: "empty", status: null });
    else if (type.flags & ts.TypeFlags.Never) return true;
    else {
      const { symbol } = type;
      const declaration = symbol?.declarations?.[0];
      if (symbol?.name === "Response" && project.isPlatform(declaration)) this.#addOnce({ kind: "response" });
      else if (symbol?.name === "Reply" && project.isOurs(declaration)) this.#addReply(type, written);
      else if (symbol?.name === "Raw" && project.isOurs(declaration)) this.#addRaw(type, written);
      else return false;
    }
    return true;
  }

  #addReply(type: ts.Type, written: Written | undefined): void {
    const [status, value, fields, cookies] = this.#arguments(type);
    if (!status || !value || !fields) return;
    const empty = Boolean(value.flags & (ts.TypeFlags.Void | ts.TypeFlags.Undefined));
    const head = this.#head(fields, cookies, written && this.describer.marks.argument(written, 2));
    const valueWritten = written && this.describer.marks.argument(written, 1);
    if (valueWritten) this.checkAccess(valueWritten);
    for (const one of status.isUnion() ? status.types : [status]) {
      this.#addOnce({
        kind: "reply",
        status: one.isNumberLiteral() ? one.value : "default",
        ...(empty ? {} : { type: this.#checked(this.describer.describe(value, valueWritten)) }),
        ...head,
      });
    }
  }

  #addRaw(type: ts.Type, written: Written | undefined): void {
    const [media, status, fields, cookies] = this.#arguments(type);
    if (!media || !status || !fields) return;
    const head = this.#head(fields, cookies, written && this.describer.marks.argument(written, 2));
    for (const code of status.isUnion() ? status.types : [status]) {
      for (const one of media.isUnion() ? media.types : [media]) {
        this.#addOnce({
          kind: "raw",
          status: rawStatus(code),
          mediaType: one.isStringLiteral() ? one.value : "*/*",
          ...head,
        });
      }
    }
  }

  #head(fields: ts.Type, cookies: ts.Type | undefined, written: Written | undefined): PlannedHead["head"] {
    const { head, problems } = planHead(this.describer, this.anchor, { fields, cookies, written });
    this.problems.push(...problems);
    return head;
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

/** 200 gives way to the status of the route. */
function rawStatus(type: ts.Type): number | null | "default" {
  if (!type.isNumberLiteral()) return "default";
  return type.value === 200 ? null : type.value;
}

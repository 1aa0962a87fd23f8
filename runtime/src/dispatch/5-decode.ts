import { FAIL, type Issue } from "@typeway/contract";
import { echo, HIDDEN } from "../compiled/echo.js";
import type { Finding } from "../compiled/finding.js";
import { IssueList } from "../compiled/issue-list.js";
import { message } from "../compiled/message.js";
import { isObject } from "../compiled/structure.js";
import { locationsOf } from "../dependencies/locations.js";
import type { CallPlan } from "../dependencies/plan.js";
import { Refusal } from "../errors/refusal.js";
import { isStackOverflow } from "../errors/stack-overflow.js";
import { TypewayError } from "../errors/typeway-error.js";
import { unreadable } from "../errors/unreadable.js";
import { refusal } from "../errors/validation-error.js";
import { nestingIssue, statusOfNesting } from "../nesting.js";
import type { Arguments, Run } from "../run.js";
import { undeclaredKey } from "./undeclared.js";

/**
 * Turns texts and body into the arguments of every callable of the tree.
 * @returns 422 with the issues of all of them, where there are any
 */
export function decode(run: Run, plan: CallPlan): Refusal | undefined {
  const bodies = bodiesOf(run, plan);
  if (run.undeclared !== undefined) return refused(run, plan, bodies);
  try {
    const decoded: Arguments[] = run.arguments.length === 0 ? plan.blank.arguments.slice() : run.arguments;
    for (let index = 0; index < decoded.length; index++) {
      if (decoded[index] !== undefined) continue;
      const args = plan.readers[index]?.compiled.decode(run.texts[index] ?? none, bodies?.[index] ?? none);
      if (args === FAIL || args === undefined) return refused(run, plan, bodies);
      decoded[index] = args;
    }
    run.arguments = decoded;
    return plan.refusing && run.body !== undefined ? refuseUndeclared(run, plan, bodies) : undefined;
  } catch (error) {
    // Generated code walks a value by recursion; only nesting can exhaust the stack.
    if (isStackOverflow(error)) throw unreadable("json_too_deep", ["body"], null, error);
    throw error;
  }
}

/** Before the body: every callable that takes no part of it. What is refused is left open, for a second look. */
export function decodeWithoutBody(run: Run, { readers, blank }: CallPlan): void {
  const decoded: Arguments[] = blank.arguments.slice();
  for (let index = 0; index < readers.length; index++) {
    const reader = readers[index];
    if (reader === undefined || reader.takesBody) continue;
    const args = reader.compiled.decode(run.texts[index] ?? none, none);
    if (args !== FAIL) decoded[index] = args;
  }
  run.arguments = decoded;
}

const none: readonly never[] = [];

/** By reader, then by body slot. */
function bodiesOf(run: Run, all: CallPlan): readonly unknown[][] | undefined {
  const { body: plan, readers } = all;
  if (plan === undefined) return undefined;
  const bodies: unknown[][] = readers.map(({ compiled }) => new Array(compiled.bodies.length).fill(undefined));
  const { body } = run;
  for (const { name, reader, slot } of plan.targets) {
    const own = bodies[reader];
    if (own === undefined) continue;
    if (plan.whole !== undefined) own[slot] = body;
    else if (isObject(body) && Object.hasOwn(body, name)) own[slot] = body[name];
    checkNesting(all, reader, slot, own[slot]);
  }
  return bodies;
}

function checkNesting(plan: CallPlan, reader: number, slot: number, value: unknown): void {
  const nesting = plan.readers[reader]?.compiled.bodies[slot]?.nesting;
  if (nesting === undefined) return;
  const issue = nestingIssue(value, nesting, locationsOf(plan)[reader]?.body[slot] ?? ["body"]);
  if (issue !== undefined) throw refusal([issue], undefined, statusOfNesting(issue));
}

/**
 * Decoders drop what is not declared without a word, so only the slow path tells whether there was any.
 */
function refuseUndeclared(run: Run, plan: CallPlan, bodies: readonly unknown[][] | undefined): Refusal | undefined {
  const issues = issuesOf(run, plan, bodies);
  return issues.length > 0 ? refusalOf(run, issues) : undefined;
}

/** The slow path: every issue of every callable, those of dependencies first. */
function refused(run: Run, plan: CallPlan, bodies: readonly unknown[][] | undefined): Refusal {
  const issues = issuesOf(run, plan, bodies);
  if (issues.length > 0) return refusalOf(run, issues);
  throw disagreement(run);
}

function disagreement({ route }: Run): TypewayError {
  const { record, endpoint } = route ?? {};
  const details = { handler: endpoint?.name ?? "", route: `${record?.method} ${record?.path}` };
  return new TypewayError("TYPEWAY_DECODER_DISAGREES", details);
}

/** What can be said without the body. */
export function refusedWithoutBody(run: Run, plan: CallPlan): Error {
  const issues = issuesOf(run, plan, undefined).filter(({ root }) => root !== "body");
  return issues.length > 0 ? refusalOf(run, issues).toError() : disagreement(run);
}

const refusalOf = ({ route, body }: Run, issues: IssueList): Refusal =>
  new Refusal(issues, body, statusOf(issues), route?.endpoint.at);

function issuesOf(run: Run, plan: CallPlan, bodies: readonly unknown[][] | undefined): IssueList {
  const { readers, body } = plan;
  const locations = locationsOf(plan);
  const notAnObject = body !== undefined && body.whole === undefined && run.body !== undefined && !isObject(run.body);
  const all = new IssueList();
  for (const [index, reader] of readers.entries()) {
    const own = new IssueList();
    const at = locations[index];
    if (at !== undefined) reader.compiled.explain(run.texts[index] ?? none, bodies?.[index] ?? none, at, own);
    // One issue about the body says more than one for each key that it therefore cannot have.
    const issues = notAnObject ? own.filter(({ root }) => root !== "body") : own;
    // What belongs to no function is the handler's.
    if (index === readers.length - 1) {
      for (const issue of run.undeclared ?? []) issues.push(issue);
      for (const issue of undeclaredKeys(run, plan)) issues.push(issue);
      if (notAnObject) issues.push(objectExpected(run.body, plan));
    }
    const sorted = issues.sorted(byRank);
    if (readers.length === 1) return sorted;
    all.append(sorted);
  }
  return all;
}

/** Of an object whose keys are several parameters. */
function undeclaredKeys({ body }: Run, { body: plan, refusing, secret }: CallPlan): Issue[] {
  if (!refusing || plan === undefined || plan.whole !== undefined || plan.form !== undefined || !isObject(body))
    return [];
  const declared = new Set(plan.targets.map(({ name }) => name));
  return Object.entries(body).flatMap(([name, value]) =>
    declared.has(name) ? [] : [undeclaredKey(name, value, { secret })],
  );
}

/** No type can be about a forbidden key: a client that sends it has made a mistake, or means harm. */
const statusOf = (issues: IssueList): 400 | 422 => (issues.has("forbidden_key") ? 400 : 422);

const rank: Readonly<Record<string, number>> = { path: 0, query: 1, header: 2, cookie: 3, body: 4 };
const rankOf = ({ root }: Finding): number => rank[String(root)] ?? 5;
const byRank = (a: Finding, b: Finding): number => rankOf(a) - rankOf(b);

/** Where in it a secret would stand cannot be told. */
const objectExpected = (input: unknown, { secret }: CallPlan): Issue => ({
  type: "model_attributes_type",
  loc: ["body"],
  msg: message("model_attributes_type"),
  input: secret ? HIDDEN : echo(input),
});

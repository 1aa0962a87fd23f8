import type { MessagePlan, SocketPlan } from "../../ir/plan.js";
import type ts from "../../typescript.cjs";
import type { Written } from "../2-analyze/written.js";
import type { TypeProblem } from "../3-describe/described.js";
import type { Describer } from "../3-describe/describer.js";
import { readProblems } from "../3-describe/readable.js";

export interface PlannedSocket {
  readonly plan: SocketPlan;
  readonly problems: readonly TypeProblem[];
}

/** How the messages of a `WebSocket<In, Out>` travel. */
export function planSocket(describer: Describer, type: ts.Type, written: Written | undefined): PlannedSocket {
  const { checker } = describer.project;
  const [received, sent] = checker.getTypeArguments(checker.getNonNullableType(type) as ts.TypeReference);
  const problems: TypeProblem[] = [];
  const plan = (message: ts.Type | undefined, index: number): MessagePlan => {
    if (!message) return { medium: "text" };
    if (isBytes(describer, message)) return { medium: "bytes" };
    const described = describer.describe(message, written && describer.marks.argument(written, index));
    problems.push(...described.problems, ...(index === 0 ? readProblems(describer, described.type) : []));
    return planMessage(described.type);
  };
  return { plan: { receive: plan(received, 0), send: plan(sent, 1) }, problems: distinct(problems) };
}

/** A plain string has nothing to be checked: the frame says that it is one. */
function planMessage(type: Extract<MessagePlan, { medium: "json" }>["type"]): MessagePlan {
  if (type.kind !== "string") return { medium: "json", type };
  return Object.keys(type.constraints).length === 0 ? { medium: "text" } : { medium: "text", type };
}

function isBytes({ project }: Describer, { symbol }: ts.Type): boolean {
  return (symbol?.name === "Uint8Array" || symbol?.name === "Buffer") && project.isPlatform(symbol.declarations?.[0]);
}

/** `WebSocket<T>` receives and sends the same type, whose problems count once. */
const distinct = (problems: readonly TypeProblem[]): TypeProblem[] => [
  ...new Map(
    problems.map((problem) => [JSON.stringify([problem.code, "path" in problem && problem.path]), problem]),
  ).values(),
];

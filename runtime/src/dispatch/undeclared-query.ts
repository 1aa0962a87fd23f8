import type { Issue } from "@typeway/contract";
import { message } from "../compiled/message.js";
import type { NamedTarget } from "../dependencies/plan.js";

/** One issue for each name in the query that nothing of the route reads. */
export function undeclaredQuery(target: string, declared: readonly NamedTarget[]): Issue[] {
  const start = target.indexOf("?");
  if (start === -1) return [];
  const known = new Set(declared.map(({ name }) => name));
  return [...new URLSearchParams(target.slice(start + 1))]
    .filter(([name]) => !known.has(name))
    .map(([name, input]) => ({
      type: "extra_forbidden",
      loc: ["query", name],
      msg: message("extra_forbidden"),
      input,
    }));
}

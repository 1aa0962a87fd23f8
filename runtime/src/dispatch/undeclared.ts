import type { Issue, Location } from "@typeway/contract";
import { cut, echo, HIDDEN } from "../compiled/echo.js";
import { message } from "../compiled/message.js";

/** What an issue may show of undeclared input: it may be a secret whose name is misspelt. */
export interface Shown {
  /** Some input of the route is secret. */
  readonly secret: boolean;
}

/** A name in the query that nothing of the route reads. @param level of which object it would be a property, if any */
export const undeclaredQuery = (name: string, level: string, text: string, shown: Shown): Issue =>
  undeclared(["query", ...partsOf(name, level)], text, shown);

/** A cookie that nothing of the route reads. */
export const undeclaredCookie = (name: string, text: string, shown: Shown): Issue =>
  undeclared(["cookie", cut(name)], text, shown);

/** A field of a form that nothing of the route reads. */
export const undeclaredField = (name: string, text: string, shown: Shown): Issue =>
  undeclared(["body", cut(name)], text, shown);

/** A key of the body's object that no parameter is named after. */
export const undeclaredKey = (name: string, value: unknown, shown: Shown): Issue =>
  undeclared(["body", cut(name)], value, shown);

const undeclared = (loc: Location, input: unknown, { secret }: Shown): Issue => ({
  type: "extra_forbidden",
  loc,
  msg: message("extra_forbidden"),
  input: secret ? HIDDEN : echo(input),
});

/** `filter[price][min]` names a property inside `filter` where `filter` is an object, and nothing else elsewhere. */
const partsOf = (name: string, level: string): string[] =>
  (level === "" ? [name] : name.replace(/\]$/, "").split(/\]?\[/)).map((part) => cut(part));

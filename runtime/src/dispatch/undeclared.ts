import type { Issue, Location } from "@typeway/contract";
import { cut, echo } from "../compiled/echo.js";
import { message } from "../compiled/message.js";

/** A name in the query that nothing of the route reads. @param level of which object it would be a property, if any */
export const undeclaredQuery = (name: string, level: string, text: string): Issue =>
  undeclared(["query", ...partsOf(name, level)], text);

/** A cookie that nothing of the route reads. */
export const undeclaredCookie = (name: string, text: string): Issue => undeclared(["cookie", cut(name)], text);

/** A key of the body's object that no parameter is named after. */
export const undeclaredKey = (name: string, value: unknown): Issue => undeclared(["body", cut(name)], value);

const undeclared = (loc: Location, input: unknown): Issue => ({
  type: "extra_forbidden",
  loc,
  msg: message("extra_forbidden"),
  input: echo(input),
});

/** `filter[price][min]` names a property inside `filter` where `filter` is an object, and nothing else elsewhere. */
const partsOf = (name: string, level: string): string[] =>
  (level === "" ? [name] : name.replace(/\]$/, "").split(/\]?\[/)).map((part) => cut(part));

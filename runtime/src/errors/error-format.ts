import { STATUS_CODES } from "node:http";
import type { Issue } from "@typeway/contract";
import type { IssueList } from "../compiled/issue-list.js";
import type { ErrorFormat } from "../options.js";
import { writeIssues } from "./write-issues.js";

/** What there is to say about an error, whatever the format. */
export interface ErrorParts {
  readonly status: number;
  /** Any JSON value. */
  readonly detail?: unknown;
  readonly issues?: readonly Issue[] | IssueList;
  readonly requestId?: string;
  /** What went wrong on our side, where that is shown. */
  readonly error?: object;
}

export const mediaTypeOf = (format: ErrorFormat): string =>
  format === "problem" ? "application/problem+json" : "application/json";

/** The body of an answer to an error. @param path of the request, below no prefix; `undefined` where it is not known */
export const writeError = (format: ErrorFormat, parts: ErrorParts, path: string | undefined): string =>
  format === "problem" ? writeProblem(parts, path) : writeDetail(parts);

const writeDetail = ({ issues, detail = null, requestId, error }: ErrorParts): string =>
  issues === undefined ? JSON.stringify({ detail, requestId, error }) : `{"detail":${writeIssues(issues)}}`;

/**
 * What an object says as an `HttpError`'s detail stands beside the members of the standard, and may replace `type`, `title`,
 * `detail` and `instance`. Other details that are no text are `details`.
 * @see RFC 9457 §3.1, §3.2
 */
function writeProblem({ status, issues, detail, requestId, error }: ErrorParts, path: string | undefined): string {
  const problem = {
    type: "about:blank",
    title: STATUS_CODES[status] ?? `Status ${status}`,
    status,
    detail: issues === undefined ? undefined : refusals[status],
    instance: path === undefined ? undefined : instanceOf(path),
    ...membersOf(detail, status),
    requestId,
    error,
  };
  const text = JSON.stringify({ ...problem, status });
  return issues === undefined ? text : `${text.slice(0, -1)},"issues":${writeIssues(issues)}}`;
}

const refusals: Readonly<Record<number, string>> = {
  400: "The request cannot be read",
  422: "The request is not of the declared type",
};

function membersOf(detail: unknown, status: number): object {
  // With `about:blank` the title says as much as the status's phrase.
  if (detail === undefined || detail === STATUS_CODES[status]) return {};
  if (typeof detail === "string") return { detail };
  return typeof detail === "object" && detail !== null && !Array.isArray(detail) ? detail : { details: detail };
}

/** Longer ones are nobody's identifier. In UTF-16 units. */
const longestInstance = 256;

/** A reference that names no other host; without the query, which may hold what should not be repeated. */
const instanceOf = (path: string): string | undefined =>
  path.length > longestInstance ? undefined : path.replace(/^[/\\]+/, "/");

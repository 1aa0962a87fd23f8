import type { Issue } from "@typeway/contract";
import { Finding } from "../compiled/finding.js";
import type { IssueList } from "../compiled/issue-list.js";

/** What one answer lists: a body of a mebibyte can hold half a million mistakes. In issues and UTF-16 units. */
const mostIssues = 1_000;
const longestList = 262_144;

/** The issues as a JSON array; where there are too many, the last element says how many are shown. */
export function writeIssues(issues: readonly Issue[] | IssueList): string {
  let list = "";
  let shown = 0;
  for (const issue of "findings" in issues ? issues.findings : issues) {
    if (shown === mostIssues || list.length > longestList) return `[${list},${JSON.stringify(omission(shown))}]`;
    list += `${shown === 0 ? "" : ","}${writeIssue(issue)}`;
    shown += 1;
  }
  return `[${list}]`;
}

function writeIssue(issue: Issue | Finding): string {
  const isFinding = issue instanceof Finding;
  try {
    return isFinding ? issue.json : JSON.stringify(issue);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    // An issue of the user's own: `JSON.parse` reads deeper nesting than `JSON.stringify` can write.
    return JSON.stringify({ ...(isFinding ? issue.issue : issue), input: null });
  }
}

const omission = (shown: number): Issue => ({
  type: "too_many_issues",
  loc: [],
  msg: "There are more issues than are shown here",
  input: null,
  ctx: { shown },
});

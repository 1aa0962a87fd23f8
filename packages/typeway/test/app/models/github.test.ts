import type {
  Commit,
  Content,
  Contributions,
  Issue,
  IssueEvent,
  Label,
  Milestone,
  PullRequest,
  Repository,
  ReviewEvent,
  SearchResult,
  TreeEntry,
  WebhookEvent,
  WorkflowRun,
} from "./github.js";
import { model } from "./model.js";

model<Issue>("forge: an issue");
model<PullRequest>("forge: a pull request");
model<Repository>("forge: a repository, which refers to itself");
model<Commit>("forge: a commit");
model<TreeEntry>("forge: an entry of a tree, a recursive union");
model<Content>("forge: a file or directory");
model<IssueEvent>("forge: an event of an issue");
model<WebhookEvent>("forge: any event");
model<ReviewEvent>("forge: events told apart by two properties");
model<WorkflowRun>("forge: a run of a workflow");
model<Contributions>("forge: contributions, with tuples and records");
model<SearchResult<Issue>>("forge: found issues, generic and intersected");
model<SearchResult<Label> | SearchResult<Milestone>>("forge: found labels or milestones");
model<Partial<Omit<Issue, "id">>[]>("forge: changes of issues");

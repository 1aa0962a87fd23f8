// Types in the shape of a code forge's API: long records, many nullable properties, events told apart by two words.
import type { DateOnly, Email, Int, MaxItems, MaxLength, Minimum, MinLength, OrNull, Pattern, Url } from "typeway";

type Sha = string & Pattern<"^[0-9a-f]{40}$">;
type Colour = string & Pattern<"^[0-9a-f]{6}$">;
type Count = Int & Minimum<0>;

export interface Account {
  id: Int;
  login: string & MinLength<1>;
  name?: string | null;
  email?: Email | null;
  avatar_url: Url;
  type: "User" | "Organization" | "Bot";
  site_admin: boolean;
}
export interface Label {
  id: Int;
  name: string;
  description: string | null;
  color: Colour;
  default: boolean;
}
export interface Milestone {
  number: Int;
  title: string;
  state: "open" | "closed";
  creator: Account | null;
  open_issues: Count;
  closed_issues: Count;
  due_on: Date | null;
}
export interface Reactions {
  "+1": Count;
  "-1": Count;
  laugh: Count;
  total_count: Count;
}
export interface Issue {
  id: Int;
  number: Int;
  title: string & MaxLength<256>;
  body?: string | null;
  state: "open" | "closed";
  state_reason?: "completed" | "not_planned" | "reopened" | null;
  user: Account | null;
  labels: (string | Label)[];
  assignees?: (Account[] & MaxItems<10>) | null;
  milestone: Milestone | null;
  locked: boolean;
  comments: Count;
  pull_request?: { url: Url; merged_at?: Date | null };
  reactions?: Reactions;
  created_at: Date;
  closed_at: Date | null;
}
export interface Branch {
  label: string;
  ref: string;
  sha: Sha;
  repo: Repository | null;
}
export interface License {
  key: string;
  name: string;
  spdx_id: string | null;
}
export interface Repository {
  id: Int;
  full_name: string;
  owner: Account;
  private: boolean;
  fork: boolean;
  description: string | null;
  topics?: string[];
  visibility?: "public" | "private" | "internal";
  license: License | null;
  parent?: Repository;
  permissions?: { admin: boolean; push: boolean; pull: boolean };
}
export interface PullRequest {
  id: Int;
  number: Int;
  state: "open" | "closed";
  title: string;
  user: Account;
  draft?: boolean;
  head: Branch;
  base: Branch;
  merged: boolean;
  mergeable: boolean | null;
  auto_merge: { enabled_by: Account; merge_method: "merge" | "squash" | "rebase" } | null;
  requested_reviewers?: (Account | Team)[] | null;
  additions: Count;
  deletions: Count;
}
export interface Team {
  slug: string;
  privacy: "secret" | "closed";
  parent: Team | null;
}
export interface Commit {
  sha: Sha;
  commit: { message: string; author: Signature | null; verification?: { verified: boolean; reason: string } };
  parents: { sha: Sha; url: Url }[];
  files?: FileChange[];
}
export interface Signature {
  name?: string;
  email?: Email;
  date?: Date;
}
export interface FileChange {
  filename: string;
  status: "added" | "removed" | "modified" | "renamed";
  changes: Count;
  patch?: string;
  previous_filename?: string;
}
export type TreeEntry =
  | { type: "blob"; path: string; sha: Sha; size: Count }
  | { type: "tree"; path: string; entries: TreeEntry[] }
  | { type: "commit"; path: string; sha: Sha };

interface Event<Name extends string> {
  event: Name;
  repository: Repository;
  sender: Account;
  installation?: { id: Int };
}
export type IssueEvent =
  | (Event<"opened"> & { issue: Issue })
  | (Event<"closed"> & { issue: Issue; reason: string | null })
  | (Event<"labeled"> & { issue: Issue; label?: Label })
  | (Event<"transferred"> & { issue: Issue; changes: { new_issue: Issue; new_repository: Repository } });
export type WebhookEvent =
  | IssueEvent
  | (Event<"push"> & { ref: string; before: Sha; after: Sha; commits: Commit[]; forced: boolean })
  | (Event<"pull_request"> & { number: Int; pull_request: PullRequest })
  | (Event<"star"> & { starred_at: Date | null })
  | (Event<"ping"> & { zen: string; hook_id: Int });
/** Two literal properties tell these apart, one alone does not. */
export type ReviewEvent =
  | { object: "review"; action: "submitted"; state: "approved" | "changes_requested"; review: { id: Int } }
  | { object: "review"; action: "dismissed"; reason: string }
  | { object: "comment"; action: "created"; body: string; reply_to?: Int }
  | { object: "comment"; action: "deleted" };

export interface WorkflowRun {
  id: Int;
  status: "queued" | "in_progress" | "completed";
  conclusion: OrNull<"success" | "failure" | "cancelled" | "skipped">;
  jobs: Job[];
  env: Record<string, string>;
  matrix?: Record<string, (string | number | boolean)[]>;
}
export interface Job {
  name: string;
  steps: { name: string; number: Int & Minimum<1>; outcome?: "success" | "failure" }[];
  needs?: string[];
  labels: string[] & MaxItems<5>;
}
export interface Contributions {
  weeks: { first_day: DateOnly; days: [Count, Count, Count, Count, Count, Count, Count] }[];
  by_author: Record<string, { commits: Count; issues?: Count }>;
}
export interface SearchResult<T> {
  total_count: Count;
  incomplete_results: boolean;
  items: (T & { score: number; text_matches?: { fragment: string; indices: [from: Int, to: Int][] }[] })[];
}
export type Content =
  | { type: "file"; encoding: "base64" | "utf-8"; content: string; size: Count }
  | { type: "dir"; entries: Content[] }
  | { type: "symlink"; target: string }
  | { type: "submodule"; git_url: Url };

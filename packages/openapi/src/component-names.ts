import type { TypeKey } from "@typeway/contract";
import { groupBy } from "./group-by.js";

/** A type that needs a component: what it would like to be called and, when it has two forms, their endings. */
export interface Candidate {
  readonly key: TypeKey;
  readonly wanted: string;
  /** `[""]`, or `["-Input", "-Output"]`. */
  readonly endings: readonly string[];
}

/** Keys of the document's own components begin with this instead of a file's path. */
export const ownKeyPrefix = "typeway#";

const byKey = (a: Candidate, b: Candidate) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
const legal = (name: string) => name.replace(/[^A-Za-z0-9._-]+/g, "_") || "_";
const isOwn = (candidate: Candidate) => candidate.key.startsWith(ownKeyPrefix);

/**
 * Names components. A name that one type wants is that type's. Where several types want the same, each puts as much
 * of its file's path before the name as tells them apart (`admin_User`, `shop_User`), and types of one file are
 * numbered. The outcome depends on the set of types, never on the order of their registration.
 * @returns names without the endings, all of `[A-Za-z0-9._-]+` (OpenAPI 3.1 §4.8.7)
 */
export function nameComponents(candidates: readonly Candidate[]): ReadonlyMap<TypeKey, string> {
  const proposals = propose(candidates);
  // A wanted name goes to the type that wants it, even where a name made by us would come first.
  const proposed = (candidate: Candidate) => proposals.get(candidate.key) ?? legal(candidate.wanted);
  const settled = (candidate: Candidate) => (proposed(candidate) === legal(candidate.wanted) ? 0 : 1);
  const ordered = [...candidates].sort((a, b) => settled(a) - settled(b) || byKey(a, b));

  const taken = new Set<string>();
  const names = new Map<TypeKey, string>();
  for (const candidate of ordered) {
    const name = firstFree(proposed(candidate), candidate.endings, taken);
    for (const ending of candidate.endings) taken.add(name + ending);
    names.set(candidate.key, name);
  }
  return names;
}

function propose(candidates: readonly Candidate[]): Map<TypeKey, string> {
  const proposals = new Map<TypeKey, string>();
  for (const [wanted, group] of groupBy(candidates, (candidate) => legal(candidate.wanted))) {
    const theirs = group.filter((candidate) => !isOwn(candidate)).sort(byKey);
    const names = theirs.length === 1 ? [wanted] : tellApart(wanted, theirs);
    theirs.forEach((candidate, index) => {
      proposals.set(candidate.key, names[index] ?? wanted);
    });
    // A user's `HttpError` is called so; ours makes room.
    for (const own of group.filter(isOwn)) proposals.set(own.key, theirs.length === 0 ? wanted : `Typeway${wanted}`);
  }
  return proposals;
}

function tellApart(wanted: string, group: readonly Candidate[]): string[] {
  const folders = group.map((candidate) => foldersOf(candidate.key));
  const deepest = Math.max(0, ...folders.map((path) => path.length));
  for (let depth = 1; depth <= deepest; depth += 1) {
    const names = folders.map((path) => [...path.slice(-depth), wanted].join("_"));
    if (new Set(names).size === names.length) return names;
  }
  return group.map((_, index) => (index === 0 ? wanted : `${wanted}_${index + 1}`));
}

/** `src/admin/models.ts#User` → `["src", "admin", "models"]` */
function foldersOf(key: TypeKey): string[] {
  const path = key.split("#", 1)[0] ?? "";
  return path
    .replace(/(\.d)?\.[cm]?[jt]sx?$/, "")
    .split("/")
    .filter((part) => part !== "")
    .map(legal);
}

function firstFree(name: string, endings: readonly string[], taken: ReadonlySet<string>): string {
  const isFree = (candidate: string) => endings.every((ending) => !taken.has(candidate + ending));
  let free = name;
  for (let number = 2; !isFree(free); number += 1) free = `${name}_${number}`;
  return free;
}

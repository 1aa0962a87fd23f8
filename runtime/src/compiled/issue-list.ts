import type { Issue, IssueSink } from "@typeway/contract";
import { Finding, GivenPlace } from "./finding.js";
import { Wording } from "./wording.js";

/**
 * What was found, in order; issues are made of it for who asks for them. A chain, because a growing array costs as much
 * as what it holds.
 */
export class IssueList implements IssueSink {
  declare length: number;
  declare private first: Finding | undefined;
  declare private last: Finding | undefined;

  constructor() {
    this.length = 0;
    this.first = undefined;
    this.last = undefined;
  }

  /** @param finding of no other list, unless that is done with */
  add(finding: Finding): void {
    finding.next = undefined;
    if (this.last === undefined) this.first = finding;
    else this.last.next = finding;
    this.last = finding;
    this.length += 1;
  }

  /** Takes an issue that was made elsewhere. */
  push({ type, loc, msg, input, ctx }: Issue): void {
    this.add(new Finding(new Wording(type, ctx, msg), new GivenPlace(loc), undefined, input));
  }

  get findings(): Finding[] {
    const findings: Finding[] = [];
    for (let finding = this.first; finding !== undefined; finding = finding.next) findings.push(finding);
    return findings;
  }

  has(type: string): boolean {
    for (let finding = this.first; finding !== undefined; finding = finding.next)
      if (finding.type === type) return true;
    return false;
  }

  filter(keeps: (finding: Finding) => boolean): IssueList {
    const kept = new IssueList();
    for (const finding of this.findings) if (keeps(finding)) kept.add(finding);
    return kept;
  }

  /** Stable, and itself where there is nothing to do. */
  sorted(compare: (a: Finding, b: Finding) => number): IssueList {
    for (let finding = this.first; finding?.next !== undefined; finding = finding.next) {
      if (compare(finding, finding.next) <= 0) continue;
      const sorted = new IssueList();
      for (const each of this.findings.sort(compare)) sorted.add(each);
      return sorted;
    }
    return this;
  }

  /** Takes over what another list has found. */
  append(other: IssueList): void {
    for (const finding of other.findings) this.add(finding);
  }

  get issues(): Issue[] {
    return this.findings.map(({ issue }) => issue);
  }
}

/** Passes issues on to who takes nothing else. */
export class IssueRelay extends IssueList {
  constructor(private readonly sink: IssueSink) {
    super();
    this.length = sink.length;
  }

  override add(finding: Finding): void {
    super.add(finding);
    this.sink.push(finding.issue);
  }
}

export const listOver = (sink: IssueSink | IssueList): IssueList =>
  sink instanceof IssueList ? sink : new IssueRelay(sink);

import type { Finding } from "./finding.js";
import { IssueList } from "./issue-list.js";

interface Place<P> {
  at(key: string): P;
}

/**
 * Of a union within another union's member, no more issues than this are told. Each level may repeat those of the one
 * below for each of its members, so that without a bound a few lines of JSON make more issues than there is memory.
 */
const mostNested = 100;

/** The members of a union under explanation: when one of them has no issue, the value has none. */
export class Members<P extends Place<P>> {
  readonly #lists: IssueList[] = [];

  /**
   * @param probe makes the probe of a member; its places are relative to the union's
   * @param tell what to do with the issues of a value that is of no member
   */
  constructor(
    private readonly probe: (issues: IssueList) => P,
    private readonly tell: (findings: readonly Finding[]) => void,
  ) {}

  /** @param name what stands for the member in the `loc` of its issues */
  member(name: string): P {
    const issues = new IssueList();
    this.#lists.push(issues);
    return this.probe(issues).at(name);
  }

  close(): void {
    this.tell(this.#lists.every((list) => list.length > 0) ? this.#lists.flatMap(({ findings }) => findings) : []);
  }
}

/** What unions within unions have said about a value: asked again, by another member, they would say the same. */
export class Recollection {
  readonly #findingsByUnion = new Map<object, Map<unknown, readonly Finding[]>>();

  find(union: object, value: unknown): readonly Finding[] | undefined {
    return this.#findingsByUnion.get(union)?.get(value);
  }

  /** @returns as many as are told */
  keep(union: object, value: unknown, findings: readonly Finding[]): readonly Finding[] {
    const told = findings.slice(0, mostNested);
    const known = this.#findingsByUnion.get(union) ?? new Map<unknown, readonly Finding[]>();
    this.#findingsByUnion.set(union, known.set(value, told));
    return told;
  }
}

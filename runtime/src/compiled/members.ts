import type { Issue } from "@typeway/contract";

interface Place<P> {
  at(key: string): P;
}

/** The members of a union under explanation: when one of them has no issue, the value has none. */
export class Members<P extends Place<P>> {
  readonly #lists: Issue[][] = [];

  constructor(
    private readonly issues: Issue[],
    private readonly probe: (issues: Issue[]) => P,
  ) {}

  /** @param name what stands for the member in the `loc` of its issues */
  member(name: string): P {
    const issues: Issue[] = [];
    this.#lists.push(issues);
    return this.probe(issues).at(name);
  }

  close(): void {
    if (this.#lists.every((list) => list.length > 0)) this.issues.push(...this.#lists.flat());
  }
}

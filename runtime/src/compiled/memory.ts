type Attempt = (value: unknown, memory: Memory) => unknown;

/**
 * What unions within unions have made of a value, during one decoding. Their members may lead to the same value again
 * and again: without this, each level of a hostile body would double the work.
 */
export class Memory {
  readonly #outcomesByAttempt = new Map<Attempt, Map<unknown, unknown>>();

  once(attempt: Attempt, value: unknown): unknown {
    if (typeof value !== "object" || value === null) return attempt(value, this);
    let outcomes = this.#outcomesByAttempt.get(attempt);
    if (outcomes === undefined) {
      outcomes = new Map();
      this.#outcomesByAttempt.set(attempt, outcomes);
    }
    if (outcomes.has(value)) return outcomes.get(value);
    const outcome = attempt(value, this);
    outcomes.set(value, outcome);
    return outcome;
  }
}

/** The values of a literal type. */
export class Choice {
  readonly values: readonly unknown[];
  #words: string | undefined;

  constructor(...values: readonly unknown[]) {
    this.values = values;
  }

  /** `'red', 'green' or 'blue'`. */
  get words(): string {
    this.#words ??= inWords(this.values);
    return this.#words;
  }
}

function inWords(values: readonly unknown[]): string {
  const words = values.map((value) => (typeof value === "string" ? `'${value}'` : String(value)));
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

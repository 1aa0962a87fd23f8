import { Wording } from "./wording.js";

/** The values of a literal type. */
export class Choice {
  readonly values: readonly unknown[];
  private literal: Wording | undefined = undefined;
  private member: Wording | undefined = undefined;

  constructor(...values: readonly unknown[]) {
    this.values = values;
  }

  /** Of a value that is none of the literals. */
  get noLiteral(): Wording {
    this.literal ??= new Wording("literal_error", { expected: inWords(this.values) });
    return this.literal;
  }

  /** Of a value that is no member of the enum. */
  get noMember(): Wording {
    this.member ??= new Wording("enum", { expected: inWords(this.values) });
    return this.member;
  }
}

/** `'red', 'green' or 'blue'`. */
function inWords(values: readonly unknown[]): string {
  const words = values.map((value) => (typeof value === "string" ? `'${value}'` : String(value)));
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

import {
  type Check,
  type Codec,
  type Coded,
  InvalidValue,
  type Lowercase,
  type MaxLength,
  type MinLength,
  type Pattern,
  type Trim,
} from "typeway";

/** Transforms are applied first, then the constraints: " ada " is "ada", and "   " is too short. */
export type Name = string & Trim & MinLength<1> & MaxLength<50>;
export type Login = string & Trim & Lowercase & Pattern<"^[a-z][a-z0-9_]*$">;

/** A check is a function. It sees what has passed everything else, and refuses by returning false or by throwing. */
export function isIsbn(digits: string): void {
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  if (sum % 10 !== 0) throw new InvalidValue("The check digit is wrong", { type: "isbn", ctx: { sum } });
}
export type Isbn = Check<string & Pattern<"^[0-9]{13}$">, typeof isIsbn>;

/** On an object a check looks across its properties. */
export const isInOrder = ({ from, to }: { from: Date; to: Date }): boolean => from <= to;
export type Period = Check<{ from: Date; to: Date }, typeof isInOrder>;

/** A codec gives a type of yours a form on the wire: here an id that no other string can stand for. */
export type UserId = string & { readonly __brand: "UserId" };
export const userId: Codec<string & Pattern<"^u-[0-9]+$">, UserId> = {
  decode: (text) => text as UserId,
  encode: (id) => id,
};
export type Id = Coded<typeof userId>;

/** A class brings its codec along, and is then written by its own name wherever it occurs. */
export class Money {
  static readonly codec: Codec<string & Pattern<"^[0-9]+\\.[0-9]{2} [A-Z]{3}$">, Money> = {
    decode(text) {
      const [amount = "", currency = ""] = text.split(" ");
      return new Money(BigInt(amount.replace(".", "")), currency);
    },
    encode: (money) => money.toString(),
  };

  constructor(
    readonly cents: bigint,
    readonly currency: string,
  ) {}

  times(factor: number): Money {
    return new Money(this.cents * BigInt(factor), this.currency);
  }

  toString(): string {
    const digits = String(this.cents).padStart(3, "0");
    return `${digits.slice(0, -2)}.${digits.slice(-2)} ${this.currency}`;
  }
}

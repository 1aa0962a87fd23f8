// Types with a wire form of their own, as a module that others import.
import { type Codec, type Coded, InvalidValue, type Minimum, type MinLength, type Pattern } from "typeway";

/** A decimal of any length: digits in JSON. */
export class Decimal {
  static readonly codec: Codec<string & Pattern<"^-?[0-9]+(\\.[0-9]+)?$">, Decimal> = {
    decode: (text) => new Decimal(text),
    encode: (decimal) => decimal.toString(),
  };
  readonly #text: string;

  constructor(text: string) {
    if (text.length > 20) throw new InvalidValue("At most 20 characters", { type: "decimal_max_digits" });
    this.#text = text;
  }

  times(factor: number): Decimal {
    return new Decimal(String(Number(this.#text) * factor));
  }

  toString(): string {
    return this.#text;
  }
}

/** An amount in the smallest unit, with its currency. */
export class Money {
  static readonly codec: Codec<{ amount: number & Minimum<0>; currency: Currency }, Money> = {
    decode: ({ amount, currency }) => new Money(BigInt(amount), currency),
    encode: ({ minor, currency }) => ({ amount: Number(minor), currency }),
  };
  readonly minor: bigint;
  readonly currency: Currency;

  constructor(minor: bigint, currency: Currency) {
    this.minor = minor;
    this.currency = currency;
  }
}
type Currency = "EUR" | "NOK";

export type UserId = string & { readonly __brand: "UserId" };
const isUserId = (text: string): text is UserId => /^u-\d+$/.test(text);
export const userId: Codec<string & MinLength<3>, UserId> = {
  decode(text) {
    if (!isUserId(text))
      throw new InvalidValue("A user's id begins with u-", { type: "user_id", ctx: { prefix: "u-" } });
    return text;
  },
  encode: (id) => id,
};

/** A day without a time, as `Temporal.PlainDate` is one. */
export class PlainDate {
  private constructor(
    readonly year: number,
    readonly month: number,
    readonly day: number,
  ) {}

  static from(text: string): PlainDate {
    const [year = 0, month = 0, day = 0] = text.split("-").map(Number);
    if (new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day) throw new RangeError(`There is no ${text}`);
    return new PlainDate(year, month, day);
  }

  toString(): string {
    return [this.year, this.month, this.day].map((part) => String(part).padStart(2, "0")).join("-");
  }
}
export const plainDate = {
  decode: (text: string & Pattern<"^[0-9]{4}-[0-9]{2}-[0-9]{2}$">): PlainDate => PlainDate.from(text),
  encode: (date: PlainDate): string => date.toString(),
};
export type Day = Coded<typeof plainDate>;

/** A list of words, as one list in JSON and as repeated keys in a query. */
export const words = {
  decode: (list: string[]) => ({ list, count: list.length }),
  encode: ({ list }: { list: string[] }): string[] => list,
} satisfies Codec<string[], { list: string[] }>;

/** The same as `types.test-d.ts`, for words about values: what `Check`, `Coded`, `Trim`, `Secret` … cost and what not. */
import {
  App,
  type Check,
  type Codec,
  type Coded,
  type Default,
  type Int,
  InvalidValue,
  type Lowercase,
  type MaxLength,
  type MinLength,
  type ReadOnly,
  type Secret,
  type Trim,
  type WriteOnly,
} from "typeway";

type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
declare function expect<T extends true>(): T;

// --- a check is its value's type -------------------------------------------------------------------------------------
function isIsbn(value: string) {
  if (!value.startsWith("isbn-")) throw new InvalidValue("no isbn", { type: "isbn", ctx: { start: "isbn-" } });
}
const isbn: Check<string, typeof isIsbn> = "isbn-1";
expect<Same<Check<string | null, (value: string | null) => boolean>, string | null>>();
// @ts-expect-error the function takes something else
type Misfit = Check<number, typeof isIsbn>;
interface Span {
  from: Int;
  to: Int;
}
const isSpan = ({ from, to }: Span) => from <= to;
expect<Same<Check<Span, typeof isSpan>, Span>>();
void [isbn, isSpan, 0 as unknown as Misfit];

// --- a coded type is what its codec makes ----------------------------------------------------------------------------
type UserId = string & { readonly __brand: "UserId" };
const userId: Codec<string & MinLength<3>, UserId> = { decode: (text) => text as UserId, encode: (id) => id };
const day = { decode: (text: string) => new Date(text), encode: (date: Date) => date.toISOString() };
expect<Same<Coded<typeof userId>, UserId>>();
expect<Same<Coded<typeof day>, Date>>();
class Money {
  static readonly codec: Codec<{ amount: Int }, Money> = {
    decode: ({ amount }) => new Money(amount),
    encode: ({ amount }) => ({ amount }),
  };
  constructor(readonly amount: number) {}
}
expect<Same<Coded<typeof Money.codec>, Money>>();
// @ts-expect-error an object with one function is no codec
type Half = Coded<{ decode(text: string): number }>;
const wrong: Codec<string, number> = {
  // @ts-expect-error what is written has to be of the wire type
  encode: (value) => value,
  decode: Number,
};
void [wrong, 0 as unknown as Half];

// --- transforms are constraints: plain strings go in, tagged ones go where others are asked ---------------------------------
type Name = string & Trim & MinLength<1>;
type Login = string & Trim & Lowercase & MaxLength<20>;
const name: Name = "Ada";
const login: Login = name;
const plain: string = login;
declare const longest: <T extends string>(...all: T[]) => T;
longest<Name>("a", name);
// @ts-expect-error a number is not trimmed
const amount: number & Trim = "1";
void [plain, amount];

// --- words about places add and take nothing --------------------------------------------------------------------------
interface User {
  id?: ReadOnly<Int>;
  version: Default<ReadOnly<Int>, 1>;
  note?: WriteOnly<string>;
  password: Secret<string>;
}
expect<Same<User, { id?: Int; version: Int; note?: string; password: string }>>();
const some: Partial<Pick<User, "id" | "password">> = { password: "x" };
void some;

new App()
  .post("/users", (user: User, isbn: Check<string, typeof isIsbn>) => ({ ...user, isbn }))
  .get("/{id}", (id: Coded<typeof userId>, name?: Name): Secret<string> => id + (name ?? ""));

/** What Typeway makes of its types, with TypeBox: undeclared properties are dropped. */
import { Type } from "@sinclair/typebox";
import { t } from "elysia";

/** Elysia's own integers also take text, which makes a body that has some several times as slow. */
const whole = (minimum, maximum) => Type.Integer({ minimum, maximum });
/** `t.UnionEnum` has a default, for which a body would be walked once more. */
const oneOf = (...words) => t.Union(words.map((word) => t.Literal(word)));

export const Item = {
  params: t.Object({ itemId: t.Integer() }),
  query: t.Object({
    q: t.String(),
    limit: t.Integer({ minimum: 1, maximum: 100, default: 10 }),
    verbose: t.Boolean({ default: false }),
  }),
};

const short = (maxLength) => t.String({ minLength: 1, maxLength });
const note = t.Nullable(t.String({ maxLength: 200 }));
const dateTime = t.String({ format: "date-time" });

export const Order = t.Object({
  customer: t.Object({
    name: short(100),
    email: t.String({ format: "email" }),
    address: t.Object({
      street: t.String({ minLength: 1 }),
      city: t.String({ minLength: 1 }),
      zip: t.String({ pattern: "^[0-9]{5}$" }),
      country: oneOf("DE", "FR", "GB", "US"),
    }),
  }),
  lines: t.Array(
    t.Object({
      sku: short(40),
      quantity: whole(1, 1000),
      price: t.Number({ minimum: 0 }),
      note,
    }),
    { minItems: 1, maxItems: 100 },
  ),
  placedAt: dateTime,
  isGift: t.Boolean(),
});
export const Stock = t.Object({
  warehouse: short(40),
  movements: t.Array(
    t.Object({
      sku: short(40),
      quantity: whole(-1000, 1000),
      kind: oneOf("in", "out", "count"),
      at: dateTime,
      note,
    }),
    { minItems: 1, maxItems: 1000 },
  ),
});

export const Page = t.Object({
  page: t.Integer({ minimum: 1, default: 1 }),
  size: t.Integer({ minimum: 1, maximum: 100, default: 10 }),
});
export const Session = t.Object({ "x-session": t.String() });

/** What Typeway makes of its types, with zod: undeclared properties are dropped. */
import * as z from "zod";

export const Item = {
  params: z.object({ itemId: z.coerce.number().int() }),
  query: z.object({
    q: z.string(),
    limit: z.coerce.number().int().min(1).max(100).default(10),
    verbose: z.stringbool({ truthy: ["true"], falsy: ["false"] }).default(false),
  }),
};

const short = (most) => z.string().min(1).max(most);
const note = z.string().max(200).nullable();

export const Order = z.object({
  customer: z.object({
    name: short(100),
    email: z.email(),
    address: z.object({
      street: z.string().min(1),
      city: z.string().min(1),
      zip: z.string().regex(/^[0-9]{5}$/),
      country: z.enum(["DE", "FR", "GB", "US"]),
    }),
  }),
  lines: z
    .array(
      z.object({ sku: short(40), quantity: z.number().int().min(1).max(1000), price: z.number().nonnegative(), note }),
    )
    .min(1)
    .max(100),
  placedAt: z.iso.datetime({ offset: true }),
  isGift: z.boolean(),
});

export const Stock = z.object({
  warehouse: short(40),
  movements: z
    .array(
      z.object({
        sku: short(40),
        quantity: z.number().int().min(-1000).max(1000),
        kind: z.enum(["in", "out", "count"]),
        at: z.iso.datetime({ offset: true }),
        note,
      }),
    )
    .min(1)
    .max(1000),
});

export const Page = z.object({
  page: z.coerce.number().int().min(1).default(1),
  size: z.coerce.number().int().min(1).max(100).default(10),
});
export const Session = z.object({ "x-session": z.string() });

const id = z.coerce.number().int();
export const Part = z.object({ id });
export const PartItem = z.object({ id, item: id });
export const PartNote = z.object({ id, item: id, note: id });

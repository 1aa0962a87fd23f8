import { z } from "zod";

const id = z.int().min(1);
const price = z.number().min(0);
const address = z.object({
  street: z.string().min(1),
  city: z.string().min(1),
  zip: z.string().regex(/^[0-9]{5}$/),
  country: z.string().min(2).max(2),
});
const line = z.object({
  sku: z.string().min(1).max(40),
  quantity: z.int().min(1).max(1000),
  price,
  tags: z.array(z.string()),
  note: z.string().nullable().optional(),
});
const row = z.object({
  id,
  title: z.string().min(1).max(200),
  price,
  stock: z.int().min(0),
  isNew: z.boolean(),
  kind: z.enum(["book", "film", "game"]),
  tags: z.array(z.string()),
  sku: z.string().regex(/^[A-Z]{3}-[0-9]+$/),
});
const meeting = (date) => z.object({ id, subject: z.string().min(1), startsAt: date, endsAt: date });
const dateTime = z.iso.datetime({ offset: true });

const types = {
  User: z.object({
    id,
    name: z.string().min(1).max(100),
    email: z.email(),
    age: z.int().min(0).max(150),
    isActive: z.boolean(),
    role: z.enum(["admin", "editor", "reader"]),
    nickname: z.string().max(50).optional(),
  }),
  Order: z.object({
    id: z.uuid(),
    customer: z.object({ id, name: z.string().min(1), email: z.email() }),
    billing: address,
    shipping: address.optional(),
    lines: z.array(line),
    state: z.enum(["draft", "paid", "sent", "returned"]),
    placedAt: dateTime,
    total: price,
  }),
  RowList: z.array(row),
  Article: z.object({
    id,
    title: z.string().min(1).max(300),
    summary: z.string().optional(),
    body: z.string(),
    paragraphs: z.array(z.string()),
  }),
  MeetingList: z.array(meeting(dateTime.transform((text) => new Date(text)))),
};

export function zodPeers(model) {
  const type = types[model];
  return {
    decode(value) {
      const result = type.safeParse(value);
      return result.success ? result.data : undefined;
    },
    collect: (value) => type.safeParse(value).error?.issues ?? [],
  };
}

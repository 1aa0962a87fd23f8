import { FormatRegistry, Type } from "@sinclair/typebox";
import { TypeCompiler } from "@sinclair/typebox/compiler";
import { Value } from "@sinclair/typebox/value";
import { fullFormats } from "ajv-formats/dist/formats.js";

/** TypeBox brings no formats; these are the ones ajv checks. */
for (const name of ["email", "uuid"]) FormatRegistry.Set(name, (text) => fullFormats[name].test(text));
FormatRegistry.Set("date-time", fullFormats["date-time"].validate);

const id = Type.Integer({ minimum: 1 });
const text = (minLength, maxLength) => Type.String({ minLength, ...(maxLength === undefined ? {} : { maxLength }) });
const price = Type.Number({ minimum: 0 });
const oneOf = (...values) => Type.Union(values.map((value) => Type.Literal(value)));
const address = Type.Object({
  street: text(1),
  city: text(1),
  zip: Type.String({ pattern: "^[0-9]{5}$" }),
  country: text(2, 2),
});
const line = Type.Object({
  sku: text(1, 40),
  quantity: Type.Integer({ minimum: 1, maximum: 1000 }),
  price,
  tags: Type.Array(Type.String()),
  note: Type.Optional(Type.Union([Type.String(), Type.Null()])),
});
const row = Type.Object({
  id,
  title: text(1, 200),
  price,
  stock: Type.Integer({ minimum: 0 }),
  isNew: Type.Boolean(),
  kind: oneOf("book", "film", "game"),
  tags: Type.Array(Type.String()),
  sku: Type.String({ pattern: "^[A-Z]{3}-[0-9]+$" }),
});
const dateTime = Type.String({ format: "date-time" });

const types = {
  User: Type.Object({
    id,
    name: text(1, 100),
    email: Type.String({ format: "email" }),
    age: Type.Integer({ minimum: 0, maximum: 150 }),
    isActive: Type.Boolean(),
    role: oneOf("admin", "editor", "reader"),
    nickname: Type.Optional(Type.String({ maxLength: 50 })),
  }),
  Order: Type.Object({
    id: Type.String({ format: "uuid" }),
    customer: Type.Object({ id, name: text(1), email: Type.String({ format: "email" }) }),
    billing: address,
    shipping: Type.Optional(address),
    lines: Type.Array(line),
    state: oneOf("draft", "paid", "sent", "returned"),
    placedAt: dateTime,
    total: price,
  }),
  RowList: Type.Array(row),
  Article: Type.Object({
    id,
    title: text(1, 300),
    summary: Type.Optional(Type.String()),
    body: Type.String(),
    paragraphs: Type.Array(Type.String()),
  }),
  MeetingList: Type.Array(Type.Object({ id, subject: text(1), startsAt: dateTime, endsAt: dateTime })),
};

export function typeboxPeers(model) {
  const type = types[model];
  const compiled = TypeCompiler.Compile(type);
  return {
    decode: (value) => (compiled.Check(value) ? Value.Clean(type, value) : undefined),
    collect: (value) => [...compiled.Errors(value)],
  };
}

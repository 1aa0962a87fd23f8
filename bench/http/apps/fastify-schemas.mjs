/** What Typeway makes of its types, by hand. */

const text = { type: "string", minLength: 1 };
const object = (properties, optional = []) => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});

export const pathSchema = object({ itemId: { type: "integer" } });

export const querySchema = object(
  {
    q: { type: "string" },
    limit: { type: "integer", minimum: 1, maximum: 100, default: 10 },
    verbose: { type: "boolean", default: false },
  },
  ["limit", "verbose"],
);

export const pageSchema = object(
  {
    page: { type: "integer", minimum: 1, default: 1 },
    size: { type: "integer", minimum: 1, maximum: 100, default: 10 },
  },
  ["page", "size"],
);

const address = object({
  street: text,
  city: text,
  zip: { type: "string", pattern: "^[0-9]{5}$" },
  country: { type: "string", enum: ["DE", "FR", "GB", "US"] },
});

const line = object({
  sku: { ...text, maxLength: 40 },
  quantity: { type: "integer", minimum: 1, maximum: 1000 },
  price: { type: "number", minimum: 0 },
  note: { type: ["string", "null"], maxLength: 200 },
});

const order = {
  customer: object({ name: { ...text, maxLength: 100 }, email: { type: "string", format: "email" }, address }),
  lines: { type: "array", items: line, minItems: 1, maxItems: 100 },
  placedAt: { type: "string", format: "date-time" },
  isGift: { type: "boolean" },
};
export const orderSchema = object(order);
export const receiptSchema = object({ id: { type: "integer" }, total: { type: "number" }, ...order });

const integer = { type: "integer" };
const string = { type: "string" };
const product = object({
  id: integer,
  sku: string,
  name: string,
  price: { type: "number" },
  stock: integer,
  tags: { type: "array", items: string },
  rating: { type: ["number", "null"] },
  isActive: { type: "boolean" },
  updatedAt: string,
});
export const productsSchema = { type: "array", items: product };

const movement = object({
  sku: { ...text, maxLength: 40 },
  quantity: { type: "integer", minimum: -1000, maximum: 1000 },
  kind: { type: "string", enum: ["in", "out", "count"] },
  at: { type: "string", format: "date-time" },
  note: { type: ["string", "null"], maxLength: 200 },
});
export const stockSchema = object({
  warehouse: { ...text, maxLength: 40 },
  movements: { type: "array", items: movement, minItems: 1, maxItems: 1000 },
});
export const balanceSchema = object({ warehouse: string, count: integer, balance: integer });
export const issuesSchema = { type: "array", items: object({ loc: string, type: string, msg: string }) };

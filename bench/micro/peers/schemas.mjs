/** The models as JSON Schemas written by hand, in the way the documents of ajv and fast-json-stringify show. */
const int = (minimum, maximum) => ({
  type: "integer",
  minimum,
  maximum: maximum ?? Number.MAX_SAFE_INTEGER,
});
const string = (minLength, maxLength) => ({
  type: "string",
  ...(minLength === undefined ? {} : { minLength }),
  ...(maxLength === undefined ? {} : { maxLength }),
});
const format = (name) => ({ type: "string", format: name });
const pattern = (text) => ({ type: "string", pattern: text });
const list = (items) => ({ type: "array", items });
const price = { type: "number", minimum: 0 };

function object(properties) {
  const names = Object.keys(properties);
  return {
    type: "object",
    properties: Object.fromEntries(names.map((name) => [name.replace("?", ""), properties[name]])),
    required: names.filter((name) => !name.endsWith("?")),
  };
}

const address = object({
  street: string(1),
  city: string(1),
  zip: pattern("^[0-9]{5}$"),
  country: string(2, 2),
});

const line = object({
  sku: string(1, 40),
  quantity: int(1, 1000),
  price,
  tags: list(string()),
  "note?": { type: ["string", "null"] },
});

const row = object({
  id: int(1),
  title: string(1, 200),
  price,
  stock: int(0),
  isNew: { type: "boolean" },
  kind: { type: "string", enum: ["book", "film", "game"] },
  tags: list(string()),
  sku: pattern("^[A-Z]{3}-[0-9]+$"),
});

const meeting = object({
  id: int(1),
  subject: string(1),
  startsAt: format("date-time"),
  endsAt: format("date-time"),
});

export const schemas = {
  User: object({
    id: int(1),
    name: string(1, 100),
    email: format("email"),
    age: int(0, 150),
    isActive: { type: "boolean" },
    role: { type: "string", enum: ["admin", "editor", "reader"] },
    "nickname?": string(undefined, 50),
  }),
  Order: object({
    id: format("uuid"),
    customer: object({ id: int(1), name: string(1), email: format("email") }),
    billing: address,
    "shipping?": address,
    lines: list(line),
    state: { type: "string", enum: ["draft", "paid", "sent", "returned"] },
    placedAt: format("date-time"),
    total: price,
  }),
  RowList: list(row),
  Article: object({
    id: int(1),
    title: string(1, 300),
    "summary?": string(),
    body: string(),
    paragraphs: list(string()),
  }),
  MeetingList: list(meeting),
};

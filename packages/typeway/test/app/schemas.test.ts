// What the document says of types: as a person would write it, by the rules of JSON Schema 2020-12.
import { validateDocument } from "@typeway/validators";
import t from "tap";
import {
  App,
  type Body,
  type Default,
  type Doc,
  type Exact,
  type Int,
  type Minimum,
  type MinLength,
  type OrNull,
  type Query,
} from "typeway";

/** How a thing is paid for. */
enum Payment {
  /** With a {@link Card | card}. */
  Card = "card",
  Cash = "cash",
}
enum Level {
  Low,
  /** As usual. */
  Mid = 5,
}
enum Plain {
  A = "a",
}
/** See {@link https://cards.example the shop} and {@link Payment}. */
interface Card {
  kind: "card";
  digits: Default<string, "0000">;
}
interface Coins {
  kind: "coins";
  /** @example 5 */
  count: Int & Minimum<1>;
}
type Money = Card | Coins;
interface Box<T> {
  content: T;
}
interface Tree {
  name: string & MinLength<1>;
  children: Tree[];
}
/**
 * A purchase.
 * @deprecated Use two.
 */
interface Purchase {
  payment: Payment;
  level: Default<Level, Level.Mid>;
  plain: Plain;
  /** What it costs. */
  money: Money;
  box: Box<{ width: number; height: number }>;
  boxes: Box<Tree[]>[];
  size: [number, number, depth?: number];
  seen: Set<Date>;
  total: bigint;
  note: OrNull<Tree>;
  titled: Doc<string, { title: "A title"; examples: ["x"] }>;
  /** @deprecated */
  old?: string;
  exact: Exact<Coins>;
  by: { [name: string]: Int };
  open: { id: Int; [name: string]: unknown };
}

const usual = 20;

const app = new App();
app.post("/purchases", (purchase: Purchase): Purchase => purchase);
app.get("/money", (level = Level.Mid, limit: Int = usual, box?: Query<{ payment?: Payment }>): Money[] => {
  void [level, limit, box];
  return [];
});
app.put("/money", (a: Body<Coins>, b: Body<Tree>) => [a.count, b.name]);
const document = app.openapi();
const schemas = Object(document.components?.["schemas"]);

t.test("a large document is valid in each version", async (t) => {
  for (const version of ["3.0", "3.1", "3.2"] as const) {
    const problems = await validateDocument(app.openapi(version));
    t.strictSame(
      problems.filter(({ severity }) => severity === "error"),
      [],
      version,
    );
  }
});

t.test("no keyword is a deprecated one or another version's", async (t) => {
  const retired = new Set([
    "definitions",
    "dependencies",
    "additionalItems",
    "nullable",
    "example",
    "id",
    "$recursiveRef",
  ]);
  const found: string[] = [];
  const look = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(look);
    else if (typeof value === "object" && value !== null)
      for (const [name, inner] of Object.entries(value)) {
        if (retired.has(name) && name !== "id") found.push(name);
        if (name === "items" && Array.isArray(inner)) found.push("items as a list");
        if (name.startsWith("exclusive") && typeof inner === "boolean") found.push(name);
        look(inner);
      }
  };
  look(schemas);
  t.strictSame(found, []);
});

t.test("enums: the values, and of their members what the values do not say", async (t) => {
  t.strictSame(schemas.Payment, {
    description: "How a thing is paid for.\n\n- `card` With a card.\n- `cash`",
    type: "string",
    enum: ["card", "cash"],
  });
  t.strictSame(schemas.Level, {
    description: "- `0` Low\n- `5` Mid: As usual.",
    type: "integer",
    enum: [0, 5],
  });
  t.notOk("Plain" in schemas, "one of a single member is a constant");
});

t.test("defaults: of parameters and properties, also by an enum's member or a constant", async (t) => {
  t.match(document.paths["/money"]?.["get"], {
    parameters: [
      { name: "level", schema: { $ref: "#/components/schemas/Level", default: 5 } },
      { name: "limit", schema: { type: "integer", format: "int64", default: 20 } },
      { name: "payment", schema: { $ref: "#/components/schemas/Payment" } },
    ],
  });
  t.match(schemas["Purchase-Input"].properties.level, { $ref: "#/components/schemas/Level", default: 5 });
});

t.test("variants: oneOf, and which one is meant by which value", async (t) => {
  t.strictSame(schemas["Money-Input"], {
    oneOf: [{ $ref: "#/components/schemas/Card-Input" }, { $ref: "#/components/schemas/Coins" }],
    discriminator: {
      propertyName: "kind",
      mapping: { card: "#/components/schemas/Card-Input", coins: "#/components/schemas/Coins" },
    },
  });
});

t.test("input and output: apart exactly where they differ, also by what they refer to", async (t) => {
  t.strictSame(Object.keys(schemas), [
    "Box_Tree_Array",
    "Box_width_height",
    "Card-Input",
    "Card-Output",
    "Coins",
    "Issue",
    "Level",
    "Money-Input",
    "Money-Output",
    "Payment",
    "Purchase-Input",
    "Purchase-Output",
    "Tree",
    "ValidationError",
  ]);
  t.strictSame(schemas["Card-Input"].required, ["kind"]);
  t.strictSame(schemas["Card-Output"].required, ["kind", "digits"]);
});

t.test("comments: links become Markdown or names", async (t) => {
  t.equal(schemas["Card-Input"].description, "See [the shop](https://cards.example) and `Payment`.");
});

t.test("properties: each kind of type as a person would write it", async (t) => {
  const { description, deprecated, properties, required } = schemas["Purchase-Input"];
  t.equal(description, "A purchase.");
  t.equal(deprecated, true);
  t.notOk(required.includes("level") || required.includes("note") || required.includes("old"));
  t.strictSame(properties, {
    payment: { $ref: "#/components/schemas/Payment" },
    level: { $ref: "#/components/schemas/Level", default: 5 },
    plain: { type: "string", const: "a" },
    money: { description: "What it costs.", $ref: "#/components/schemas/Money-Input" },
    box: { $ref: "#/components/schemas/Box_width_height" },
    boxes: { type: "array", items: { $ref: "#/components/schemas/Box_Tree_Array" } },
    size: {
      type: "array",
      prefixItems: [{ type: "number" }, { type: "number" }, { type: "number" }],
      items: false,
      minItems: 2,
      maxItems: 3,
    },
    seen: { type: "array", items: { type: "string", format: "date-time" }, uniqueItems: true },
    total: {
      type: ["string", "integer"],
      pattern: "^-?(0|[1-9]\\d{0,99})$",
      minimum: Number.MIN_SAFE_INTEGER,
      maximum: Number.MAX_SAFE_INTEGER,
    },
    note: { anyOf: [{ $ref: "#/components/schemas/Tree" }, { type: "null" }], default: null },
    titled: { title: "A title", type: "string", examples: ["x"] },
    old: { type: "string", deprecated: true },
    exact: {
      type: "object",
      properties: {
        kind: { type: "string", const: "coins" },
        count: { type: "integer", format: "int64", minimum: 1, examples: [5] },
      },
      required: ["kind", "count"],
      additionalProperties: false,
    },
    by: { type: "object", additionalProperties: { type: "integer", format: "int64" } },
    open: {
      type: "object",
      properties: { id: { type: "integer", format: "int64" } },
      required: ["id"],
      additionalProperties: {},
    },
  });
});

// design.md §2: generic, mapped and intersected types as the checker resolves them, and objects spread over a place.
import t from "tap";
import type { Cookie, Header, Int, Query } from "typeway";
import { Wire } from "./table.js";
import { missing, stringType } from "./wrong.js";

const wire = new Wire();
const { app } = wire;

interface Page<T, Meta = { total: Int }> {
  items: T[];
  meta: Meta;
}
interface Named {
  name: string;
}
type Both = Named & { age: Int };
type Flags = { readonly [Key in "on" | "off"]?: boolean };
type Shape = Omit<Both, "age"> & { kind: NonNullable<"circle" | undefined> };

interface Kinds {
  page: Page<Both>;
  flags: Required<Flags>;
  shape: Shape;
}

app.get("/kinds", (): Kinds => wire.leaving());
app.post("/kinds", (value: Kinds) => wire.arrived(value));

const kinds = {
  page: { items: [{ name: "a", age: 1 }], meta: { total: 1 } },
  flags: { on: true, off: false },
  shape: { name: "s", kind: "circle" },
};

wire.table("generic, intersected, mapped and conditional types", "/kinds", {
  json: {
    good: [[JSON.stringify(kinds), kinds, JSON.stringify(kinds)]],
    bad: [
      [
        '{"page":{"items":[{"name":"a"}],"meta":{}},"flags":{"on":true},"shape":{"name":1,"kind":"square"}}',
        missing("page", "items", 0, "age"),
        missing("page", "meta", "total"),
        missing("flags", "off"),
        stringType(1, "shape", "name"),
        {
          type: "literal_error",
          msg: "Expected 'circle'",
          input: "square",
          ctx: { expected: "'circle'" },
          at: ["shape", "kind"],
        },
      ],
    ],
  },
  out: { good: [[kinds, JSON.stringify(kinds)]], bad: [[{ ...kinds, flags: { on: true } }, missing("flags", "off")]] },
});

class Point {
  x: Int;
  y?: Int;
  constructor(x: Int) {
    this.x = x;
  }
  length() {
    return this.x;
  }
}

app.get("/point", (): Point => wire.leaving());

wire.table("a class with public data only", "/point", {
  out: {
    good: [[new Point(1), '{"x":1}']],
    bad: [[new Point(0.5), { type: "int_from_float", msg: "Expected an integer, not a fraction", at: ["x"] }]],
  },
});

interface Filter {
  limit: Int;
  order?: "up" | "down";
  tags?: string[];
}

app.get("/filter/query", (filter: Query<Filter>) => filter);
app.get("/filter/header", (filter: Header<Filter>) => filter);
app.get("/filter/cookie", (filter: Cookie<Omit<Filter, "tags">>) => filter);

const sent: readonly (readonly [place: string, path: string, headers: Record<string, string | string[]>])[] = [
  ["query", "/filter/query?tags=a&limit=5&tags=b&other=1&__proto__=2", {}],
  ["header", "/filter/header", { Limit: "5", Tags: ["a", "b"], Other: "1" }],
  ["cookie", "/filter/cookie", { cookie: "limit=5; other=1; tags=a" }],
];
const refused: typeof sent = [
  ["query", "/filter/query?order=left", {}],
  ["header", "/filter/header", { Order: "left" }],
  ["cookie", "/filter/cookie", { cookie: "order=left" }],
];

for (const [place, path, headers] of sent) {
  t.test(`an object spread over the ${place}: its properties are read by their names`, async (t) => {
    const { status, body } = await wire.send("GET", path, headers);
    const tags = place === "cookie" ? {} : { tags: ["a", "b"] };
    t.strictSame([status, JSON.parse(body)], [200, { limit: 5, ...tags }]);
  });
}

for (const [place, path, headers] of refused) {
  t.test(`an object spread over the ${place}: all issues, each at its own name`, async (t) => {
    const { status, body } = await wire.send("GET", path, headers);
    t.equal(status, 422);
    t.strictSame(JSON.parse(body), {
      detail: [
        { type: "missing", loc: [place, "limit"], msg: "A value is required here", input: null },
        {
          type: "literal_error",
          loc: [place, "order"],
          msg: "Expected 'up' or 'down'",
          input: "left",
          ctx: { expected: "'up' or 'down'" },
        },
      ],
    });
  });
}

// design.md §2: objects, records, nested, recursive, generic, mapped and intersected types: structurally.
import type { Body, Default, Exact, Int, MinLength, OrNull } from "typeway";
import { Wire } from "./table.js";
import {
  dictType,
  extraForbidden,
  intType,
  listType,
  missing,
  modelType,
  stringTooShort,
  stringType,
} from "./wrong.js";

const wire = new Wire();
const { app } = wire;

interface Item {
  name: string & MinLength<1>;
  price?: number;
  note: string | null;
}

app.get("/item", (): Item => wire.leaving());
app.post("/item", (value: Item) => wire.arrived(value));

class Shown {
  note = null;
  readonly secret = "s";
  get name() {
    return "from a getter";
  }
  toJSON() {
    return { hacked: true };
  }
}
const circle: { name: string; note: null; self?: unknown } = { name: "circle", note: null };
circle.self = circle;

wire.table("an object", "/item", {
  json: {
    good: [
      ['{"name":"a","note":null}', { name: "a", note: null }, '{"name":"a","note":null}'],
      [
        '{"note":"n","price":1.5,"name":"a"}',
        { name: "a", price: 1.5, note: "n" },
        '{"name":"a","price":1.5,"note":"n"}',
      ],
      [
        '{"name":"a","note":null,"more":1,"__proto__":{"price":1}}',
        { name: "a", note: null },
        '{"name":"a","note":null}',
      ],
      ['{"name":"a","name":"b","note":null}', { name: "b", note: null }, '{"name":"b","note":null}'],
    ],
    bad: [
      ["{}", missing("name"), missing("note")],
      [
        '{"name":"","price":"1","note":1}',
        stringTooShort(1, "", "name"),
        { ...intType("1", "price"), type: "float_type", msg: "Expected a number" },
        stringType(1, "note"),
      ],
      ['{"name":null,"note":null}', stringType(null, "name")],
      [
        '{"name":"a","price":null,"note":null}',
        { type: "float_type", msg: "Expected a number", input: null, at: ["price"] },
      ],
      ["[]", modelType([])],
      ['"{}"', modelType("{}")],
      ["null", missing()],
      ['{"__proto__":{"name":"a","note":null}}', missing("name"), missing("note")],
    ],
  },
  out: {
    good: [
      [{ note: null, undeclared: 1, name: "a", price: undefined }, '{"name":"a","note":null}'],
      [new Shown(), '{"name":"from a getter","note":null}'],
      [circle, '{"name":"circle","note":null}'],
      [Object.assign(Object.create({ name: "inherited" }), { note: null }), '{"name":"inherited","note":null}'],
    ],
    bad: [
      [{ name: "a" }, missing("note")],
      [{ name: "", note: null }, stringTooShort(1, "", "name")],
      [
        { name: "a", note: null, price: Number.NaN },
        { type: "finite_number", msg: "Expected a finite number", at: ["price"] },
      ],
      [[], modelType([])],
      ["text", modelType("text")],
      [null, modelType(null)],
    ],
  },
});

type Patch = Partial<Pick<Item, "name" | "note">>;

app.get("/patch", (): Patch => wire.leaving());
app.post("/patch", (value: Patch) => wire.arrived(value));

wire.table("Partial: absent and null are kept apart", "/patch", {
  json: {
    good: [
      ["{}", {}, "{}"],
      ['{"note":null}', { note: null }, '{"note":null}'],
    ],
    bad: [['{"name":null}', stringType(null, "name")]],
  },
  out: {
    good: [
      [{ name: undefined }, "{}"],
      [{ note: null }, '{"note":null}'],
    ],
    bad: [[{ name: null }, stringType(null, "name")]],
  },
});

interface Settings {
  theme: Default<"dark" | "light", "light">;
  limit: Default<Int, 10>;
  owner: OrNull<string>;
}

app.get("/settings", (): Settings => wire.leaving());
app.post("/settings", (value: Settings) => wire.arrived(value));

wire.table("Default and OrNull: optional on the wire, present in the handler", "/settings", {
  json: {
    good: [
      ["{}", { theme: "light", limit: 10, owner: null }, '{"theme":"light","limit":10,"owner":null}'],
      [
        '{"owner":"ada","limit":0}',
        { theme: "light", limit: 0, owner: "ada" },
        '{"theme":"light","limit":0,"owner":"ada"}',
      ],
    ],
    bad: [['{"limit":null}', intType(null, "limit")]],
  },
  out: {
    good: [[{ theme: "dark", limit: 1, owner: null }, '{"theme":"dark","limit":1,"owner":null}']],
    bad: [[{ theme: "dark", limit: 1 }, missing("owner")]],
  },
});

app.get("/exact", (): Exact<Item> => wire.leaving());
app.post("/exact", (value: Exact<Item>) => wire.arrived(value));

wire.table("Exact: undeclared keys are refused", "/exact", {
  json: {
    good: [['{"name":"a","note":null}', { name: "a", note: null }, '{"name":"a","note":null}']],
    bad: [
      [
        '{"name":"a","note":null,"more":[1],"__proto__":2}',
        extraForbidden([1], "more"),
        extraForbidden(2, "__proto__"),
      ],
    ],
  },
  out: { good: [[{ name: "a", note: null, more: 1 }, '{"name":"a","note":null}']], bad: [] },
});

interface Tree {
  value: Int;
  children?: Tree[];
}

app.get("/tree", (): Tree => wire.leaving());
app.post("/tree", (value: Tree) => wire.arrived(value));

wire.table("a recursive type", "/tree", {
  json: {
    good: [
      [
        '{"value":1,"children":[{"value":2,"children":[]},{"value":3}]}',
        { value: 1, children: [{ value: 2, children: [] }, { value: 3 }] },
        '{"value":1,"children":[{"value":2,"children":[]},{"value":3}]}',
      ],
    ],
    bad: [
      [
        '{"value":1,"children":[{"value":2,"children":{}},{"value":"3"}]}',
        listType({}, "children", 0, "children"),
        intType("3", "children", 1, "value"),
      ],
    ],
  },
  out: {
    good: [[{ value: 1, children: [{ value: 2, extra: 1 }] }, '{"value":1,"children":[{"value":2}]}']],
    bad: [[{ value: 1, children: [{ value: 2 }, null] }, modelType(null, "children", 1)]],
  },
});

type Scores = Record<string, Int>;

app.get("/scores", (): Scores => wire.leaving());
app.post("/scores", (value: Body<Scores>) => wire.arrived(value));

const record = (entries: object): object => Object.assign(Object.create(null), entries);

wire.table("a record", "/scores", {
  json: {
    good: [
      ["{}", record({}), "{}"],
      ['{"b":1,"a":2,"":3}', record({ b: 1, a: 2, "": 3 }), '{"b":1,"a":2,"":3}'],
      ['{"constructor":1,"toString":2}', record({ constructor: 1, toString: 2 }), '{"constructor":1,"toString":2}'],
      ['{"\\u2028\\"":1}', record({ '\u2028"': 1 }), '{"\u2028\\"":1}'],
    ],
    bad: [
      ['{"a":"1","b c":null}', intType("1", "a"), intType(null, "b c")],
      ["[]", dictType([])],
      ["null", missing()],
    ],
  },
  out: {
    good: [
      [{ a: 1, b: undefined }, '{"a":1}'],
      [record({ a: 1 }), '{"a":1}'],
    ],
    bad: [
      [{ a: "1" }, intType("1", "a")],
      [[1], dictType([])],
    ],
  },
});

interface Labels {
  id: Int;
  [label: string]: string | Int;
}

app.get("/labels", (): Labels => wire.leaving());
app.post("/labels", (value: Labels) => wire.arrived(value));

wire.table("an index signature beside declared properties", "/labels", {
  json: {
    good: [['{"b":"x","id":1,"a":2}', { id: 1, b: "x", a: 2 }, '{"id":1,"b":"x","a":2}']],
    bad: [['{"id":"1"}', intType("1", "id")]],
  },
  out: { good: [[{ a: "x", id: 1 }, '{"id":1,"a":"x"}']], bad: [[{ a: "x" }, missing("id")]] },
});

// design.md §2: types as TypeScript's checker resolves them. Mapped and conditional types, generics, classes, enums.

import type { ColumnType, Generated, Insertable, Selectable, Updateable } from "kysely";
import type { Body, Int, MinLength } from "typeway";
import { Wire } from "./table.js";
import {
  datetimeType,
  floatType,
  intType,
  listType,
  literalError,
  missing,
  modelType,
  noneRequired,
  notOfEnum,
  stringTooShort,
  stringType,
} from "./wrong.js";

const wire = new Wire();
const { app } = wire;

interface User {
  readonly id: Int;
  name: string & MinLength<1>;
  nick?: string;
  birth: Date | null;
}

app.post("/partial", (value: Body<Partial<User>>) => wire.arrived(value));
app.post("/required", (value: Body<Required<Pick<User, "name" | "nick">>>) => wire.arrived(value));
app.post("/readonly", (value: Body<Readonly<Omit<User, "birth" | "nick">>>) => wire.arrived(value));
wire.table("Partial<T>: what is absent stays absent", "/partial", {
  json: {
    good: [
      ["{}", {}, "{}"],
      ['{"birth":null,"id":1}', { id: 1, birth: null }, '{"id":1,"birth":null}'],
    ],
    bad: [
      ['{"id":null,"name":"","nick":1}', intType(null, "id"), stringTooShort(1, "", "name"), stringType(1, "nick")],
    ],
  },
});
wire.table("Required<Pick<T, K>>", "/required", {
  json: {
    good: [['{"nick":"a","name":"b"}', { name: "b", nick: "a" }, '{"name":"b","nick":"a"}']],
    bad: [["{}", missing("name"), missing("nick")]],
  },
});
wire.table("Readonly<Omit<T, K>>", "/readonly", {
  json: {
    good: [['{"id":1,"name":"b","birth":null}', { id: 1, name: "b" }, '{"id":1,"name":"b"}']],
    bad: [["{}", missing("id"), missing("name")]],
  },
});

type Getters<T> = { [K in keyof T & string as `get_${K}`]: T[K] };
type Dated<T> = { [K in keyof T as T[K] extends Date | null ? K : never]: T[K] };
type Json<T> = T extends Date ? string : T extends object ? { [K in keyof T]: Json<T[K]> } : T;
app.post("/mapped", (value: Body<Getters<Pick<User, "id">> & Dated<User>>) => wire.arrived(value));
app.post("/conditional", (value: Body<Json<{ at: Date; tags: { first: Date }[]; size: number }>>) =>
  wire.arrived(value),
);
wire.table("mapped types with renamed and left out keys", "/mapped", {
  json: {
    good: [['{"get_id":1,"birth":null}', { get_id: 1, birth: null }, '{"get_id":1,"birth":null}']],
    bad: [['{"id":1}', missing("get_id"), missing("birth")]],
  },
});
wire.table("a conditional type that goes down a model", "/conditional", {
  json: {
    good: [
      [
        '{"at":"x","tags":[{"first":"y"}],"size":1}',
        { at: "x", tags: [{ first: "y" }], size: 1 },
        '{"at":"x","tags":[{"first":"y"}],"size":1}',
      ],
    ],
    bad: [
      ['{"at":1,"tags":[{}],"size":"1"}', stringType(1, "at"), missing("tags", 0, "first"), floatType("1", "size")],
    ],
  },
});

interface Named {
  name: string;
}
interface Page<T = Named, Cursor extends string | number = Int> {
  items: T[];
  next: Cursor | null;
}
app.post("/page", (value: Body<Page>) => wire.arrived(value));
app.post("/pages", (value: Body<Page<Page<boolean, "end">>>) => wire.arrived(value));
wire.table("a generic model with defaults (D21)", "/page", {
  json: {
    good: [
      ['{"items":[{"name":"a"}],"next":1}', { items: [{ name: "a" }], next: 1 }, '{"items":[{"name":"a"}],"next":1}'],
    ],
    bad: [['{"items":[1],"next":"x"}', modelType(1, "items", 0), intType("x", "next")]],
  },
});
wire.table("a generic model of itself", "/pages", {
  json: {
    good: [
      [
        '{"items":[{"items":[true],"next":"end"}],"next":null}',
        { items: [{ items: [true], next: "end" }], next: null },
        '{"items":[{"items":[true],"next":"end"}],"next":null}',
      ],
    ],
    bad: [
      [
        '{"items":[{"items":true,"next":1}],"next":null}',
        listType(true, "items", 0, "items"),
        literalError("'end'", 1, "items", 0, "next"),
      ],
    ],
  },
});

interface Folder {
  name: string;
  files: File[];
}
interface File {
  parent?: Folder;
}
type Tree = [Int, ...Tree[]];
app.post("/folders", (value: Body<Folder>) => wire.arrived(value));
app.post("/trees", (value: Body<Tree>) => wire.arrived(value));
wire.table("models that hold each other (C19)", "/folders", {
  json: {
    good: [
      [
        '{"name":"a","files":[{},{"parent":{"name":"b","files":[]}}]}',
        { name: "a", files: [{}, { parent: { name: "b", files: [] } }] },
        '{"name":"a","files":[{},{"parent":{"name":"b","files":[]}}]}',
      ],
    ],
    bad: [
      [
        '{"name":"a","files":[{"parent":{"files":[1]}}]}',
        missing("files", 0, "parent", "name"),
        modelType(1, "files", 0, "parent", "files", 0),
      ],
    ],
  },
});
wire.table("a tuple that holds itself", "/trees", {
  json: { good: [["[1,[2],[3,[4]]]", [1, [2], [3, [4]]], "[1,[2],[3,[4]]]"]], bad: [["[1,[[]]]", intType([], 1, 0)]] },
});

interface Timed {
  at: Date;
}
app.post("/both", (value: Body<Named & Timed & { size?: Int }>) => wire.arrived(value));
wire.table("an intersection of interfaces", "/both", {
  json: {
    good: [
      [
        '{"at":"2024-01-01T00:00:00Z","name":"a"}',
        { name: "a", at: new Date("2024-01-01T00:00:00Z") },
        '{"name":"a","at":"2024-01-01T00:00:00.000Z"}',
      ],
    ],
    bad: [['{"at":1,"size":null}', missing("name"), datetimeType(1, "at"), intType(null, "size")]],
  },
});

class Point {
  constructor(
    readonly x: number,
    readonly y: number,
  ) {}
  get length(): number {
    return Math.hypot(this.x, this.y);
  }
  scaled(by: number): Point {
    return new Point(this.x * by, this.y * by);
  }
  readonly twice = (): Point => this.scaled(2);
}
app.get("/point", (): Point => wire.leaving());
wire.table("an instance of a class: its data and getters leave, its methods do not", "/point", {
  out: { good: [[new Point(3, 4), '{"x":3,"y":4,"length":5}']], bad: [[{ x: 1, y: 2 }, floatMissing()]] },
});
function floatMissing() {
  return missing("length");
}

enum Computed {
  One = 1 << 0,
  Two = 1 << 1,
  Text = "t1",
}
enum Constant {
  A = "a",
  B = 2,
}
app.post("/enums", (value: Body<{ computed: Computed; constant: Constant; one: Computed.One }>) => wire.arrived(value));
wire.table("enums: computed, constant, of texts and numbers, and one member", "/enums", {
  json: {
    good: [
      [
        '{"computed":"t1","constant":2,"one":1}',
        { computed: "t1", constant: 2, one: 1 },
        '{"computed":"t1","constant":2,"one":1}',
      ],
    ],
    bad: [
      [
        '{"computed":3,"constant":"b","one":2}',
        notOfEnum("1, 2 or 't1'", 3, "computed"),
        notOfEnum("'a' or 2", "b", "constant"),
        literalError("1", 2, "one"),
      ],
    ],
  },
});

interface Absent {
  a?: Int;
  b: Int | null;
  c?: Int | null;
  d: Int | undefined;
  e: null;
}
app.post("/absent", (value: Body<Absent>) => wire.arrived(value));
app.get("/absent", (): Absent => wire.leaving());
wire.table("null and undefined are kept apart (D18)", "/absent", {
  json: {
    good: [
      ['{"b":null,"e":null}', { b: null, e: null }, '{"b":null,"e":null}'],
      [
        '{"a":1,"b":2,"c":null,"d":3,"e":null}',
        { a: 1, b: 2, c: null, d: 3, e: null },
        '{"a":1,"b":2,"c":null,"d":3,"e":null}',
      ],
    ],
    bad: [['{"a":null,"d":null,"e":0}', intType(null, "a"), missing("b"), intType(null, "d"), noneRequired(0, "e")]],
  },
  out: {
    good: [[{ a: undefined, b: null, c: null, d: undefined, e: null }, '{"b":null,"c":null,"e":null}']],
    bad: [[{ b: undefined, e: null }, missing("b")]],
  },
});

interface PersonTable {
  id: Generated<Int>;
  name: string;
  email: string | null;
  created_at: ColumnType<Date, string | undefined, never>;
}
app.get("/rows", (): Selectable<PersonTable>[] => wire.leaving());
app.post("/rows", (value: Body<Insertable<PersonTable>>) => wire.arrived(value));
app.post("/changes", (value: Body<Updateable<PersonTable>>) => wire.arrived(value));
wire.table("the rows of a query builder", "/rows", {
  out: {
    good: [
      [
        [{ id: 1, name: "a", email: null, created_at: new Date(0), password: "x" }],
        '[{"id":1,"name":"a","email":null,"created_at":"1970-01-01T00:00:00.000Z"}]',
      ],
    ],
    bad: [],
  },
  json: {
    good: [['{"name":"a","email":null,"other":1}', { name: "a", email: null }, '{"name":"a","email":null}']],
    bad: [['{"id":"1"}', missing("name"), intType("1", "id")]],
  },
});
wire.table("the changes of a query builder: what is never written is not read", "/changes", {
  json: {
    good: [['{"email":null,"created_at":"x"}', { email: null }, '{"email":null}']],
    bad: [['{"name":null}', stringType(null, "name")]],
  },
});

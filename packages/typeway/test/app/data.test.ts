// The same types outside a handler: parse, parseJson, toJson, schemaOf, and functions that forward to them.
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import t from "tap";
import {
  App,
  type Compiled,
  type Default,
  type Int,
  type JsonSchema,
  type Minimum,
  type MinLength,
  parse,
  parseJson,
  schemaOf,
  TypewayError,
  toJson,
  ValidationError,
} from "typeway";
import { TestClient } from "typeway/testing";

/** Somebody. */
interface User {
  id: Int & Minimum<1>;
  /** How they are called. */
  name: string & MinLength<1>;
  joined: Date;
  role: Default<"admin" | "guest", "guest">;
  friends?: User[];
}
interface Page<T> {
  items: T[];
  total: bigint;
}
type Shape = Circle | Square;
interface Circle {
  kind: "circle";
  radius: number;
}
interface Square {
  kind: "square";
  side: number;
}

/** What a function throws. */
function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return undefined;
}

function issuesOf(call: () => unknown) {
  const error = thrownBy(call);
  return error instanceof ValidationError ? error.issues : error;
}

t.test("parse: decodes as a body is decoded", async (t) => {
  const value: unknown = { id: 1, name: "Ada", joined: "2020-02-29T12:00:00Z", undeclared: 1 };
  t.strictSame(parse<User>(value), { id: 1, name: "Ada", joined: new Date("2020-02-29T12:00:00Z"), role: "guest" });
  t.strictSame(parse<Page<string>>({ items: ["a"], total: "12345678901234567890" }), {
    items: ["a"],
    total: 12345678901234567890n,
  });
  t.strictSame(parse<Int[]>([1, 2]), [1, 2]);
  t.equal(parse<"a" | "b" | null>(null), null);
});

t.test("parse: names every issue, from the value on", async (t) => {
  const wrong = { id: 0, name: "", joined: "soon", friends: [{ id: 1 }] };
  t.strictSame(
    issuesOf(() => parse<User>(wrong)),
    [
      { type: "greater_than_equal", loc: ["id"], msg: "Expected 1 or more", input: 0, ctx: { ge: 1 } },
      {
        type: "string_too_short",
        loc: ["name"],
        msg: "Expected at least 1 character",
        input: "",
        ctx: { min_length: 1 },
      },
      {
        type: "datetime_from_date_parsing",
        loc: ["joined"],
        msg: "Expected a date and time such as 2024-05-31T12:00:00Z",
        input: "soon",
        ctx: { error: "not an RFC 3339 date and time" },
      },
      { type: "missing", loc: ["friends", 0, "name"], msg: "A value is required here", input: null },
      { type: "missing", loc: ["friends", 0, "joined"], msg: "A value is required here", input: null },
    ],
  );
  t.strictSame(
    issuesOf(() => parse<Int>("3")),
    [{ type: "int_type", loc: [], msg: "Expected an integer", input: "3" }],
  );
  const error = thrownBy(() => parse<Int[]>([1, "2"]));
  t.match(error, { name: "ValidationError", message: "1: Expected an integer", body: [1, "2"], status: 500 });
  t.match(
    thrownBy(() => parse<Int>("3")),
    { message: "Expected an integer" },
  );
});

t.test("parse: undefined only where the type has it", async (t) => {
  t.equal(parse<User | undefined>(undefined), undefined);
  t.strictSame(
    issuesOf(() => parse<Int>(undefined)),
    [{ type: "missing", loc: [], msg: "A value is required here", input: null }],
  );
});

t.test("parseJson: reads the text as well", async (t) => {
  t.strictSame(parseJson<Int[]>("[1, 2]"), [1, 2]);
  t.strictSame(
    issuesOf(() => parseJson<Int[]>("[1, 2")),
    [
      {
        type: "json_invalid",
        loc: [5],
        msg: "The text is not valid JSON: at character 5 there should be ',' or ']'",
        input: null,
        ctx: { error: "Expected ',' or ']'" },
      },
    ],
  );
});

t.test("parse: a bound to nesting, in a value and in a text", async (t) => {
  const levels = 100_000;
  const text = `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
  t.match(
    issuesOf(() => parseJson<Record<string, unknown>>(text)),
    [{ type: "json_too_deep", loc: [] }],
  );
  let value: unknown = {};
  for (let level = 0; level < levels; level++) value = { a: value };
  t.match(
    issuesOf(() => parse<Record<string, unknown>>(value)),
    [{ type: "json_too_deep", loc: [] }],
  );
});

t.test("parse: what a handler lets through is not the client's fault", async (t) => {
  const app = new App({ log: () => undefined });
  const stored: unknown = { password: "secret" };
  app.get("/stored", (): User => parse(stored));
  app.get("/sent", (id: Int): User => {
    try {
      return parse({ id });
    } catch (error) {
      if (error instanceof ValidationError) throw new ValidationError(error.issues.slice(0, 1), error.body);
      throw error;
    }
  });
  const client = new TestClient(app, { raiseServerErrors: false });
  const broken = await client.get("/stored");
  t.equal(broken.status, 500);
  t.notMatch(broken.text, "secret");
  const own = await client.get("/sent?id=1");
  t.equal(own.status, 422);
  t.strictSame(own.json(), {
    detail: [{ type: "missing", loc: ["name"], msg: "A value is required here", input: null }],
  });
});

t.test("toJson: the value as it would leave", async (t) => {
  const user: User = { id: 1, name: "Ada", joined: new Date(0), role: "admin" };
  const secretive = { password: "x", ...user };
  t.strictSame(toJson<User>(secretive), { id: 1, name: "Ada", joined: "1970-01-01T00:00:00.000Z", role: "admin" });
  t.strictSame(Object.keys(Object(toJson<User>(secretive))), ["id", "name", "joined", "role"]);
  t.strictSame(toJson({ items: [1n], total: 2n }), { items: ["1"], total: "2" });
  t.strictSame(parse<User>(toJson(user)), user, "and back");
});

t.test("toJson: refuses what is not of the type, and says where", async (t) => {
  const user: User = { id: 0, name: "Ada", joined: new Date(Number.NaN), role: "admin" };
  const error = thrownBy(() => toJson(user));
  t.ok(error instanceof TypewayError);
  t.match(error, {
    code: "TYPEWAY_VALUE_MISMATCH",
    message:
      "TYPEWAY_VALUE_MISMATCH: The value is not of type 'User': id: Expected 1 or more; joined: Expected a date and time.",
  });
  t.notOk(JSON.stringify(error).includes("input"), "the values themselves are left out");
});

t.test("schemaOf: complete in itself, by the rules of 2020-12", async (t) => {
  t.strictSame(schemaOf<Page<Circle>>(), {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    properties: {
      items: { type: "array", items: { $ref: "#/$defs/Circle" } },
      total: {
        type: ["string", "integer"],
        pattern: "^-?(0|[1-9]\\d{0,99})$",
        minimum: Number.MIN_SAFE_INTEGER,
        maximum: Number.MAX_SAFE_INTEGER,
      },
    },
    required: ["items", "total"],
    $defs: {
      Circle: {
        type: "object",
        properties: { kind: { type: "string", const: "circle" }, radius: { type: "number" } },
        required: ["kind", "radius"],
      },
    },
  });
  t.strictSame(schemaOf<Int[]>(), {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "array",
    items: { type: "integer", format: "int64" },
  });
});

t.test("schemaOf: a type that contains itself is a definition; what is read and written may differ", async (t) => {
  const input = schemaOf<User>();
  t.equal(input["$ref"], "#/$defs/User");
  t.match(input, { $defs: { User: { description: "Somebody.", required: ["id", "name", "joined"] } } });
  t.match(schemaOf<User>({ io: "output" }), { $defs: { User: { required: ["id", "name", "joined", "role"] } } });
  t.not(schemaOf<User>(), schemaOf<User>(), "each belongs to its caller");
});

const validatorOf = (schema: JsonSchema) => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, formats: { int64: true } });
  formats.default(ajv);
  return ajv.compile(schema);
};

t.test("schemaOf: a strict validator takes it and agrees with parse", async (t) => {
  const shape = validatorOf(schemaOf<Shape>());
  const user = validatorOf(schemaOf<User>());
  const values = [
    { kind: "circle", radius: 1 },
    { kind: "square", side: 1 },
    { kind: "square", radius: 1 },
    { id: 1, name: "Ada", joined: "2020-01-01T00:00:00Z" },
    { id: 1, name: "Ada", joined: "2020-01-01T00:00:00Z", friends: [{}] },
    null,
  ];
  for (const value of values) {
    t.equal(shape(value), thrownBy(() => parse<Shape>(value)) === undefined, JSON.stringify(value));
    t.equal(user(value), thrownBy(() => parse<User>(value)) === undefined, JSON.stringify(value));
  }
});

/** A user's own: reads a list. */
function readList<T>(text: string, compiled?: Compiled<T[], "data">): T[] {
  return parseJson(text, compiled);
}
class Store<T> {
  readonly #texts: string[] = [];
  put(value: T, compiled?: Compiled<T, "data">): void {
    this.#texts.push(JSON.stringify(toJson(value, compiled)));
  }
  all(compiled?: Compiled<T, "data">): T[] {
    return this.#texts.map((text) => parseJson<T>(text, compiled));
  }
}

t.test("wrappers: a generic function that forwards the slot is completed where it is called", async (t) => {
  t.strictSame(readList<Int>("[1]"), [1]);
  t.match(
    issuesOf(() => readList<Circle>('[{"kind":"circle"}]')),
    [{ loc: [0, "radius"], type: "missing" }],
  );
  const users = new Store<{ joined: Date }>();
  users.put({ joined: new Date(0) });
  t.strictSame(users.all(), [{ joined: new Date(0) }]);
});

t.test("without the transformer: the message names the cure", async (t) => {
  const untransformed = parse as (value: unknown) => unknown;
  const error = thrownBy(() => untransformed(1));
  t.match(error, {
    code: "TYPEWAY_TYPE_NOT_COMPILED",
    message: /"transform": "@typeway\/transformer".*npx typeway build/,
  });
});

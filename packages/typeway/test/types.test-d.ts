/**
 * What the encodings of the public types cost and what they do not, as assertions the compiler checks: this file is
 * compiled, never run. A line under `@ts-expect-error` is a place where an encoding hurts; when it stops hurting, this
 * file stops compiling.
 */
import {
  App,
  type Body,
  bytes,
  type Comma,
  type Compiled,
  type Context,
  type Default,
  type Dependency,
  type Depends,
  type Doc,
  type Email,
  type Exact,
  HttpError,
  health,
  html,
  type Int,
  type Lifespan,
  loadSettings,
  type Maximum,
  type MaxLength,
  type MinItems,
  type Minimum,
  type MinLength,
  type NoContent,
  type OrNull,
  parse,
  parseJson,
  type Query,
  type Raw,
  type Reply,
  Router,
  redirect,
  reply,
  type Security,
  type State,
  schemaOf,
  type Tag,
  text,
  toJson,
  type Uuid,
  type ValidationError,
} from "typeway";
import { compress, cors, etag, sessions } from "typeway/middleware";
import { TestClient } from "typeway/testing";

type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false;
declare function expect<T extends true>(): T;

// --- Depends resolves to what the provider provides ------------------------------------------------------------------
class Session {
  constructor(readonly url: string) {}
  rows(): Int[] {
    return [1];
  }
}
async function openDb() {
  return new Session("x");
}
function* scoped() {
  const session = new Session("x");
  try {
    yield session;
  } finally {
    session.rows();
  }
}
async function* scopedAsync(db: Depends<typeof openDb>) {
  yield db;
}
function* name() {
  try {
    yield "Rick";
  } finally {
    /* close */
  }
}
const arrow = (q?: string) => q ?? null;
const made =
  (wanted: string) =>
  (q = "") =>
    q.includes(wanted);
const checker = made("bar");
class Closing {
  value = 1;
  [Symbol.dispose]() {}
}
const service = { find: (id: Int) => ({ id }) };
async function maybe(): Promise<Session | undefined> {
  return undefined;
}

expect<Same<Depends<typeof openDb>, Session>>();
expect<Same<Depends<typeof scoped>, Session>>();
expect<Same<Depends<typeof scopedAsync>, Session>>();
expect<Same<Depends<typeof arrow>, string | null>>();
expect<Same<Depends<typeof checker>, boolean>>();
expect<Same<Depends<typeof Closing>, Closing>>();
expect<Same<Depends<typeof service.find>, { id: Int }>>();
expect<Same<Depends<typeof maybe>, Session | undefined>>();
expect<Same<Depends<typeof name>, string>>(); // a single literal is widened, as by `return`
function* two() {
  yield 1;
  yield 2;
}
expect<Same<Depends<typeof two>, 1 | 2>>(); // several are not
expect<Same<Depends<typeof openDb, { scope: "app"; eager: true }>, Session>>();
expect<Same<Security<typeof openDb, ["a"]>, Session>>();
expect<Same<Security<typeof openDb, ["a"], { cache: false }>, Session>>();
// @ts-expect-error no scope of that name
type Unknown = Depends<typeof openDb, { scope: "session" }>;
// @ts-expect-error a value that is no function
type Value = Depends<typeof opened>;
declare const opened: Session;

// --- dependencies as values --------------------------------------------------------------------------------------------
const checks: Dependency[] = [openDb, Session, arrow, checker, scoped, service.find];
new App({ dependencies: [...checks, Closing] });
new Router({ dependencies: [openDb] });
new App().include(new Router(), { dependencies: [openDb] });
new App().get("/", { dependencies: [openDb] }, () => 1).websocket("/", { dependencies: [openDb] }, () => {});
// @ts-expect-error a promise is no function
new App({ dependencies: [openDb()] });
// @ts-expect-error nor is an instance
new App({ dependencies: [new Session("x")] });
void checks;

// --- plain values go in --------------------------------------------------------------------------------------------
interface User {
  id: Int;
  name: string & MinLength<1> & MaxLength<100>;
  email: Email;
  tags: string[] & MinItems<1>;
  age: Int & Minimum<0> & Maximum<150>;
}
const user: User = { id: 1, name: "Ada", email: "ada@example.com", tags: ["x"], age: 36 };
function read(id: Int, limit: Int & Maximum<100> = 20, email?: Email): User {
  void limit;
  void email;
  return { ...user, id };
}
read(1);
read(1, 5, "x@example.com");
read(user.id + 1, Math.min(1, 2), user.name.toLowerCase());
const picked: Pick<User, "id"> = { id: 1 };
const partial: Partial<User> = { age: 1 };
const list: User[] = [1, 2].map((id) => ({ id, name: "x", email: "x@example.com", tags: ["a"], age: 1 }));
const plain: { id: number; name: string; email: string; tags: string[]; age: number } = user; // and out again
const nth = ["a", "b"][user.id];
const byId = new Map<Uuid, User>([["7", user]]);
byId.get("7");
const emails = new Set<Email>(["a@example.com"]);
emails.has("a");
user.tags = [];
user.tags = user.tags.filter((tag) => tag !== "a");
user.tags.push("b");
const narrowed = (value: Int | string): number => (typeof value === "number" ? value : value.length);
void [picked, partial, list, plain, nth, narrowed];

// --- a tagged value goes where another tag is asked, as a plain one does: the neutral tag's work ---------------------------
interface Row {
  id: Int;
  name: string;
}
interface Row1 extends Row {
  id: Int & Minimum<1>;
  name: string & MinLength<1>;
}
declare const row: Row;
const row1: Row1 = row;
const atLeast: Int & Minimum<10> = row1.id;
const address: string & MaxLength<9> = user.email;
type Bare<Kind> = { "typia.tag"?: { kind: Kind } };
declare const bare: number & Bare<"type">;
// @ts-expect-error without it, one kind of tag is refused where two are asked, although any number is accepted
const refused: number & Bare<"type"> & Bare<"minimum"> = bare;
void [row1, atLeast, address, refused];

// --- tagged literals still narrow -------------------------------------------------------------------------------------
type Tagged = ("created" | "updated") & Tag<{ kind: "example" }>;
const order = (value: Tagged): number => {
  switch (value) {
    case "created":
      return 1;
    case "updated":
      return 2;
    default: {
      const none: never = value;
      return none;
    }
  }
};
void order;

// --- where phantoms hurt ----------------------------------------------------------------------------------------------
// 1. A tag over a union with null swallows null: null & object is never. Write (string & MinLength<1>) | null.
type Lost = (string | null) & MinLength<1>;
// @ts-expect-error
const lost: Lost = null;
void lost;

// 2. A tagged primitive extends object, so recursive type functions that ask for object first walk into it.
type DeepPartial<T> = T extends object ? { [K in keyof T]?: DeepPartial<T[K]> } : T;
type DeepPrimitive<T> = T extends string | number | boolean | bigint | null | undefined
  ? T
  : { [K in keyof T]?: DeepPrimitive<T[K]> };
const deepOk: DeepPrimitive<User> = { id: 1, name: "x", email: "y" };
const deep: DeepPartial<User> = { id: 1 }; // mapped over a tagged primitive: homomorphic mapping keeps number & tag
void [deepOk, deep];
type Flat<T> = T extends object ? { [K in keyof T as K]: T[K] } : T;
declare const flat: Flat<Int>;
// @ts-expect-error
flat * 2; // but a mapping with `as`, or by keyof, turns it into an object of number's methods
type Leaf<T> = T extends object ? "object" : "scalar";
expect<Same<Leaf<Int>, "object">>(); // so do dotted-path types of form and ORM libraries

// 3. Index types. Record over a tagged key keeps the tag as index signature, and plain strings index it.
const byEmail: Record<Email, number> = {};
byEmail["a@example.com"] = 1;
const key: string = "b";
byEmail[key] = 2;

// 4. Inference: a tag is inferred into T and then asked of the others; plain values still fit.
declare function pair<T>(a: T, b: T): T[];
pair(user.id, 2);
const total = [user.age].reduce((sum, age) => sum + age, 0);
void total;
// @ts-expect-error
[user.age].reduce((sum, age) => ({ sum, age })); // unrelated, for contrast: real mistakes are still found

// 5. Subtype reduction forgets a tag: an array of a tagged and a plain string is string[].
const mixed = [user.email, "plain"];
expect<Same<typeof mixed, string[]>>();

// 6. Two contradicting tags are not an error to TypeScript: only the transformer can say so.
const impossible: Int & Minimum<10> & Maximum<1> = 5;
void impossible;

// 7. Spreading an Exact<T> carries the phantom along; harmless to users, visible to the transformer.
interface Filter {
  limit: Int;
}
const exact: Exact<Filter> = { limit: 1 };
const spread = { ...exact, more: true };
expect<Same<"typia.tag" extends keyof typeof spread ? true : false, true>>();

// --- places: transparent, so nothing is lost and nothing is added --------------------------------------------------------
interface Item {
  name: string;
  description: OrNull<string>;
  tax: Default<number, 10.5>;
  order: Default<"up" | "down", "up">;
  on: Default<boolean, true>;
  at: Default<Date, "2020-01-01T00:00:00Z">;
  old?: Doc<string, { deprecated: true }>;
}
expect<
  Same<
    Item,
    { name: string; description: string | null; tax: number; order: "up" | "down"; on: boolean; at: Date; old?: string }
  >
>();
const absent: Partial<Item> = {};
void absent;

// --- registration -------------------------------------------------------------------------------------------------------
const app = new App();
app.get("/users/{id}", read);
app.post("/users", { status: 201 }, async (body: Body<User>): Promise<User> => body);
app.get("/users", { omit: ["null", "default", "unset"] }, (): User[] => []);
// @ts-expect-error: there is no such rule
app.get("/users", { omit: ["undefined"] }, (): User[] => []);
app.get("/x", async (q?: Query<string, "item-query">) => (q ? reply(404, { message: "no" }) : { id: 1 }));
// @ts-expect-error an unknown option
app.get("/x", { statu: 201 }, read);
// @ts-expect-error options go before the handler
app.get("/x", read, { status: 201 });
app.override(openDb, () => new Session("test"));
app.override(openDb, function* () {
  yield new Session("test");
});
// @ts-expect-error the replacement provides something else
app.override(openDb, () => 1);
// --- app.resolve gives what the dependency provides -------------------------------------------------------------------
const resolvedDb = app.resolve(openDb);
expect<Same<typeof resolvedDb, Promise<Session>>>();
const resolvedPool = app.resolve(async function* () {
  yield { size: 2 };
});
expect<Same<typeof resolvedPool, Promise<{ size: number }>>>();
const resolvedClass = app.resolve(Session);
expect<Same<typeof resolvedClass, Promise<Session>>>();
// @ts-expect-error neither a function nor a class
app.resolve(openDb());
// @ts-expect-error what a dependency provides is none
new App({ dependencies: [openDb()] });
app.onError(HttpError, (error) => reply(error.status, { oops: error.detail }));

// --- a handler of errors gets the class it is for, or what has its status ---------------------------------------------
class OutOfStock extends HttpError<409, { sku: string }> {}
abstract class ShopError<S extends number> extends HttpError<S, "shop"> {}
app.onError(OutOfStock, (error) => expect<Same<typeof error, OutOfStock>>());
app.onError(ShopError, (error) => expect<Same<typeof error.detail, "shop">>());
app.onError(HttpError, (error) => expect<Same<typeof error.status, number>>());
app.onStatus(404, (error) => expect<Same<typeof error, HttpError<404>>>());
app.onStatus(422, (error) => expect<Same<typeof error, HttpError<422> | ValidationError>>());
app.onStatus(404 as number, (error) => expect<Same<typeof error, HttpError | ValidationError>>());
app.onStatus(500, (error: HttpError) => reply(500, String(error.cause)));
// @ts-expect-error a 422 may be a ValidationError
app.onStatus(422, (error: HttpError) => error.detail);
// @ts-expect-error a string is no class
app.onError("Error", () => 1);

// --- parameters that are not written are of the type of their initializer, as anywhere -------------------------------
app.get("/pages", (limit = 10, verbose = false) => {
  expect<Same<typeof limit, number>>();
  expect<Same<typeof verbose, boolean>>();
});
app.post("/pages", { status: 201 }, ({ x = 1 }: { x?: number } = {}, name = "") => {
  expect<Same<typeof x, number>>();
  expect<Same<typeof name, string>>();
});
// @ts-expect-error without an initializer there is nothing to go by
app.get("/nothing", (limit) => limit);

// --- answers ----------------------------------------------------------------------------------------------------------
const answered = reply(201, { id: 1 }, { location: "/x" });
expect<Same<typeof answered, Reply<201, { id: number }, { location: string }, never>>>();
const declared: Reply<201, { id: Int }, { location: string }> = answered.cookie("session", "x");
const listed = reply(204).cookie("session", "x").cookie("theme", "dark");
expect<Same<typeof listed, Reply<204, void, {}, "session" | "theme">>>(); // the document lists what was set
const session: Reply<204, void, {}, "session"> = reply(204).cookie("session", "x");
const none: NoContent = session;
// @ts-expect-error a cookie that the type does not list
const other: Reply<204, void, {}, "session"> = listed;
// @ts-expect-error a header that is missing
const placeless: Reply<201, { id: Int }, { location: string }> = reply(201, { id: 1 });
// @ts-expect-error a header that cannot be written as text
reply(200, 1, { "x-a": Symbol("a") });
reply(200, 1, { "x-a": new (class Price {})() }); // it may have a codec: the transformer knows (TW4005)
interface Paging {
  "x-total": Int;
  "last-modified"?: Date;
  link?: string[];
}
const paged: Reply<200, Int[], Paging> = reply(200, [1], { "x-total": 1, "last-modified": new Date() });
const perhaps = (found: boolean) => (found ? reply(200, "x").cookie("seen", "1") : reply(200, "y"));
expect<Same<ReturnType<typeof perhaps>, Reply<200, string, {}, "seen">>>();
const csv: User[] | Raw<"text/csv"> = text("a;b", { type: "text/csv", headers: { "x-rows": 1 } }).cookie("a", "b");
const pixel: Raw<"image/png", 201, { etag: string }> = bytes(new Uint8Array(), {
  type: "image/png",
  status: 201,
  headers: { etag: '"1"' },
});
// @ts-expect-error it is text/plain, whatever the written type would like
const untyped: Raw<"text/csv"> = text("a;b");
// @ts-expect-error nor has it the header
const unheaded: Raw<"text/plain", 200, { etag: string }> = text("a;b", { status: 200 });
// @ts-expect-error it is a 307
const elsewhere: Reply<303, void, { location: string }> = redirect("/x");
void [elsewhere, declared, none, other, placeless, paged, csv, pixel, untyped, unheaded];
// --- an inferred return type can lose data --------------------------------------------------------------------------
interface Base {
  name: string;
}
interface Derived extends Base {
  password: string;
}
declare const base: Base, derived: Derived;
const either = (x: boolean) => (x ? base : derived);
expect<Same<ReturnType<typeof either>, Base>>(); // Derived is a subtype of Base, so the union is Base: `password` would be dropped
const objects = (q?: string) => {
  if (q) return { id: "a", q };
  return { id: "a" };
};
expect<Same<ReturnType<typeof objects>, { id: string; q: string } | { id: string; q?: never }>>();

// --- outside a handler ------------------------------------------------------------------------------------------------
declare const json: unknown;
expect<Same<ReturnType<typeof parse<User>>, User>>();
const parsed: User = parse(json); // the type may come from where the value goes
const written = toJson({ id: 1, at: new Date() });
// @ts-expect-error JSON is no User
const again: User = written;
const forwarded = <T>(text: string, compiled?: Compiled<T[], "data">): T[] => parseJson(text, compiled);
expect<Same<ReturnType<typeof forwarded<Int>>, Int[]>>();
schemaOf<User>({ io: "output" });
// @ts-expect-error there are two sides
schemaOf<User>({ io: "both" });
// @ts-expect-error what a wrapper forwards is the slot of its own type
const misled = <T>(text: string, compiled?: Compiled<T, "data">): T[] => parseJson<T[]>(text, compiled);
// @ts-expect-error only a call can be completed: values.map((value) => parse<Int>(value))
const mapped = [1].map(parse<Int>);
void [parsed, again, forwarded, misled, mapped];

// --- the rest of the door ---------------------------------------------------------------------------------------------
const router = new Router({ prefix: "/items", tags: ["items"] });
router.get("/{id}", { responses: { 404: { description: "No" }, "4XX": {} } }, read);
app.include(router, { prefix: "/v1" }).mount("/old", new App({ docs: false }));
// @ts-expect-error a range is written in capitals
router.get("/{id}", { responses: { "4xx": {} } }, read);
const lifespan: Lifespan = function* (started: App) {
  void started.openapi().paths;
  yield;
};
void lifespan;
new App({
  lifespan: async function* (started) {
    void started.state;
    yield;
  },
});
new App({ docs: { openapiUrl: null }, operationId: (route) => route.name, openapiTags: [{ name: "a" }] });
// @ts-expect-error the name of a licence is required
new App({ license: { identifier: "MIT" } });
app.onOpenapi((document) => {
  document.info["x-logo"] = { url: "/logo.svg" };
});
app.get("/page", (context: Context) => (context.method === "GET" ? html`<h1>${context.id}</h1>` : text("no")));
const page: Raw<"text/html"> = html("<p>");
const away: Reply<303, void, { location: string }> = redirect("/x", 303);
void [page, away];
const client = new TestClient(app);
void client.get("/x").then((answer) => answer.json<{ id: number }>().id);

// --- Comma is its list, and only for lists ------------------------------------------------------
expect<Same<Comma<Int[]>, Int[]>>();
expect<Same<Comma<Set<string> | null>, Set<string> | null>>();
// @ts-expect-error a scalar is no list
expect<Same<Comma<string>, string>>();
new App({ errors: "problem", undeclaredInput: "refuse", messages: ({ type }, [language]) => `${type} ${language}` });
new Router({ undeclaredInput: "drop" }).get("/strict", { undeclaredInput: "refuse" }, () => 1);

// --- Ready-made middleware: options and sessions are typed --------------------------------------
const visitors = sessions<{ userId: number; tags: string[] }>({ keys: ["…"] });
app.use(visitors, cors({ origins: ["https://app.example"] }), cors({ origins: /x/ }), compress(), etag());
app.get("/session", (context: Context) => {
  const { data } = visitors.of(context);
  expect<Same<typeof data.userId, number | undefined>>();
  data.tags = ["a"];
  // @ts-expect-error nothing of this name is remembered
  data.name = "x";
  // @ts-expect-error not of its type
  data.userId = "7";
  return data.userId ?? 0;
});
// @ts-expect-error who may read has to be said
cors();
// @ts-expect-error secrets have to be given
sessions({});
// @ts-expect-error no such coding
compress({ encodings: ["lzma"] });
new App({ trustProxy: ["10.0.0.0/8"], forwardingHeaders: "forwarded" });
// @ts-expect-error everybody is no list of proxies
new App({ trustProxy: true });

// --- Settings, state and health ------------------------------------------------------------------
interface Settings {
  port: Int;
  hosts: string[];
}
expect<Same<ReturnType<typeof loadSettings<Settings>>, Settings>>();
const settings: Settings = loadSettings({ envFile: [".env", ".env.local"], values: { port: 1 } });
// @ts-expect-error not of its type
loadSettings<Settings>({ values: { port: "1" } });
// @ts-expect-error settings are an object
loadSettings<string>();
declare module "typeway" {
  interface State {
    settings?: Settings;
  }
}
new App({
  lifespan: function* () {
    yield { settings };
  },
});
new Router({
  // @ts-expect-error not of the type that State declares
  lifespan: async function* () {
    yield { settings: "none" };
  },
});
app.get("/state", ({ settings }: State) => settings?.port ?? 0);
app.include(health({ ready: { database: async (signal) => signal.aborted }, timeout: 10 }));
// @ts-expect-error a check is a function
health({ live: { database: true } });

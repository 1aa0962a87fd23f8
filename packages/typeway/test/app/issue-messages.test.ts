// The words of issues: by a comment on the property or parameter, and by a function of the app.
import t from "tap";
import {
  App,
  type Cookie,
  type Header,
  type Int,
  type Issue,
  type MaxItems,
  type Minimum,
  type MinLength,
  type Pattern,
  type Query,
  ValidationError,
} from "typeway";
import { TestClient, type TestOptions } from "typeway/testing";

interface Address {
  street: string;
}
interface Base {
  /**
   * What to call them.
   * @message {string_too_short} At least {min_length} letters, please
   * @message {missing} Say your name
   */
  name: string & MinLength<2>;
}
interface Person extends Base {
  /** @message Years, as a whole number */
  age?: Int & Minimum<0>;
  /** @message {string_pattern_mismatch} "{pattern}" is what a tag looks like */
  tags?: (string & Pattern<"^[a-z]+$">)[] & MaxItems<2>;
  /** @message {missing} We have to know where you live */
  address: Address;
  /** @message A number or nothing */
  either?: Int | "none";
}

function search(
  /** @message {missing} What are you looking for? */
  q: string,
  /**
   * @message {int_parsing} Pages are counted: 1, 2, 3
   * @message No such page
   */
  page: Int & Minimum<1> = 1,
  /** @message Who are you? */
  xUser?: Header<Int>,
): string {
  return `${q} ${page} ${xUser}`;
}

const app = new App();
app.get("/search", search);
app.post("/people", (/** @message {missing} Send somebody */ person: Person) => person);
app.get("/people", (person: Query<Pick<Person, "name" | "age">>) => person);
app.patch("/people", (person: Partial<Person>) => person);

const german: Readonly<Record<string, string>> = { missing: "Fehlt", int_parsing: "Keine ganze Zahl" };
const translated = new App({
  messages: ({ type, ctx, msg }: Issue, languages) => {
    if (languages[0] === "de" && german[type] !== undefined) return german[type];
    return languages.includes("fr") ? `${msg} (${JSON.stringify(ctx ?? null)})` : undefined;
  },
});
translated.get("/search", search);
translated.get("/list", (ids: Int[], session?: Cookie<Int>) => [ids, session]);
translated.post("/people", (person: Person) => person);
translated.onError(ValidationError, ({ issues }) => issues.map(({ msg }) => msg));
const broken = new App({
  messages: () => {
    throw new Error("no dictionary");
  },
  log: () => undefined,
});
broken.get("/search", search);

const clients = [app, translated, broken].map((one) => new TestClient(one, { raiseServerErrors: false }));
const [plain, translating, failing] = clients as [TestClient, TestClient, TestClient];
t.teardown(() => Promise.all(clients.map((client) => client.close())));

async function said(path: string, options?: TestOptions): Promise<unknown[]> {
  const reply = await plain.get(path, options);
  return reply.json<{ detail: Issue[] }>().detail.map(({ type, loc, msg }) => [type, loc.join("."), msg]);
}
async function saidOf(json: unknown, method: "post" | "patch" = "post"): Promise<unknown[]> {
  const reply = await plain[method]("/people", { json });
  return reply.json<{ detail: Issue[] }>().detail.map(({ type, loc, msg }) => [type, loc.join("."), msg]);
}

t.test("@message {code}: words for one kind of issue at a property, with the constraint's numbers", async (t) => {
  t.strictSame(await saidOf({ name: "x", address: { street: "y" } }), [
    ["string_too_short", "body.name", "At least 2 letters, please"],
  ]);
  t.strictSame(await saidOf({ name: 5 }), [
    ["string_type", "body.name", "Expected a string"],
    ["missing", "body.address", "We have to know where you live"],
  ]);
});

t.test("@message without a code: words for any issue there", async (t) => {
  const whole = { name: "Ada", address: { street: "y" } };
  t.strictSame(await saidOf({ ...whole, age: -1 }), [["greater_than_equal", "body.age", "Years, as a whole number"]]);
  t.strictSame(await saidOf({ ...whole, either: "some" }), [
    ["literal_error", "body.either.literal", "A number or nothing"],
    ["int_type", "body.either.int", "A number or nothing"],
  ]);
});

t.test("they are meant for the items of a list, too, but not for the properties of an object", async (t) => {
  const whole = { name: "Ada", address: { street: "y" } };
  t.strictSame(await saidOf({ ...whole, tags: ["a", "B"] }), [
    ["string_pattern_mismatch", "body.tags.1", '"^[a-z]+$" is what a tag looks like'],
  ]);
  t.strictSame(await saidOf({ name: "Ada", address: {} }), [
    ["missing", "body.address.street", "A value is required here"],
  ]);
});

t.test("Partial, Pick and inheritance keep them", async (t) => {
  t.strictSame(await saidOf({ name: "x" }, "patch"), [["string_too_short", "body.name", "At least 2 letters, please"]]);
  t.strictSame(await said("/people?age=x"), [
    ["missing", "query.name", "Say your name"],
    ["int_parsing", "query.age", "Years, as a whole number"],
  ]);
});

t.test("@message before a parameter", async (t) => {
  t.strictSame(await said("/search?page=x", { headers: { "X-User": "a" } }), [
    ["missing", "query.q", "What are you looking for?"],
    ["int_parsing", "query.page", "Pages are counted: 1, 2, 3"],
    ["int_parsing", "header.x-user", "Who are you?"],
  ]);
  t.strictSame(await said("/search?q=a&page=0"), [["greater_than_equal", "query.page", "No such page"]]);
  const reply = await plain.post("/people", { json: null });
  t.match(reply.json(), { detail: [{ type: "missing", msg: "Send somebody" }] });
});

t.test("messages: a function words every issue, by the languages a client accepts", async (t) => {
  const answer = async (path: string, language?: string) =>
    (await translating.get(path, language === undefined ? {} : { headers: { "Accept-Language": language } })).json();
  t.strictSame(await answer("/list?ids=x"), ["Expected an integer, written in digits only"]);
  t.strictSame(await answer("/list?ids=x", "en;q=0.5, de, fr;q=0"), ["Keine ganze Zahl"]);
  t.strictSame(await answer("/list?ids=x", "en, fr;q=0.1"), ["Expected an integer, written in digits only (null)"]);
  t.strictSame(await answer("/search?page=0", "fr"), ["What are you looking for? (null)", 'No such page ({"ge":1})']);
});

t.test("messages: also those of what cannot be read", async (t) => {
  const headers = { "Accept-Language": "fr", "content-type": "application/json" };
  const reply = await translating.post("/people", { body: "{", headers });
  t.equal(reply.status, 400);
  t.match(reply.json(), [/^The body is not valid JSON \(\{"error"/]);
});

t.test("messages: a function that throws is a 500", async (t) => {
  t.equal((await failing.get("/search")).status, 500);
});

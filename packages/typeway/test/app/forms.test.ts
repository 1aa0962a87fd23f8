// Forms as browsers send them. The tests are named after the rows of FastAPI's feature list (E1 …).
import { validateDocument } from "@typeway/validators";
import t from "tap";
import { App, type Comma, type Depends, type Exact, type Form, type Int, type OAuth2PasswordForm } from "typeway";
import { TestClient, type TestOptions } from "typeway/testing";

interface Order {
  /** Which book. */
  title: string;
  count?: Int;
  tags: string[];
  gift?: boolean;
}
const page = (size: Form<Int>, note: Form<string, "the note"> = "none") => ({ size, note });

const app = new App({ title: "Forms", contact: { name: "a" }, license: { name: "MIT", url: "https://a.test" } });
app.post("/fields", (username: Form<string>, age: Form<Int> = 3, note?: Form<string>) => ({
  username,
  age,
  note: note ?? null,
}));
app.post("/model", (order: Form<Order>) => order);
app.post("/closed", (_order: Form<Exact<{ title: string }>>) => "closed");
app.post("/lists", (tags: Form<string[]>, ids: Form<Comma<Int[]>> = []) => ({ tags, ids }));
app.post("/deep", (given: Depends<typeof page>, title: Form<string>) => ({ given, title }));
app.post("/refusing", { undeclaredInput: "refuse" }, (title: Form<string>) => title);
app.post("/token", (form: Form<OAuth2PasswordForm>) => form.username);

const client = new TestClient(app);
t.teardown(() => client.close());

async function sent(path: string, body: string, more: TestOptions = {}): Promise<[number, unknown]> {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const reply = await client.post(path, { headers, body, ...more });
  return [reply.status, reply.json()];
}
const issuesOf = async (path: string, body: string): Promise<unknown> => {
  const [status, answer] = await sent(path, body);
  const { detail } = answer as { detail: { type: string; loc: unknown; input: unknown }[] };
  return [status, detail.map(({ type, loc, input }) => [type, loc, input])];
};

t.test("E1: fields of a form, decoded", async (t) => {
  t.strictSame(await sent("/fields", "username=Zo%C3%AB+%2B1&age=4&note=a%3Db=c"), [
    200,
    { username: "Zoë +1", age: 4, note: "a=b=c" },
  ]);
  t.strictSame(await sent("/fields", "&&username=ann&"), [200, { username: "ann", age: 3, note: null }]);
  t.strictSame(await issuesOf("/fields", "age=x"), [
    422,
    [
      ["missing", ["body", "username"], null],
      ["int_parsing", ["body", "age"], "x"],
    ],
  ]);
});

t.test("E2: another content type is refused with 415, no body is an empty form", async (t) => {
  const json = await client.post("/fields", { json: { username: "ann" } });
  t.strictSame([json.status, json.json()], [415, { detail: "The body must be application/x-www-form-urlencoded" }]);
  const multipart = new FormData();
  multipart.set("username", "ann");
  t.equal((await client.post("/fields", { form: multipart })).status, 415);
  const latin = { "content-type": "application/x-www-form-urlencoded; charset=latin1" };
  t.equal((await sent("/fields", "username=ann", { headers: latin }))[0], 415);
  const utf8 = { "content-type": "application/x-www-form-urlencoded; charset=UTF-8" };
  t.equal((await sent("/fields", "username=ann", { headers: utf8 }))[0], 200);
  t.strictSame(await issuesOf("/fields", ""), [422, [["missing", ["body", "username"], null]]]);
});

t.test("E3: an empty field is absent", async (t) => {
  t.strictSame(await sent("/fields", "username=ann&age=&note="), [200, { username: "ann", age: 3, note: null }]);
  t.strictSame(await issuesOf("/fields", "username="), [422, [["missing", ["body", "username"], null]]]);
});

t.test("E4: a repeated field is a list, a checkbox is true, a scalar twice is refused", async (t) => {
  t.strictSame(await sent("/lists", "tags=a&tags=&tags=b&ids=1,2&ids=3"), [
    200,
    { tags: ["a", "", "b"], ids: [1, 2, 3] },
  ]);
  t.strictSame(await sent("/model", "title=t&tags=a&gift=on"), [200, { title: "t", tags: ["a"], gift: true }]);
  t.strictSame(await issuesOf("/fields", "username=a&username=b"), [
    422,
    [["duplicate", ["body", "username"], ["a", "b"]]],
  ]);
});

t.test("E5: a type of fields; what it does not declare is dropped", async (t) => {
  t.strictSame(await sent("/model", "title=t&count=2&tags=a&other=x&__proto__=y"), [
    200,
    { title: "t", count: 2, tags: ["a"] },
  ]);
});

t.test("E6: fields that nothing reads are refused where that is asked for", async (t) => {
  for (const path of ["/closed", "/refusing"]) {
    t.strictSame(await sent(path, "title=t"), [200, path === "/closed" ? "closed" : "t"]);
    t.strictSame(await issuesOf(path, "title=t&extra=1"), [422, [["extra_forbidden", ["body", "extra"], "1"]]], path);
  }
});

t.test("a dependency takes fields of the same form", async (t) => {
  t.strictSame(await sent("/deep", "size=5&title=t&the+note=n"), [200, { given: { size: 5, note: "n" }, title: "t" }]);
  t.strictSame(await issuesOf("/deep", "size=x"), [
    422,
    [
      ["int_parsing", ["body", "size"], "x"],
      ["missing", ["body", "title"], null],
    ],
  ]);
});

t.test("22 a form of more than 1000 fields, or that is not percent-encoded UTF-8, is refused with 400", async (t) => {
  const many = (count: number) => `username=a${"&x=1".repeat(count - 1)}`;
  t.equal((await sent("/fields", many(1000)))[0], 200);
  t.strictSame(await sent("/fields", many(1001)), [400, { detail: "Too many form fields" }]);
  t.strictSame(await issuesOf("/fields", "username=%zz"), [
    400,
    [["bad_percent_encoding", ["body", "username"], "%zz"]],
  ]);
  t.equal((await sent("/fields", "%ff=1"))[0], 400);
  const bytes = await client.post("/fields", {
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: Uint8Array.of(0x75, 0xff),
  });
  t.equal(bytes.status, 400);
});

t.test("J3: the form of OAuth 2's password flow; a password is in no issue", async (t) => {
  t.strictSame(await sent("/token", "grant_type=password&username=ann&password=s3cret"), [200, "ann"]);
  t.strictSame(await sent("/token", "username=ann&password=s3cret&scope=a+b&client_id=&client_secret="), [200, "ann"]);
  t.strictSame(await issuesOf("/token", "grant_type=code&username=ann"), [
    422,
    [
      ["string_pattern_mismatch", ["body", "grant_type"], "code"],
      ["missing", ["body", "password"], null],
    ],
  ]);
  for (const body of ["username=a&password=s3cret&password=s3cret", "username=a&password=s3cret%zz"])
    t.notMatch(JSON.stringify(await sent("/token", body)), /s3cret/);
});

t.test("E15: a form in the document", async (t) => {
  t.strictSame(app.openapi().paths["/model"]?.["post"], {
    ...(app.openapi().paths["/model"]?.["post"] as object),
    requestBody: {
      required: true,
      content: {
        "application/x-www-form-urlencoded": {
          schema: {
            type: "object",
            properties: {
              title: { type: "string", description: "Which book." },
              count: { type: "integer", format: "int64" },
              tags: { type: "array", items: { type: "string" } },
              gift: { type: "boolean" },
            },
            required: ["title", "tags"],
          },
        },
      },
    },
  });
  for (const version of ["3.0", "3.1", "3.2"] as const)
    t.strictSame(await validateDocument(app.openapi(version)), [], version);
});

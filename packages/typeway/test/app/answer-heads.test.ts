// Headers and cookies of answers, from source to wire and document (F15).
import { validateDocument } from "@typeway/validators";
import t from "tap";
import {
  App,
  type Context,
  type Depends,
  HttpError,
  html,
  type Int,
  type OpenApiDocument,
  type Reply,
  reply,
} from "typeway";
import { TestClient } from "typeway/testing";

interface User {
  id: Int;
  name: string;
}
interface Paging {
  /** How many there are in all. */
  "x-total": Int;
  "last-modified"?: Date;
  link?: string[];
}
const ada: User = { id: 1, name: "Ada" };

const responsesOf = (document: OpenApiDocument, path: string, method = "get"): Record<string, unknown> =>
  Object(document.paths[path]?.[method]).responses;

function visit({ response }: Context) {
  response.headers.append("x-seen", "dependency");
  response.setCookie("visited", "yes");
  return "visit";
}

t.test("F15: headers and cookies from handlers and dependencies add up; a thrown error drops them", async (t) => {
  const app = new App();
  app.get("/", (_: Depends<typeof visit>, context: Context, fail = false): Reply<200, string, { "x-own": string }> => {
    context.response.headers.append("x-seen", "handler");
    context.response.setCookie("theme", "dark", { maxAge: 60, httpOnly: true });
    if (fail) throw new HttpError(400);
    return reply(200, "x", { "x-own": "1" }).cookie("session", "a b").cookie("session", "twice");
  });
  const client = new TestClient(app);
  const sent = await client.get("/");
  t.equal(sent.headers.get("x-seen"), "dependency, handler");
  t.equal(sent.headers.get("x-own"), "1");
  t.strictSame(sent.headers.getSetCookie(), [
    "session=a%20b; Path=/; SameSite=Lax",
    "session=twice; Path=/; SameSite=Lax",
    "visited=yes; Path=/; SameSite=Lax",
    "theme=dark; Max-Age=60; Path=/; HttpOnly; SameSite=Lax",
  ]);
  const failed = await client.get("/?fail=true");
  t.equal(failed.status, 400);
  t.equal(failed.headers.get("x-seen"), null);
  t.strictSame(failed.headers.getSetCookie(), []);
});

t.test("F15: typed headers: numbers in digits, dates as HTTP writes them, lists as several fields", async (t) => {
  const app = new App({ log: () => undefined });
  app.get(
    "/",
    (total: number, dated = false): Reply<200, User[], Paging> =>
      reply(200, [ada], {
        "x-total": total,
        link: ["</?page=2>; rel=next", "</>; rel=first"],
        ...(dated ? { "last-modified": new Date(Date.UTC(2020, 1, 29, 12)) } : {}),
      }),
  );
  const client = new TestClient(app, { raiseServerErrors: false });
  const sent = await client.get("/?total=12&dated=true");
  t.equal(sent.headers.get("x-total"), "12");
  t.equal(sent.headers.get("last-modified"), "Sat, 29 Feb 2020 12:00:00 GMT");
  t.equal(sent.headers.get("link"), "</?page=2>; rel=next, </>; rel=first");
  t.equal((await client.get("/?total=12")).headers.get("last-modified"), null);
  t.match(responsesOf(app.openapi(), "/"), {
    200: {
      headers: {
        "x-total": {
          description: "How many there are in all.",
          required: true,
          schema: { type: "integer", format: "int64" },
        },
        "last-modified": { schema: { type: "string", format: "http-date" } },
        link: { schema: { type: "array", items: { type: "string" } } },
      },
    },
  });
});

t.test("F15: a header that has no text is our mistake", async (t) => {
  const app = new App({ log: () => undefined });
  app.get("/", () => reply(200, "x", { "x-ratio": Number.NaN }));
  t.equal((await new TestClient(app, { raiseServerErrors: false }).get("/")).status, 500);
});

t.test("F15: cookies are documented by the names in the type, written or found", async (t) => {
  const app = new App();
  app.post("/login", (stay: boolean) =>
    stay ? reply(200, ada).cookie("session", "1").cookie("stay", "1") : reply(200, ada).cookie("session", "1"),
  );
  app.post("/logout", (): Reply<204, void, {}, "session"> => reply(204).cookie("session", "", { maxAge: 0 }));
  app.get("/page", () => html("<p>").cookie("seen", "1"));
  app.get("/any", (): Reply<200, User> => reply(200, ada).cookie("secret", "1"));
  const document = app.openapi();
  const cookies = (description: string) => ({ headers: { "Set-Cookie": { description, schema: { type: "string" } } } });
  t.match(responsesOf(document, "/login", "post"), { 200: cookies("Sets the cookies `session`, `stay`.") });
  t.match(responsesOf(document, "/logout", "post"), { 204: cookies("Sets the cookie `session`.") });
  t.match(responsesOf(document, "/page"), { 200: cookies("Sets the cookie `seen`.") });
  t.strictSame(Object.keys(Object(responsesOf(document, "/any")["200"])), ["description", "content"]);
  t.strictSame(await validateDocument(document).then(withoutAdvice), []);
});

/** Redocly would like security and licences. */
const withoutAdvice = (problems: readonly { readonly severity: string }[]) =>
  problems.filter(({ severity }) => severity === "error");

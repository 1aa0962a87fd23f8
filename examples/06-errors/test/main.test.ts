import { validateDocument } from "@typeway/validators";
import t from "tap";
import { TestClient } from "typeway/testing";
import app from "../dist/main.js";

const client = new TestClient(app, { raiseServerErrors: false });
t.teardown(() => client.close());

t.test("an HttpError: is the answer, in the words of its status", async (t) => {
  t.strictSame((await client.get("/teas/1")).json(), { id: 1, name: "Assam" });
  const answer = await client.get("/teas/2");
  t.equal(answer.status, 404);
  t.strictSame(answer.json(), { sorry: "There is only one tea" });
  t.strictSame((await client.get("/nowhere")).json(), { sorry: "Not Found" });
});

t.test("an HttpError: has a detail of any shape, and headers", async (t) => {
  const answer = await client.get("/busy");
  t.equal(answer.status, 503);
  t.equal(answer.headers.get("retry-after"), "30");
  t.strictSame(answer.json(), { detail: { wait: 30, reason: "The kettle boils" } });
});

t.test("an error of one's own: is answered by its onError", async (t) => {
  t.strictSame((await client.post("/brew?cups=3")).json(), { cups: 3 });
  const answer = await client.post("/brew?cups=4");
  t.equal(answer.status, 409);
  t.strictSame(answer.json(), { sorry: "3 cups left" });
});

t.test("an issue: is said in one's own words", async (t) => {
  const answer = await client.get("/cups?count=two");
  t.equal(answer.status, 422);
  t.match(answer.json(), { detail: [{ type: "int_parsing", msg: "Count your cups in digits" }] });
});

t.test("an unexpected error: is a 500 that says nothing about it", async (t) => {
  const answer = await client.get("/broken");
  t.equal(answer.status, 500);
  t.match(answer.json(), { detail: "Internal Server Error" });
  t.notMatch(answer.text, /JSON|SyntaxError|main\.js/);
});

t.test("an unexpected error: fails a test that did not ask for it", async (t) => {
  const strict = new TestClient(app);
  await t.rejects(strict.get("/broken"), SyntaxError);
});

t.test("the document: has the errors of the code and of the comment, and is valid", async (t) => {
  const document = app.openapi();
  t.match(document.paths, {
    "/teas/{id}": { get: { responses: { 200: {}, 404: { description: "There is only one tea" }, 422: {} } } },
    "/brew": {
      post: {
        responses: {
          409: {
            description: "There is not enough tea.",
            content: { "application/json": { schema: { $ref: "#/components/schemas/Sorry" } } },
          },
          503: { description: "The kettle is being repaired." },
        },
      },
    },
    "/busy": { get: { responses: { 503: {} } } },
  });
  const problems = await validateDocument(document);
  t.strictSame(
    problems.filter(({ severity }) => severity === "error"),
    [],
  );
});

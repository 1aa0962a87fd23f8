import { validateDocument } from "@typeway/validators";
import t from "tap";
import { TestClient } from "typeway/testing";
import app from "../dist/main.js";

const client = new TestClient(app);
t.teardown(() => client.close());

t.test("the document: says what the comments say", async (t) => {
  const answer = await client.get("/api.json");
  t.equal(answer.status, 200);
  t.match(answer.json(), {
    openapi: /^3\.1\./,
    info: {
      title: "Parcels",
      version: "2.1.0",
      summary: "Where is it?",
      contact: { name: "The counter", email: "counter@example.com" },
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/", description: "This server" }],
    tags: [{ name: "Parcels", description: "Boxes and letters." }],
    paths: {
      "/parcels/{parcelId}": {
        get: {
          operationId: "findParcel",
          summary: "Find a parcel.",
          description: "The first line is the summary. The rest, this, is the description.",
          tags: ["Parcels"],
          parameters: [
            { name: "parcelId", in: "path", description: "The number on the label." },
            { name: "language", in: "query", description: "Of the answer.", schema: { default: "en" } },
          ],
          responses: {
            200: { description: "The parcel, wherever it is." },
            410: { description: "It was delivered long ago." },
          },
        },
      },
      "/parcel": { get: { operationId: "oldParcel", deprecated: true, tags: ["Parcels"] } },
    },
    components: {
      schemas: {
        Parcel: {
          description: "A parcel on its way.",
          properties: {
            id: { description: "The number on the label." },
            city: { description: "Where it is going.", examples: ["Lisboa"] },
            days: { deprecated: true },
            expectedOn: { format: "date" },
          },
        },
      },
    },
  });
});

t.test("the document: leaves out what is not documented, which is served all the same", async (t) => {
  t.notOk("/internal" in app.openapi().paths);
  t.equal((await client.get("/internal")).json(), "ok");
});

t.test("the pages: are where the options say", async (t) => {
  for (const path of ["/documentation", "/reference"]) {
    const page = await client.get(path);
    t.equal(page.status, 200);
    t.match(page.headers.get("content-type"), /^text\/html/);
    t.match(page.text, /\/api\.json/);
  }
  for (const path of ["/docs", "/redoc", "/openapi.json"]) t.equal((await client.get(path)).status, 404);
});

t.test("the document: is valid, without a warning", async (t) => {
  t.strictSame(await validateDocument(app.openapi()), []);
});

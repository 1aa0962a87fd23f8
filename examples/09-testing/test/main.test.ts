import { validateDocument } from "@typeway/validators";
import t from "tap";
import { TestClient } from "typeway/testing";
import app, { fetchWeather, now } from "../dist/main.js";

// The client talks to the application in this process: no port, no socket.
const client = new TestClient(app);
t.teardown(() => client.close());
t.afterEach(() => {
  app.clearOverrides();
});

t.test("advice: a coat in the cold, a lamp in the dark", async (t) => {
  // A replacement has to provide what the original provides. Its own parameters come from the request.
  app.override(now, () => new Date("2026-01-01T20:00:00Z"));
  app.override(fetchWeather, (city: string) => ({ celsius: city === "Oslo" ? -4 : 31 }));

  const oslo = await client.get("/advice", { query: { city: "Oslo" } });
  t.equal(oslo.status, 200);
  t.strictSame(oslo.json(), { city: "Oslo", coat: true, lamp: true });

  const cairo = await client.get("/advice?city=Cairo");
  t.strictSame(cairo.json(), { city: "Cairo", coat: false, lamp: true });
});

t.test("advice: the parameters of a replacement are checked too", async (t) => {
  app.override(now, (at: Date) => at);
  app.override(fetchWeather, () => ({ celsius: 20 }));
  t.strictSame((await client.get("/advice?city=Rome&at=2026-06-01T12:00:00Z")).json(), {
    city: "Rome",
    coat: false,
    lamp: false,
  });
  t.match((await client.get("/advice?city=Rome&at=noon")).json(), { detail: [{ loc: ["query", "at"] }] });
});

t.test("advice: without overrides the original is asked again", async (t) => {
  app.override(fetchWeather, () => ({ celsius: 20 }));
  const before = Date.now();
  app.override(now, () => new Date(0));
  t.match((await client.get("/advice?city=Rome")).json(), { lamp: true });
  app.clearOverrides();
  t.ok(now().getTime() >= before);
});

t.test("the document: is valid", async (t) => {
  const problems = await validateDocument(app.openapi());
  t.strictSame(
    problems.filter(({ severity }) => severity === "error"),
    [],
  );
});

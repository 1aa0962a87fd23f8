// X8: how long requests take, and how many there are.
import { instrument } from "@typeway/opentelemetry";
import { HttpError } from "@typeway/runtime";
import t from "tap";
import { Record, Site, serve } from "./site.js";

t.test(
  "X8 http.server.request.duration: seconds, told apart by route and status, in the buckets of the conventions",
  async (t) => {
    const site = new Site()
      .on("GET /users/{id}", () => 1)
      .on("GET /gone", () => Promise.reject(new HttpError(410)))
      .on("GET /boom", () => Promise.reject(new TypeError("x")));
    const record = new Record();
    t.teardown(() => record.close());
    instrument(site, { tracerProvider: record.tracerProvider, meterProvider: record.meterProvider });
    const { visit } = await serve(t, site);
    for (const path of ["/users/1", "/users/2", "/gone", "/boom", "/nowhere"]) await visit(path);
    const { descriptor, points } = await record.points("http.server.request.duration");
    t.match(descriptor, { unit: "s", description: "Duration of HTTP server requests." });
    const common = { "http.request.method": "GET", "url.scheme": "http", "network.protocol.version": "1.1" };
    t.same(
      points.map(({ attributes }) => attributes),
      [
        { ...common, "http.response.status_code": 200, "http.route": "/users/{id}" },
        { ...common, "http.response.status_code": 410, "http.route": "/gone" },
        { ...common, "http.response.status_code": 500, "error.type": "TypeError", "http.route": "/boom" },
        { ...common, "http.response.status_code": 404 },
      ],
    );
    t.match(points[0]?.value, {
      count: 2,
      buckets: { boundaries: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] },
    });
  },
);

t.test("X8 http.server.active_requests: those under way", async (t) => {
  const record = new Record();
  t.teardown(() => record.close());
  const seen: unknown[] = [];
  const active = async () => (await record.points("http.server.active_requests")).points.map(({ value }) => value);
  const site = new Site().on("GET /", async () => seen.push(await active()));
  instrument(site, { tracerProvider: record.tracerProvider, meterProvider: record.meterProvider });
  await (await serve(t, site)).visit("/");
  t.strictSame(seen, [[1]]);
  t.strictSame(await active(), [0]);
});

import fc from "fast-check";
import t from "tap";
import { relativeUrl } from "../dist/relative-url.js";

t.test("a relative address: is the shortest way from a page", async (t) => {
  for (const [from, to, way] of [
    ["/docs", "/openapi.json", "./openapi.json"],
    ["/docs", "/docs/assets", "./docs/assets"],
    ["/a/docs", "/a/openapi.json", "./openapi.json"],
    ["/a/docs", "/b/openapi.json", "../b/openapi.json"],
    ["/a/b/docs", "/openapi.json", "../../openapi.json"],
    ["/docs/", "/openapi.json", "../openapi.json"],
    ["/", "/openapi.json", "./openapi.json"],
  ] as const) {
    t.equal(relativeUrl(from, to), way, `${from} → ${to}`);
  }
});

t.test("a relative address: leads there under any prefix", async () => {
  const path = fc
    .array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 4 })
    .map((parts) => `/${parts.join("/")}`);
  const prefix = fc.oneof(fc.constant(""), path);
  fc.assert(
    fc.property(prefix, path, fc.boolean(), path, (root, page, slash, to) => {
      const from = slash ? `${page}/` : page;
      return new URL(relativeUrl(from, to), `http://host${root}${from}`).pathname === root + to;
    }),
  );
});

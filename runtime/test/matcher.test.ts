import fc from "fast-check";
import t from "tap";
import { Matcher } from "../dist/routing/matcher.js";
import { parsePath } from "../dist/routing/path.js";

const route = (path: string, method = "GET") => ({ method, pattern: parsePath(path) });

function matcherOf(...paths: readonly string[]) {
  const matcher = new Matcher<ReturnType<typeof route>>();
  for (const path of paths) matcher.add(route(path));
  return (path: string) => {
    const found = matcher.find("GET", path);
    return found && [found.route.pattern.text, ...found.values];
  };
}

t.test("A8 matcher: one pattern and one path", async (t) => {
  const rows: readonly (readonly [pattern: string, path: string, values: readonly string[] | undefined])[] = [
    ["/", "/", []],
    ["/items", "/items", []],
    ["/items", "/items/", undefined], // the slash counts
    ["/items/", "/items", undefined],
    ["/items", "/Items", undefined], // so does case
    ["/items", "//items", undefined],
    ["/items/{id}", "/items/7", ["7"]],
    ["/items/{id}", "/items/", undefined], // an empty segment is no value
    ["/items/{id}", "/items/7/", undefined],
    ["/items/{id}", "/items/a%2Fb", ["a/b"]], // an encoded slash is part of its segment
    ["/items/{id}", "/items/%25", ["%"]], // decoded once
    ["/items/{id}", "/items/%2525", ["%25"]],
    ["/items/{id}", "/items/a+b", ["a+b"]], // a plus is a space only in a query
    ["/items/{id}", "/items/%E2%82%AC", ["€"]],
    ["/caf%C3%A9", "/caf%C3%A9", []],
    ["/café", "/caf%C3%A9", []],
    ["/admin", "/%61dmin", []], // one path, however it is written
    ["/a%2Fb", "/a/b", undefined],
    ["/a%2Fb", "/a%2Fb", []],
    ["/a-b/{x}.json", "/a-b/report.json", ["report"]],
    ["/a-b/{x}.json", "/a-b/.json", undefined],
    ["/a-b/{x}.json", "/a-b/report.xml", undefined],
    ["/v{major}.{minor}", "/v1.20", ["1", "20"]],
    ["/v{major}.{minor}", "/v1.20.3", ["1", "20.3"]],
    ["/v{major}.{minor}", "/v1.", undefined],
    ["/v{major}.{minor}", "/v.1", undefined],
    ["/{from}...{to}", "/main...topic", ["main", "topic"]],
    ["/files/{path*}", "/files/a/b.txt", ["a/b.txt"]],
    ["/files/{path*}", "/files/", [""]], // the rest may be empty
    ["/files/{path*}", "/files", undefined], // but its slash is there
    ["/files/{path*}", "/files//a", ["/a"]],
    ["/files/{path*}", "/files/a%2Fb/%63", ["a/b/c"]],
    ["/{path*}", "/", [""]],
  ];
  for (const [pattern, path, values] of rows)
    t.strictSame(matcherOf(pattern)(path), values && [pattern, ...values], `${pattern} and ${path}`);
});

t.test("A2 matcher: the order of registration does not matter, the more specific wins", async (t) => {
  const paths = ["/{path*}", "/users/{id}", "/users/me", "/users/{id}.json", "/users/{id}/books", "/users/me/{tab}"];
  for (const find of [matcherOf(...paths), matcherOf(...paths.toReversed())]) {
    t.strictSame(find("/users/me"), ["/users/me"]);
    t.strictSame(find("/users/7.json"), ["/users/{id}.json", "7"]);
    t.strictSame(find("/users/7"), ["/users/{id}", "7"]);
    t.strictSame(find("/users/me/books"), ["/users/me/{tab}", "books"]);
    t.strictSame(find("/users/7/books"), ["/users/{id}/books", "7"]);
    t.strictSame(find("/users/7/cars"), ["/{path*}", "users/7/cars"], "goes back where a branch does not fit");
    t.strictSame(find("/elsewhere"), ["/{path*}", "elsewhere"]);
  }
});

t.test("matcher: another method sends the search on to the next pattern", async (t) => {
  const matcher = new Matcher<ReturnType<typeof route>>();
  for (const each of [route("/users/me"), route("/users/{id}", "DELETE"), route("/users/{id}", "HEAD")])
    matcher.add(each);
  t.strictSame(matcher.find("DELETE", "/users/me")?.values, ["me"]);
  t.strictSame(matcher.find("HEAD", "/users/me")?.route.pattern.text, "/users/me", "a GET is a HEAD as well");
  t.strictSame(matcher.find("HEAD", "/users/7")?.route.method, "HEAD", "unless there is one");
  t.strictSame([...matcher.methods("/users/me")], ["GET", "DELETE", "HEAD"]);
  t.strictSame([...matcher.methods("/users")], []);
});

t.test("matcher: a second route for the same requests is refused, whatever its parameters are called", async (t) => {
  const matcher = new Matcher<ReturnType<typeof route>>();
  const first = route("/users/{id}/{file}.txt");
  t.equal(matcher.add(first), undefined);
  t.equal(matcher.add(route("/users/{user}/{name}.txt")), first);
  t.equal(matcher.add(route("/users/{user}/{name}.txt", "POST")), undefined);
  t.equal(matcher.find("GET", "/users/1/a.txt")?.route, first);
});

t.test("15 matcher: a path that is not percent-encoded UTF-8 is an error", async (t) => {
  for (const text of ["%", "%z", "%zz", "%ff", "%c0%af", "%ed%a0%80"])
    t.throws(() => matcherOf("/{x}")(`/${text}`), URIError, text);
});

t.test("matcher: finds what was put in, for any segments", async () => {
  const segment = fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }).filter((text) => !/[{}?#%]/.test(text));
  fc.assert(
    fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), fc.nat(4), (segments, position) => {
      const at = position % segments.length;
      const encoded = segments.map(encodeURIComponent);
      const pattern = `/${encoded.map((each, index) => (index === at ? "{value}" : each)).join("/")}`;
      const [found, value] = matcherOf(pattern)(`/${encoded.join("/")}`) ?? [];
      return found === pattern && value === segments[at];
    }),
    { numRuns: 300 },
  );
});

t.test("path: what cannot be a path says why", async (t) => {
  const rows = [
    ["users", "must start with '/'"],
    ["/users?x", "must not contain '?' or '#'"],
    ["/users/{}", "has a parameter without a name"],
    ["/users/{*}", "has a parameter without a name"],
    ["/users/{id", "has a brace without its partner"],
    ["/users/id}", "has a brace without its partner"],
    ["/{id}/{id}", "names '{id}' twice"],
    ["/{a}{b}", "has two parameters with nothing between them"],
    ["/{path*}/x", "may use '{path*}' only as the whole last segment"],
    ["/x{path*}", "may use '{path*}' only as the whole last segment"],
    ["/{id:int}", "has a parameter '{id:int}' whose name has a character that is not allowed there"],
    ["/%zz", "has a '%' that starts no percent-encoding"],
  ] as const;
  for (const [path, reason] of rows)
    t.throws(
      () => parsePath(path),
      { code: "TYPEWAY_PATH_SYNTAX", message: new RegExp(reason.replace(/[?*{}]/g, "\\$&")) },
      path,
    );
});

import { inspect } from "node:util";
import fc from "fast-check";
import t from "tap";
import { FieldHeaders } from "../dist/exchange/field-headers.js";

/** Calls and steps of an iterator, as callers write them who need not keep to the types. */
type Call = readonly [method: string, ...args: unknown[]];

const names = [
  "a",
  "A",
  "b",
  "Content-Type",
  "content-type",
  "x-0",
  "cookie",
  "Cookie",
  "set-cookie",
  "Set-Cookie",
  "~!#$",
];
const odd = ["", " ", "a b", "a:", "ä", "€", "a\n", 7, null, undefined, true, ["a"], {}, Symbol("a"), new Date(0)];
const values = ["", "1", "a, b", "é\xff", " padded\t", "\r\n padded \n", "a\tb", "\x7f", "\x01", "\xa0"];
const oddValues = ["a\nb", "a\rb", "a\0b", "€", "\ud800", ...odd];

const name = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...names) }, fc.constantFrom(...odd), fc.string());
const value = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...values) },
  fc.constantFrom(...oddValues),
  fc.string(),
);
const call: fc.Arbitrary<Call> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom("append", "set"), name, value) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom("get", "has", "delete"), name) },
  fc.tuple(fc.constantFrom("append", "set", "get", "has", "delete", "forEach"), value),
  fc.tuple(fc.constantFrom("append", "set", "get", "has", "delete", "forEach", "getSetCookie")),
  fc.tuple(fc.constantFrom("keys", "values", "entries")),
  { weight: 2, arbitrary: fc.constant(["next"] as const) },
);

/** What a caller gets to see of a list of calls. */
function playing(headers: Headers, calls: readonly Call[]): unknown[] {
  let steps: unknown = headers.entries();
  const perform = ([method, ...args]: Call): unknown => {
    if (method === "next") return Reflect.apply(Reflect.get(Object(steps), "next"), steps, []);
    const result: unknown = Reflect.apply(Reflect.get(headers, method), headers, args);
    if (method !== "keys" && method !== "values" && method !== "entries") return result;
    steps = result;
    return [...headers[method]()];
  };
  return calls.map((each) => {
    try {
      return [perform(each), [...headers]];
    } catch (error) {
      return error instanceof TypeError ? `${error.name}: ${error.message}` : error;
    }
  });
}

t.test("whatever is called in whatever order does what Node's own Headers does", async (t) => {
  fc.assert(
    fc.property(fc.array(call, { maxLength: 25 }), (calls) => {
      t.strictSame(playing(new FieldHeaders(), calls), playing(new Headers(), calls), { diagnostic: false });
    }),
    { numRuns: 2000 },
  );
});

t.test("fields as they came are those that were appended one by one", async (t) => {
  const sendable = fc.tuple(
    fc.constantFrom(...names),
    fc.constantFrom("", "1", "a, b", "é\xff", " padded\t", "\xa0 a"),
  );
  fc.assert(
    fc.property(fc.array(sendable, { maxLength: 80, size: "max" }), (fields) => {
      const web = new Headers();
      for (const [name, value] of fields) web.append(name, value);
      const ours = new FieldHeaders(["gone", "1"]);
      ours.refill(fields.flat());
      t.strictSame([...ours], [...web]);
      t.strictSame([...new FieldHeaders(fields.flat())], [...web]);
      t.strictSame(ours.get("set-cookie"), web.get("set-cookie"));
    }),
  );
});

const some = ["B", "2", "set-cookie", "x=1", "a", "1", "Set-Cookie", "y=2"];
const inOrder = [
  ["a", "1"],
  ["b", "2"],
  ["set-cookie", "x=1"],
  ["set-cookie", "y=2"],
];

t.test("they are taken wherever Headers are", async (t) => {
  const headers = new FieldHeaders(some);
  t.ok(headers instanceof Headers);
  t.equal(Object.prototype.toString.call(headers), "[object Headers]");
  t.strictSame([...new Headers(headers)], inOrder);
  t.strictSame([...new Response(null, { headers }).headers], inOrder);
  t.strictSame([...new Request("http://localhost", { headers }).headers], inOrder);
  t.equal(headers.constructor, Headers);
  t.strictSame([...headers], inOrder);
  t.strictSame(Object.fromEntries(headers), { a: "1", b: "2", "set-cookie": "y=2" });
  t.strictSame(inspect(headers), inspect(new Headers(headers)));
  t.strictSame({ ...headers }, {});
  t.equal(Object.prototype.toString.call(headers.keys()), "[object Headers Iterator]");
});

t.test("forEach passes value, name and the headers, and keeps to its second argument", async (t) => {
  const headers = new FieldHeaders(some);
  const self = {};
  headers.forEach(function (this: unknown, _value, _name, all) {
    t.equal(this, self);
    t.equal(all, headers);
  }, self);
  const seen: unknown[] = [];
  headers.forEach((value, name) => {
    seen.push([name, value]);
  });
  t.strictSame(seen, inOrder);
});

t.test("nothing is left to a method of Node's that would look for what only Node's own have", async (t) => {
  const own = Reflect.ownKeys(FieldHeaders.prototype);
  const left = Reflect.ownKeys(Headers.prototype).filter((key) => !own.includes(key));
  t.strictSame(left.map(String).sort(), ["Symbol(Symbol.toStringTag)", "Symbol(headers map sorted)", "constructor"]);
});

t.test("Node's own methods refuse them: they have no list inside", async (t) => {
  const headers = new FieldHeaders(some);
  t.throws(() => Headers.prototype.get.call(headers, "a"), TypeError);
  t.throws(() => Headers.prototype.entries.call(headers).next(), TypeError);
});

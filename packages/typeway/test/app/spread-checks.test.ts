// Objects spread over the query, headers, cookies and forms: checks of the whole, what no request sets; lists in a path.
import { validateDocument } from "@typeway/validators";
import t from "tap";
import {
  App,
  type Check,
  type Comma,
  type Default,
  type Form,
  type Header,
  type Int,
  InvalidValue,
  type Path,
  type Query,
  type ReadOnly,
  Router,
  type Secret,
} from "typeway";
import { TestClient } from "typeway/testing";

interface Range {
  min: Int;
  max?: Int;
  pin?: Secret<string>;
  unit: Default<ReadOnly<string>, "cm">;
  since: Default<ReadOnly<Date>, "2024-02-29T00:00:00Z">;
  id?: ReadOnly<Int>;
}
const isRange = ({ min, max = min }: Range): boolean => min <= max;
function isFarEnough({ min }: Range): void {
  if (min < 10) throw new InvalidValue("Too near", { type: "too_near", ctx: { least: 10 } });
}
type Checked = Check<Range, typeof isRange>;
const isPair = ({ xA, xB }: { xA: string; xB: string }): boolean => xA !== xB;
class Size {
  width: Int = 1;
  height: Int = 1;
}
const isFlat = ({ width, height }: Size): boolean => width >= height;
const show = ({ min, max, unit, since, pin, ...rest }: Range) => ({
  min,
  max,
  unit,
  since,
  rest,
  pin: pin === undefined,
});

const app = new App({ title: "Spread", version: "1.0.0" });
app.get("/spread", (range: Query<Checked>) => show(range));
app.get("/alias", (range: Query<Check<Checked, typeof isFarEnough>>, q?: string) => [show(range), q]);
app.get("/named", (range: Query<Checked, "range">) => show(range));
app.get("/optional", (range?: Query<Checked>) => range !== undefined);
app.get("/nested", (filter: Query<{ size?: Check<Size, typeof isFlat>; range?: Checked }>) => [
  filter.size instanceof Size && filter.size,
  filter.range && show(filter.range),
]);
app.get("/headers", (pair: Check<Header<{ xA: string; xB: string }>, typeof isPair>) => pair);
app.post("/form", (range: Form<Checked>) => show(range));
app.get("/lists/{ids}", (ids: Path<Comma<Int[]>>) => ids);
app.get("/sets/{names}/of/{kind}", (names: Comma<Set<string>>, kind: string) => [...names, kind]);
app.get("/objects/{ids}", ({ ids }: Path<{ ids: Comma<[Int, Int]> }>) => ids);
app.get("/files/{names}.json", (names: Path<Comma<string[]>>) => names);
const router = new Router({ prefix: "/below/{ids}" });
router.get("/x", (ids: Comma<Int[]>) => ids);
app.include(router);

const client = new TestClient(app, { raiseServerErrors: false });
const answer = async (path: string): Promise<unknown> => (await client.get(path)).json();
const shown = { unit: "cm", since: "2024-02-29T00:00:00.000Z", rest: {} };
const refused = (loc: string[], input: object) => ({
  detail: [
    { type: "value_error", loc, msg: "This value is refused by isRange", input, ctx: { reason: "refused by isRange" } },
  ],
});

t.test("spread: what no request sets has its default, whatever is sent", async (t) => {
  t.strictSame(await answer("/spread?min=1"), { min: 1, ...shown, pin: true });
  t.strictSame(await answer("/spread?min=1&unit=inch&id=7"), { min: 1, ...shown, pin: true });
  t.strictSame(await answer("/named?range[min]=1&range[max]=2"), { min: 1, max: 2, ...shown, pin: true });
});

t.test("spread: a check of the whole object, once each of its texts is right", async (t) => {
  const sent = { min: "2", max: "1" };
  t.strictSame(await answer("/spread?min=2&max=1"), refused(["query"], sent));
  t.strictSame(await answer("/spread?min=2&max=1&pin=hunter2"), refused(["query"], { ...sent, pin: "**********" }));
  t.strictSame(await answer("/named?range[min]=2&range[max]=1"), refused(["query", "range"], sent));
  t.strictSame(await answer("/optional"), false);
  t.strictSame(await answer("/optional?min=1"), true);
  t.strictSame(await answer("/optional?min=2&max=1"), refused(["query"], sent));
  t.match(await answer("/spread?min=2&max=x"), { detail: [{ type: "int_parsing", loc: ["query", "max"] }] });
  t.strictSame((await client.post("/form", { form: sent })).json(), refused(["body"], sent));
});

t.test("spread: several checks, and their own issues", async (t) => {
  t.match(await answer("/alias?min=10&q=a"), [{ min: 10 }, "a"]);
  t.strictSame(await answer("/alias?min=9"), {
    detail: [{ type: "too_near", loc: ["query"], msg: "Too near", input: { min: "9" }, ctx: { least: 10 } }],
  });
  t.strictSame(await answer("/alias?min=9&max=8"), refused(["query"], { min: "9", max: "8" }));
});

t.test("spread: checks of objects inside, of instances of classes, and in headers", async (t) => {
  t.match(await answer("/nested?size[width]=2&range[min]=1"), [{ width: 2, height: 1 }, { min: 1 }]);
  t.match(await answer("/nested?size[height]=2&range[min]=1&range[max]=0"), {
    detail: [
      { type: "value_error", loc: ["query", "size"], input: { height: "2" } },
      { type: "value_error", loc: ["query", "range"], input: { min: "1", max: "0" } },
    ],
  });
  const same = await client.get("/headers", { headers: { "x-a": "1", "x-b": "1" } });
  t.match(same.json(), { detail: [{ type: "value_error", loc: ["header"], input: { xA: "1", xB: "1" } }] });
  const other = await client.get("/headers", { headers: { "x-a": "1", "x-b": "2" } });
  t.strictSame(other.json(), { xA: "1", xB: "2" });
});

t.test("Comma in a path: one segment is a list, and an encoded comma part of its item", async (t) => {
  t.strictSame(await answer("/lists/1,2,3"), [1, 2, 3]);
  t.strictSame(await answer("/lists/7"), [7]);
  t.match(await answer("/lists/1,,x"), {
    detail: [
      { type: "int_parsing", loc: ["path", "ids", 1] },
      { type: "int_parsing", loc: ["path", "ids", 2] },
    ],
  });
  t.strictSame(await answer("/sets/a,b%2Cc,a%2Fd/of/k"), ["a", "b,c", "a/d", "k"]);
  t.strictSame(await answer("/objects/1,2"), [1, 2]);
  t.strictSame(await answer("/files/a,b.json"), ["a", "b"]);
  t.strictSame(await answer("/below/4,5/x"), [4, 5]);
});

t.test("spread and lists in paths: the document", async (t) => {
  const document = app.openapi();
  t.strictSame(
    (await validateDocument(document)).filter(({ severity }) => severity === "error"),
    [],
  );
  const parametersOf = (path: string) => Object(document.paths[path]?.["get"]).parameters;
  const integer = { type: "integer", format: "int64" };
  t.strictSame(parametersOf("/lists/{ids}"), [
    { name: "ids", in: "path", required: true, schema: { type: "array", items: integer } },
  ]);
  t.strictSame(
    parametersOf("/spread").map(({ name }: { name: string }) => name),
    ["min", "max", "pin"],
  );
});

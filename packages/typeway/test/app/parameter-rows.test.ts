// Headers, cookies and texts that hold JSON: the rows of FastAPI's feature list that parameters.test.ts leaves out.
import t from "tap";
import {
  App,
  type Codec,
  type Coded,
  type Comma,
  type Cookie,
  type Header,
  type Int,
  InvalidValue,
  type Path,
} from "typeway";
import { TestClient, type TestOptions } from "typeway/testing";

const json: Codec<string, unknown> = {
  decode(text) {
    try {
      return JSON.parse(text);
    } catch {
      throw new InvalidValue("Expected JSON", { type: "json_invalid" });
    }
  },
  encode: (value) => JSON.stringify(value),
};

interface Area {
  north: number;
  east: number;
}
interface Agent {
  userAgent: string;
  tags: Comma<string[]>;
  level?: Header<Int, "X-Level">;
}

const app = new App();
app.get("/headers", (xToken?: Header<string>, literally?: Header<string, "x_token">) => ({ xToken, literally }));
app.get("/list", (xTag: Header<string[]>) => xTag);
app.get("/cookies", (q: Cookie<string>) => q);
app.get("/areas/{north}/{east}", (at: Path<Area>) => at);
app.get("/agents", (agent: Header<Agent>, theme: Cookie<{ theme: string; sizes: Int[] }>) => ({ agent, theme }));
app.get("/json", (q: Coded<typeof json>) => q);
app.post("/list", (ids: Int[]) => ids);

const client = new TestClient(app);
t.teardown(() => client.close());

async function answer(path: string, options?: TestOptions): Promise<unknown> {
  const reply = await client.get(path, options);
  if (reply.status === 200) return reply.json();
  return reply.json<{ detail: { type: string; loc: unknown[] }[] }>().detail.map(({ type, loc }) => [type, ...loc]);
}

t.test("B1: without a marker a list is the body where there is one, and the query where there is none", async (t) => {
  t.strictSame((await client.post("/list", { json: [1, 2] })).json(), [1, 2]);
});

t.test("B16: the loc of a header is its name on the wire", async (t) => {
  t.strictSame(await answer("/list"), [["missing", "header", "x-tag"]]);
});

t.test("B17: an underscore is not a hyphen: only a name that is written with it reads it", async (t) => {
  t.strictSame(await answer("/headers", { headers: { x_token: "a" } }), { literally: "a" });
  t.strictSame(await answer("/headers", { headers: { "X-Token": "a" } }), { xToken: "a" });
});

t.test("B19: quotes around a cookie's value are not part of it", async (t) => {
  t.strictSame(await answer("/cookies", { headers: { Cookie: 'q="q v"' } }), "q v");
  t.strictSame(await answer("/cookies", { headers: { Cookie: "q=%C3%A9" } }), "é");
});

t.test("B20: objects are spread over path, headers and cookies, too", async (t) => {
  t.strictSame(await answer("/areas/1.5/2"), { north: 1.5, east: 2 });
  t.strictSame(await answer("/areas/x/2"), [["float_parsing", "path", "north"]]);
  const headers = { "User-Agent": "tester", Tags: "a,b", "X-Level": "3", Cookie: "theme=dark; sizes=1" };
  t.strictSame(await answer("/agents", { headers }), {
    agent: { userAgent: "tester", tags: ["a", "b"], level: 3 },
    theme: { theme: "dark", sizes: [1] },
  });
  t.strictSame(await answer("/agents", { headers: { "X-Level": "x" } }), [
    ["missing", "header", "user-agent"],
    ["missing", "header", "tags"],
    ["int_parsing", "header", "x-level"],
    ["missing", "cookie", "theme"],
    ["missing", "cookie", "sizes"],
  ]);
});

t.test("B24: JSON in a query is a codec of one's own", async (t) => {
  t.strictSame(await answer("/json?q=[1,2]"), [1, 2]);
  t.strictSame(await answer("/json?q=[1,"), [["json_invalid", "query", "q"]]);
});

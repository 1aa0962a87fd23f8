// The page of differences is complete: every row of FastAPI's features is the same, which a test shows, or is explained.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import t from "tap";

const root = new URL("../../../", import.meta.url);
const page = readFileSync(new URL("packages/typeway/docs/differences-from-fastapi.md", root), "utf8");

/** How many rows each section of FastAPI's features has. */
const sizes = { B: 28, C: 21, D: 27, F: 23, H: 9, I: 20, J: 15, K: 9, L: 9, T: 3 };
const rows = Object.entries(sizes).flatMap(([section, size]) =>
  Array.from({ length: size }, (_, index) => `${section}${index + 1}`),
);

interface Entry {
  readonly row: string;
  readonly subject: string;
  readonly typeway: string;
}
const entries = [...page.matchAll(/^\| ([A-Z]\d+) \| ([^|]+) \| ([^|]+) \|[^|]*\|$/gm)].map(
  ([, row = "", subject = "", typeway = ""]): Entry => ({ row, subject, typeway }),
);
const listed = entries.filter(({ row }) => rows.includes(row));

/** The rows that the titles of tests begin with: `B2: …`, `C9, C10: …`, `B12 …`. */
const tested = new Set(testFiles().flatMap((file) => rowsIn(readFileSync(file, "utf8"))));

function testFiles(): readonly string[] {
  return ["packages", "runtime/test", "transformer/test"].flatMap((folder) => {
    const base = fileURLToPath(new URL(`${folder}/`, root));
    const names = readdirSync(base, { recursive: true, encoding: "utf8" });
    return names.filter((name) => /^(?!.*(?:dist|node_modules)).*\.test\.ts$/.test(name)).map((name) => base + name);
  });
}

function rowsIn(source: string): readonly string[] {
  return [...source.matchAll(/\b(?:test|onBoth|onEach)\(\s*["'`]((?:[A-Z]\d+(?:, |(?=[: ])))+)[: ]/g)].flatMap(
    ([, all = ""]) => all.split(", "),
  );
}

t.test("every row of the sections that are complete is listed once, in order", async (t) => {
  t.strictSame(
    listed.map(({ row }) => row),
    rows,
  );
});

t.test("a row that is the same has a test that is named after it", async (t) => {
  const same = listed.filter(({ typeway }) => typeway.startsWith("The same"));
  t.ok(same.length > 30);
  for (const { row, subject } of same) t.ok(tested.has(row), `${row}: ${subject}`);
});

t.test("a row that differs says how", async (t) => {
  for (const { row, typeway } of listed.filter((entry) => !entry.typeway.startsWith("The same")))
    t.ok(typeway.length > 8, row);
});

t.test("no test is named after a row that does not exist", async (t) => {
  const unknown = [...tested].filter((row) => /^[BCDFHIJKLT]/.test(row) && !rows.includes(row));
  t.strictSame(unknown, []);
});

t.test("the page is reached from the README", async (t) => {
  for (const name of ["README.md", "packages/typeway/README.md"]) {
    t.match(readFileSync(new URL(name, root), "utf8"), "docs/differences-from-fastapi.md", name);
  }
});

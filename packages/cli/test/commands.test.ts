import t from "tap";
import { parse } from "yaml";
import { app, Project, tsconfig } from "./project.js";

const bookshop = `
import { type ApiKey, App, type Bearer, type Depends, HttpError, type Int } from "typeway";

interface NewBook { title: string }

function findBook(bookId: Int) {
  if (bookId < 1) throw new HttpError(404, "No such book");
  return { id: bookId, title: "Emma" };
}

const user = (token: Bearer) => token;

export const app = new App({ title: "Bookshop", version: "1.0.0" });
app.get("/books/{bookId}", function readBook(book: Depends<typeof findBook>, verbose?: boolean) { return book; });
app.post("/books", { status: 201 }, async function addBook(book: NewBook) { return book; });
app.delete("/books/{bookId}", function removeBook(bookId: Int): void {});
app.get("/me", function readMe(who: Depends<typeof user>, key?: ApiKey<"header", "X-Key">) { return [who, key]; });
console.log("loaded");
`;

t.test("build, openapi and routes: what the built app is", async (t) => {
  const project = new Project(t, { "src/main.ts": bookshop });

  await t.test("before the build, they say what to do", async (t) => {
    for (const command of ["start", "openapi", "routes"]) {
      t.same(project.typeway([command]), {
        code: 1,
        out: "",
        err: "typeway: 'src/main.ts' is not built: there is no 'dist/main.js'. Run `npx typeway build` first.\n",
      });
    }
  });

  await t.test("build", async (t) => {
    t.match(project.typeway(["build"]), { code: 0, out: /^Wrote 1 files? in [\d.]+ s\.\n$/, err: "" });
    t.match(project.read("dist/main.js"), "typeway/compiled");
  });

  await t.test("routes", async (t) => {
    t.same(project.typeway(["routes"]).out.split("\n"), [
      "METHOD  PATH             HANDLER     PARAMETERS                                               STATUS",
      "GET     /books/{bookId}  readBook    book dependency, verbose? query, bookId path (findBook)  200 404",
      "POST    /books           addBook     book body                                                201",
      "DELETE  /books/{bookId}  removeBook  bookId path                                              204",
      "GET     /me              readMe      who dependency, key? header X-Key, token bearer (user)   200 401",
      "",
    ]);
  });

  await t.test("openapi", async (t) => {
    const { code, out } = project.typeway(["openapi"]);
    t.equal(code, 0);
    const document = JSON.parse(out);
    t.match(document, { openapi: /^3\.1/, info: { title: "Bookshop" }, paths: { "/books": { post: {} } } });
    t.same(parse(project.typeway(["openapi", "--yaml"]).out), document);
    t.match(JSON.parse(project.typeway(["openapi", "--openapi-version", "3.0"]).out), { openapi: "3.0.3" });
    t.match(project.typeway(["openapi", "--openapi-version", "2"]), {
      code: 1,
      err: /'2', which is none of 3\.0, 3\.1, 3\.2/,
    });
    t.same(project.typeway(["openapi", "-o", "api.json"]), { code: 0, out: "", err: "loaded\n" });
    t.same(JSON.parse(project.read("api.json")), document);
    project.typeway(["openapi", "dist/main.js", "--output", "api.yaml"]);
    t.same(parse(project.read("api.yaml")), document);
    t.match(project.typeway(["openapi", "-o", "none/api.json"]), { code: 1, err: /none.*folder does not exist/ });
  });

  await t.test("a source changed since is mentioned", async (t) => {
    project.write("src/main.ts", `${bookshop}\n`);
    const { code, err } = project.typeway(["routes"]);
    t.equal(code, 0);
    t.match(err, "typeway: Sources have changed since 'dist/main.js' was built. Run `npx typeway build`.");
  });

  await t.test("without sources, as in a production image, the script is found all the same", async (t) => {
    project.remove("src");
    t.match(project.typeway(["routes", "src/main.ts"]), { code: 0, out: /readBook/ });
    t.match(project.typeway(["routes", "src/none.ts"]), {
      code: 1,
      err: /no file 'src\/none\.ts', nor 'dist\/none\.js'/,
    });
  });
});

t.test("check: reports everything as code frames, writes nothing, and fails", async (t) => {
  const project = new Project(t, { "src/main.ts": app("1") });
  t.same(project.typeway(["check"]), { code: 0, out: "No problems.\n", err: "" });
  project.write("src/main.ts", app("1").replace('"/version"', '"/{version}"'));
  project.write("src/other.ts", 'export const wrong: number = "text";');
  for (const command of ["check", "build"]) {
    const { code, out, err } = project.typeway([command]);
    t.equal(code, 1);
    t.equal(out, "");
    t.match(
      err,
      /src\/main\.ts:8:9 error TW4001\n {2}'\{version\}' in '\/\{version\}' matches no parameter\..*\n\n {2}8 \| app\.get\("\/\{version\}"/,
    );
    t.match(err, "src/other.ts:1:14 error TS2322");
    t.match(err, "Found 2 errors in 2 files.\n");
    if (command === "check") t.throws(() => project.read("dist/main.js"), { code: "ENOENT" });
  }
});

t.test("a project with another TypeScript of its own: check and build work", async (t) => {
  const project = new Project(t, {
    "src/main.ts": app("1"),
    "node_modules/typescript/package.json": JSON.stringify({ name: "typescript", version: "7.0.2", main: "index.js" }),
    "node_modules/typescript/index.js": "throw new Error('loaded');",
  });
  t.match(project.typeway(["check"]), { code: 0 });
  t.match(project.typeway(["build"]), { code: 0 });
});

t.test("a mistake of the user: one line, exit code 1, no stack", async (t) => {
  const project = new Project(t, {
    "src/main.ts": app("1"),
    "several.js": `${fake("admin")}\n${fake("shop")}`,
    "none.js": "export const nothing = 1;",
    "untransformed.js": 'import { App } from "typeway"; export default new App().get("/", () => 1);',
  });
  for (const [args, message] of [
    [["nonsense"], /There is no command 'nonsense'\. Commands: dev, build, check, start, openapi, routes\./],
    [["start", "--nonsense"], /Unknown option '--nonsense'\. See `typeway start --help`/],
    [["build", "one", "two"], /`typeway build` does not know what to do with 'one'/],
    [["build", "--project", "none.json"], /There is no tsconfig\.json at .*none\.json/],
    [["dev", "--port", "80000"], /--port is '80000', which is not a port from 0 to 65535/],
    [["start", "--transport", "fast"], /--transport is 'fast', which is neither node nor direct/],
    [["dev", "--transport", ""], /--transport is '', which is neither node nor direct/],
    [["start", "--workers", "0"], /--workers is '0', which is not a number from 1 to 1024/],
    [["dev", "several.js"], /'several\.js' is not TypeScript/],
    [["dev", "missing.ts"], /no file 'missing\.ts'/],
    [["start", "several.js"], /'several\.js' exports several apps: admin, shop\. Choose one with --app admin/],
    [["start", "none.js"], /'none\.js' exports no app/],
    [["start", "none.js", "--workers", "2"], /'none\.js' exports no app/],
    [["start", "untransformed.js"], /TYPEWAY_NOT_COMPILED.*npx typeway build/],
  ] as const) {
    const { code, err } = project.typeway(args);
    t.equal(code, 1, args.join(" "));
    t.match(err, message);
    if (args[0] !== "build") t.match(err, /^typeway: .*\n$/);
    t.notMatch(err, /^ +at /m);
  }
  t.match(project.typeway(["start"], { PORT: "eighty" }), { code: 1, err: "typeway: PORT is 'eighty'" });
});

t.test("help and version", async (t) => {
  const project = new Project(t, { "tsconfig.json": tsconfig() });
  t.match(project.typeway(["--help"]), { code: 0, out: /Usage: typeway <command>/ });
  t.match(project.typeway([]), { code: 1, out: /Usage: typeway <command>/ });
  for (const command of ["dev", "build", "check", "start", "openapi", "routes"]) {
    t.match(project.typeway([command, "--help"]), { code: 0, out: `Usage: typeway ${command}` });
  }
  t.match(project.typeway(["--version"]), { code: 0, out: /^\d+\.\d+\.\d+/ });
});

function fake(name: string): string {
  return `export const ${name} = { [Symbol.for("typeway.app")]: true };`;
}

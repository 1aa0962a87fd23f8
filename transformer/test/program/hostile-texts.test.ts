// Threats, row 57: what a program may be made of, compiled by the whole transformer and run.
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import t from "tap";
import { hostile } from "../hostile.js";
import { Project, tsconfig } from "./project.js";

/** Texts of one handler and its type: names of properties, literals, words for the document, a pattern, a path. */
interface Texts {
  readonly names: readonly string[];
  readonly words: readonly string[];
  readonly comment: string;
  readonly path: string;
}

const texts: fc.Arbitrary<Texts> = fc.record({
  names: fc.uniqueArray(hostile, { minLength: 1, maxLength: 4 }),
  words: fc.uniqueArray(hostile, { minLength: 1, maxLength: 5 }),
  comment: hostile,
  path: hostile,
});
const cases = fc.sample(texts, { seed: 57, numRuns: 80 });

const quote = (text: string): string => JSON.stringify(text);
/** A pattern that only the text fits. */
const patternOf = (text: string): string => `^${text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}$`;
/** A comment ends at the first end of comments; everything else may stand in it. */
const commentOf = (text: string): string => text.replaceAll("*/", "* /");
/** Braces and an asterisk would be segments. */
const pathOf = (text: string, index: number): string => `/t${index}/${text.replace(/[{}*/?#%\\]/g, "")}`;

const sourceOf = ({ names, words, comment, path }: Texts, index: number): string => `
interface T${index} {
${names.map((name) => `  /** ${commentOf(comment)} */\n  ${quote(name)}: ${words.map(quote).join(" | ")};`).join("\n")}
}
enum E${index} { ${words.map((word, at) => `M${at} = ${quote(word)}`).join(", ")} }
interface P${index} { word: string & Pattern<${quote(patternOf(words[0] ?? ""))}>; some?: E${index} }
type D${index} = Doc<P${index}, { title: ${quote(comment)}; description: ${quote(words.join())}; examples: [${quote(comment)}] }>;
/** ${commentOf(comment)} */
app.post(${quote(`/types/${index}`)}, (value: T${index}): T${index} => value);
app.post(${quote(`/patterns/${index}`)}, (value: D${index}) => value);
app.get(${quote(pathOf(path, index))}, (q: ${words.map(quote).join(" | ")} = ${quote(words[0] ?? "")}) => q);
`;

interface App {
  fetch(request: Request): Promise<Response>;
  openapi(): { readonly paths: Readonly<Record<string, unknown>> };
}

t.test(
  "57: hostile names, literals, comments, patterns and paths are compiled to a program that does what they say",
  async (t) => {
    const head =
      'import { App, type Doc, type Pattern } from "typeway";\nexport const app = new App({ log: () => {} });\n';
    const project = new Project(t, {
      "src/main.ts": head + cases.map(sourceOf).join(""),
      "tsconfig.json": tsconfig({ declaration: false }),
    });
    const { code, output } = project.run([]);
    t.equal(code, 0, output.slice(0, 1000).replace(/[^ -~\n]/g, "?"));
    const { app } = (await import(pathToFileURL(project.path("dist/main.js")).href)) as { readonly app: App };

    const post = async (path: string, body: string): Promise<[number, unknown]> => {
      const headers = { "content-type": "application/json" };
      const reply = await app.fetch(new Request(`http://test${path}`, { method: "POST", headers, body }));
      return [reply.status, await reply.json()];
    };
    const paths = Object.keys(app.openapi().paths);
    for (const [index, { names, words, path }] of cases.entries()) {
      const [word = ""] = words;
      const json = `{${names.map((name) => `${quote(name)}:${quote(word)}`).join()}}`;
      t.strictSame(await post(`/types/${index}`, json), [200, JSON.parse(json)], `type ${index} takes what it says`);
      const [status, { detail }] = (await post(`/types/${index}`, "{}")) as [number, { detail: { loc: string[] }[] }];
      t.strictSame([status, detail.map(({ loc }) => loc[1])], [422, names], `type ${index} names what is missing`);
      const good = { word, some: words.at(-1) };
      t.strictSame(
        await post(`/patterns/${index}`, JSON.stringify(good)),
        [200, good],
        `pattern ${index} is what it was`,
      );
      const bad = JSON.stringify({ word: `${word}!`, some: `${word}?` });
      t.equal((await post(`/patterns/${index}`, bad))[0], 422, `pattern ${index} refuses another text`);
      t.ok(paths.includes(pathOf(path, index)), `path ${index} is documented`);
    }
    t.equal(Reflect.has({}, "polluted"), false);
  },
);

// The page of types is complete: every word a user may write into a type stands on it.
import { readFileSync } from "node:fs";
import t from "tap";

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
const page = read("docs/types.md");

t.test("every marker and constraint is on the page", async (t) => {
  const sources = ["src/constraints.ts", "src/markers.ts", "src/values.ts"].map(read).join("\n");
  const words = [...sources.matchAll(/^export (?:type|interface) (\w+)/gm)]
    .map(([, name = ""]) => name)
    .filter((name) => !/Tag$|^Tagged$|^DocWords$|Options$/.test(name));
  t.ok(words.length > 40);
  for (const word of words) t.match(page, new RegExp(`\\b${word}\\b`), word);
});

t.test("every option of routes, routers and the app that concerns types is on the page", async (t) => {
  const options = readFileSync(new URL("../../../runtime/src/options.ts", import.meta.url), "utf8");
  const scope = /interface (?:ScopeOptions|RouteOptions extends ScopeOptions) \{([\s\S]*?)^\}/gm;
  const names = [...options.matchAll(scope)].flatMap(([, body = ""]) =>
    [...body.matchAll(/^ {2}readonly (\w+)/gm)].map(([, name = ""]) => name),
  );
  t.ok(names.length > 12);
  const aboutNoType = new Set(["webSocketOrigins", "dependencies", "middleware", "timeout"]);
  for (const name of names.filter((one) => !aboutNoType.has(one))) t.match(page, new RegExp(`\\b${name}\\b`), name);
});

// What the transformer has written into the programs beside this one, among them the sixty models.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import t from "tap";

const generated = /^function (__tw_\w+)(\([^)]*\) \{\n(?:.*\n)*?\})$/gm;

t.test("generated code: no function is written twice in a file", async (t) => {
  const folder = import.meta.dirname;
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".test.js"));
  let count = 0;
  for (const file of names) {
    const nameByCode = new Map<string, string>();
    const twice: string[] = [];
    for (const [, name = "", code = ""] of readFileSync(path.join(folder, file), "utf8").matchAll(generated)) {
      const anonymous = code.replaceAll(new RegExp(`\\b${name}\\b`, "g"), "itself");
      const first = nameByCode.get(anonymous);
      if (first === undefined) nameByCode.set(anonymous, name);
      else twice.push(`${first} = ${name}`);
      count++;
    }
    t.strictSame(twice, [], file);
  }
  t.ok(count > 1000, `${count} functions`);
});

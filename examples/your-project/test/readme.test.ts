import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import t from "tap";
import { run, serve } from "./processes.js";
import { exchangesOf, readme, root } from "./readme.js";
import { expectAnswers } from "./requests.js";

for (const file of ["README.md", "examples/README.md"]) {
  t.test(`${file}: its links and pictures are there`, async (t) => {
    const text = readFileSync(join(root, file), "utf8");
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].flatMap(([, link]) => link ?? []);
    t.ok(links.length > 5);
    for (const link of links) t.ok(existsSync(join(root, dirname(file), link)), link);
  });
}

t.test("the README: its bookshop answers as it says", async (t) => {
  const exchanges = exchangesOf("Try it");
  t.ok(exchanges.length > 3);
  const shop = await serve(t, root, "npm", ["start", "-w", "bookshop"]);
  await expectAnswers(t, shop.origin, exchanges);
  for (const page of ["/docs", "/redoc", "/openapi.json"]) t.equal((await fetch(shop.origin + page)).status, 200, page);
});

t.test("the README: its scripts exist", async (t) => {
  const scripts = await run(root, "npm", ["run"]);
  for (const [, script] of readme.matchAll(/npm (?:run )?(start|test|pack)\b/g)) t.match(scripts, `\n  ${script}\n`);
});

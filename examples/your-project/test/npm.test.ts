import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import t from "tap";
import { reportsMistakes, worksAsTheReadmeSays } from "./installed.js";
import { run, serve } from "./processes.js";
import { filesOf, pack, temporaryFolder, writeProject } from "./project.js";
import { exchangesOf } from "./readme.js";
import { expectAnswers } from "./requests.js";

const tarballs = await pack(t);
const folder = await temporaryFolder(t);
const install = (...packages: string[]) =>
  run(folder, "npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", ...packages]);

await t.test("npm: installs the packages, each with its licence and without sources or tests", async (t) => {
  await writeProject(folder, "module");
  await install(...tarballs.values(), "ts-patch@3.3", "typescript@6.0");
  for (const name of tarballs.keys()) {
    const files = Object.keys(await filesOf(join(folder, "node_modules", name)));
    t.ok(files.includes("LICENSE"), `${name} has its licence`);
    t.strictSame(
      files.filter((file) => /(^|\/)(test|src|fixtures)\/|tsbuildinfo$/.test(file)),
      [],
      name,
    );
  }
});

await t.test("npm, TypeScript 6", (t) => worksAsTheReadmeSays(t, folder));
await reportsMistakes(t, folder, ["npx", "tspc"]);
await reportsMistakes(t, folder, ["npx", "typeway", "check"]);

for (const version of ["5.9", "7"]) {
  await t.test(`npm, TypeScript ${version}: typeway build needs neither TypeScript 6 nor ts-patch`, async (t) => {
    await run(folder, "npm", ["uninstall", "ts-patch"]);
    await install("--save-dev", `typescript@${version}`);
    const { version: installed } = JSON.parse(
      await readFile(join(folder, "node_modules/typescript/package.json"), "utf8"),
    );
    t.match(installed, new RegExp(`^${version.replace(".", "\\.")}`));
    await writeProject(folder, "module");
    await rm(join(folder, "dist"), { recursive: true, force: true });
    await run(folder, "npx", ["typeway", "build"]);
    const { origin } = await serve(t, folder, "npx", ["typeway", "start"]);
    await expectAnswers(t, origin, exchangesOf("Typeway"));
  });
}

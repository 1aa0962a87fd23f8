import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import t from "tap";
import { worksAsTheReadmeSays } from "./installed.js";
import { run } from "./processes.js";
import { pack, temporaryFolder, writeProject } from "./project.js";

/** The last line of pnpm that runs on Node 20. */
const pnpm = "pnpm@10";

const tarballs = await pack(t);
const folder = await temporaryFolder(t);

await t.test("pnpm: installs the packages, each seeing only its own dependencies", async (t) => {
  const files = Object.fromEntries([...tarballs].map(([name, path]) => [name, `file:${path}`]));
  await writeProject(folder, "module", {
    dependencies: { typeway: files["typeway"] },
    devDependencies: {
      "@typeway/cli": files["@typeway/cli"],
      "@typeway/transformer": files["@typeway/transformer"],
      "ts-patch": "3.3",
      typescript: "6.0",
    },
  });
  // The packages name each other by version, which no registry has yet.
  await writeFile(join(folder, "pnpm-workspace.yaml"), `overrides: ${JSON.stringify(files)}\n`);
  await run(folder, "npx", ["--yes", pnpm, "install", "--prefer-offline"]);
  t.pass("installed");
});

await t.test("pnpm, TypeScript 6", (t) => worksAsTheReadmeSays(t, folder));

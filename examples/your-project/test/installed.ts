import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Test } from "tap";
import { run, serve, waitFor } from "./processes.js";
import { filesOf, writeProject } from "./project.js";
import { exchangesOf } from "./readme.js";
import { expectAnswers } from "./requests.js";

/** What the README says about a project in which the packages are installed, for both kinds of modules. */
export async function worksAsTheReadmeSays(t: Test, folder: string): Promise<void> {
  for (const type of ["module", "commonjs"] as const) {
    await t.test(`"type": "${type}": tspc and typeway build write the same, and it serves`, async (t) => {
      await writeProject(folder, type);
      await run(folder, "npx", ["tspc"]);
      const byTspc = await takeOutput(folder);
      await run(folder, "npx", ["typeway", "build"]);
      t.strictSame(await filesOf(join(folder, "dist")), byTspc);
      t.match(byTspc["main.js"], type === "module" ? /^import /m : /require\("typeway"\)/);

      const { origin } = await serve(t, folder, "npx", ["typeway", "start"]);
      await expectAnswers(t, origin, exchangesOf("Typeway"));
    });

    await t.test(`"type": "${type}": typeway dev serves it, and every change`, async (t) => {
      await writeProject(folder, type);
      const { origin } = await serve(t, folder, "npx", ["typeway", "dev"]);
      await expectAnswers(t, origin, exchangesOf("Typeway"));

      await appendFile(join(folder, "src/main.ts"), 'app.get("/later", (n: Int) => n + 1);\n');
      await waitFor("the new endpoint", async () => {
        const answer = await fetch(`${origin}/later?n=1`).catch(() => undefined);
        return answer?.status === 200;
      });
      t.equal(await (await fetch(`${origin}/later?n=1`)).text(), "2");
      t.equal((await fetch(`${origin}/later?n=x`)).status, 422);
    });
  }
}

/** A mistake is a diagnostic, not an endpoint that checks nothing. */
export async function reportsMistakes(t: Test, folder: string, command: readonly [string, ...string[]]): Promise<void> {
  await t.test(`${command.join(" ")}: reports a mistake with code, file and line`, async (t) => {
    await writeProject(folder, "module");
    const file = join(folder, "src/main.ts");
    await writeFile(file, (await readFile(file, "utf8")).replace("/users/{userId}", "/users/{userID}"));
    const [name, ...args] = command;
    await t.rejects(run(folder, name, args), { message: /src\/main\.ts.*8.*TW\d{4}/s });
  });
}

async function takeOutput(folder: string): Promise<Record<string, string>> {
  const files = await filesOf(join(folder, "dist"));
  await rm(join(folder, "dist"), { recursive: true });
  return files;
}

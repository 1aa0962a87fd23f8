import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import t from "tap";

const program = fileURLToPath(new URL("../run.mjs", import.meta.url));
const ask = (...args) => execFileSync(process.execPath, [program, ...args], { encoding: "utf8" });

t.test("--help says what can be asked for, and runs nothing", async (t) => {
  const help = ask("--help");
  for (const part of [
    "quick",
    "5 dependencies",
    "typeway direct",
    "--skip",
    "latency, starts, twin",
    "matching, starts, workers",
  ])
    t.ok(help.includes(part), part);
  t.notMatch(help, "rounds of", "nothing is measured");
  t.equal(ask("scale", "--help"), help);
});

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Problem } from "./problem.js";

interface Report {
  readonly problems: readonly {
    readonly ruleId: string;
    readonly severity: "error" | "warn";
    readonly message: string;
    readonly location: readonly { readonly pointer?: string }[];
  }[];
}

const command = join(dirname(createRequire(import.meta.url).resolve("@redocly/cli/package.json")), "bin/cli.js");
const quiet = { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };

/** `redocly lint` with the recommended rules, in a folder of its own so that no other configuration is found. */
export async function checkWithRedocly(document: object): Promise<Problem[]> {
  const folder = await mkdtemp(join(tmpdir(), "typeway-redocly-"));
  try {
    await writeFile(join(folder, "openapi.json"), JSON.stringify(document));
    const report = await lint(folder);
    return report.problems.map(({ ruleId, severity, message, location }) => ({
      validator: "redocly",
      severity: severity === "error" ? "error" : "warning",
      rule: ruleId,
      message,
      ...(location[0]?.pointer === undefined ? {} : { pointer: location[0].pointer }),
    }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function lint(folder: string): Promise<Report> {
  const args = [command, "lint", "openapi.json", "--extends=recommended", "--format=json", "--max-problems=1000"];
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      args,
      { cwd: folder, env: { ...process.env, ...quiet }, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        // With problems it exits with 1; without a report it has failed.
        if (stdout.trimStart().startsWith("{")) resolve(JSON.parse(stdout));
        else reject(new Error(`redocly lint gave no report: ${stderr}`, { cause: error }));
      },
    );
  });
}

import { readFileSync } from "node:fs";
import type { Command, Terminal } from "./command.js";
import { build } from "./commands/build.js";
import { check } from "./commands/check.js";
import { dev } from "./commands/dev.js";
import { openapi } from "./commands/openapi.js";
import { routes } from "./commands/routes.js";
import { start } from "./commands/start.js";
import { describe, isMistake, Mistake } from "./mistake.js";

const commands = new Map<string, Command>(Object.entries({ dev, build, check, start, openapi, routes }));

const usage = `Usage: typeway <command> [options]

${[...commands].map(([name, { summary }]) => `  ${name.padEnd(10)}${summary}`).join("\n")}

  --help, -h     of the command before it, or this
  --version, -v

Without an entry, it is what package.json says ("typeway": { "entry": "src/main.ts" }),
else the first of main.ts, app.ts, api.ts, server.ts and index.ts in src or beside it.
`;

/** @returns the exit code: 0 when it went well, 1 when not */
export async function main(args: readonly string[]): Promise<number> {
  const terminal: Terminal = {
    cwd: process.cwd(),
    print: (text) => process.stdout.write(`${text}\n`),
    complain: (text) => process.stderr.write(`${text}\n`),
  };
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    terminal.print(usage);
    return name === undefined ? 1 : 0;
  }
  if (name === "--version" || name === "-v") {
    terminal.print(ownVersion());
    return 0;
  }
  try {
    const command = commands.get(name);
    if (!command) throw new Mistake(`There is no command '${name}'. Commands: ${[...commands.keys()].join(", ")}.`);
    if (rest.includes("--help") || rest.includes("-h")) {
      terminal.print(command.help);
      return 0;
    }
    return await command.run(rest, terminal);
  } catch (error) {
    terminal.complain(isMistake(error) ? `typeway: ${describe(error)}` : describe(error));
    return 1;
  }
}

function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const version =
    typeof manifest === "object" && manifest !== null && "version" in manifest ? manifest.version : undefined;
  return String(version);
}

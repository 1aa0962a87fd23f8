import { writeFile } from "node:fs/promises";
import path from "node:path";
import { stringify } from "yaml";
import type { Command } from "../command.js";
import { codeOf, Mistake } from "../mistake.js";
import { common, parse } from "../options.js";
import { loadCompiled } from "./load-compiled.js";

export const openapi: Command = {
  summary: "Write the OpenAPI document of the built app",
  help: `Usage: typeway openapi [entry] [-o <file>] [--yaml] [--openapi-version <version>]

  --output, -o        a file instead of standard output; .yaml and .yml mean YAML
  --yaml              YAML instead of JSON
  --openapi-version   3.0, 3.1 or 3.2 instead of what the app chooses
  --app               the name of the export, where there are several apps
  --project, -p       a tsconfig file or its folder`,
  async run(args, terminal) {
    const options = {
      app: common.app,
      project: common.project,
      output: { type: "string", short: "o" },
      yaml: { type: "boolean" },
      "openapi-version": { type: "string" },
    } as const;
    const { values, positionals } = parse("openapi", args, options, 1);
    const version = versionOf(values["openapi-version"]);
    const app = await loadCompiled({ argument: positionals[0], app: values.app, project: values.project }, terminal);
    const asYaml = values.yaml ?? /\.ya?ml$/.test(values.output ?? "");
    // Through JSON, so that both forms hold the same.
    const json = JSON.stringify(app.openapi(version), null, 2);
    const text = asYaml ? stringify(JSON.parse(json)).trimEnd() : json;
    if (values.output === undefined) terminal.print(text);
    else await save(path.resolve(terminal.cwd, values.output), `${text}\n`);
    return 0;
  },
};

const versions = ["3.0", "3.1", "3.2"] as const;

function versionOf(text: string | undefined): (typeof versions)[number] | undefined {
  const version = versions.find((one) => one === text);
  if (version === undefined && text !== undefined)
    throw new Mistake(`--openapi-version is '${text}', which is none of ${versions.join(", ")}.`);
  return version;
}

async function save(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    if (codeOf(error) === "ENOENT") throw new Mistake(`'${file}' cannot be written: its folder does not exist.`);
    throw new Mistake(`'${file}' cannot be written: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

import type { Command } from "../command.js";
import { common, parse } from "../options.js";
import { hasColor } from "../terminal.js";

export const build: Command = {
  summary: "Compile the project as its tsconfig.json says",
  help: `Usage: typeway build [--project <tsconfig.json>]

Compiles with Typeway's own TypeScript, so nothing needs to be patched. The output is what \`tsc\` with the plugin
writes. Incremental where the project is; projects it refers to are built as well.

  --project, -p   a tsconfig file or its folder; else the nearest one upwards`,
  async run(args, { cwd, print, complain }) {
    const { build: compile, formatDiagnostics, summarizeDiagnostics } = await import("@typeway/transformer/host");
    const { values } = parse("build", args, { project: common.project }, 0);
    const started = performance.now();
    const { diagnostics, written, ok } = compile({
      cwd,
      ...(values.project === undefined ? {} : { tsconfig: values.project }),
    });
    if (diagnostics.length > 0) {
      complain(formatDiagnostics(diagnostics, { cwd, color: hasColor(process.stderr) }));
      complain(summarizeDiagnostics(diagnostics));
    }
    if (ok)
      print(
        written.length > 0
          ? `Wrote ${written.length} files in ${seconds(started)}.`
          : "Nothing to do: the output is up to date.",
      );
    return ok ? 0 : 1;
  },
};

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

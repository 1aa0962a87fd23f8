import type { Command } from "../command.js";
import { common, parse } from "../options.js";
import { hasColor } from "../terminal.js";

export const check: Command = {
  summary: "Report every problem, write nothing (for CI)",
  help: `Usage: typeway check [--project <tsconfig.json>]

Reports what TypeScript and Typeway find wrong. The exit code is 1 when there is an error.

  --project, -p   a tsconfig file or its folder; else the nearest one upwards`,
  async run(args, { cwd, print, complain }) {
    const { check: examine, formatDiagnostics, summarizeDiagnostics } = await import("@typeway/transformer/host");
    const { values } = parse("check", args, { project: common.project }, 0);
    const { diagnostics, ok } = examine({ cwd, ...(values.project === undefined ? {} : { tsconfig: values.project }) });
    if (diagnostics.length > 0) {
      complain(formatDiagnostics(diagnostics, { cwd, color: hasColor(process.stderr) }));
      complain(summarizeDiagnostics(diagnostics));
    }
    if (diagnostics.length === 0) print("No problems.");
    return ok ? 0 : 1;
  },
};

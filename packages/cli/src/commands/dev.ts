import { existsSync } from "node:fs";
import path from "node:path";
import type { Pages } from "@typeway/contract";
import type { WatchResult } from "@typeway/transformer/host";
import type { Command, Terminal } from "../command.js";
import { Front } from "../dev/front.js";
import { memoryModules } from "../dev/memory-modules.js";
import { Runner, type Version } from "../dev/runner.js";
import { type Entry, findEntry, isTypeScript } from "../entry.js";
import { Mistake } from "../mistake.js";
import { type Address, addressOf, common, parse, transportOf, urlOf } from "../options.js";
import { hasColor, painter } from "../terminal.js";

export const dev: Command = {
  summary: "Serve the app from its sources, again after every change",
  help: `Usage: typeway dev [entry] [--host <address>] [--port <number>]

Compiles in memory and serves. While there are errors, the last version without any keeps serving.

  --host          else HOST, else 127.0.0.1
  --port          else PORT, else 8000
  --transport     what carries requests: node (node:http), or direct (straight from sockets) [node]
  --root-path     the prefix that a proxy strips
  --app           the name of the export, where there are several apps
  --project, -p   a tsconfig file or its folder; else the nearest one, from the entry upwards

NODE_ENV is "development" unless set.`,
  async run(args, terminal) {
    const { app, project, host, port } = common;
    const { transport } = common;
    const known = { app, project, host, port, "root-path": common["root-path"], transport } as const;
    const { values, positionals } = parse("dev", args, known, 1);
    const address = addressOf(values, "127.0.0.1");
    const how = { rootPath: values["root-path"], transport: transportOf(values.transport) };
    const entry = findEntry({ cwd: terminal.cwd, argument: positionals[0], app: values.app });
    const compiled = await compiledInMemory(entry, values.project, terminal.cwd);
    return serve({ entry, ...compiled, address, how, terminal });
  },
};

interface DevOptions {
  readonly entry: Entry;
  readonly tsconfig: string;
  /** Where the entry's JavaScript would lie. */
  readonly file: string;
  readonly address: Address;
  readonly how: Pick<Version, "rootPath" | "transport">;
  readonly terminal: Terminal;
}

async function compiledInMemory(
  entry: Entry,
  project: string | undefined,
  cwd: string,
): Promise<{ tsconfig: string; file: string }> {
  const shown = path.relative(cwd, entry.file);
  if (!isTypeScript(entry.file)) {
    throw new Mistake(
      `'${shown}' is not TypeScript: name the source it is built from, or run it with \`typeway start ${shown}\`.`,
    );
  }
  if (!existsSync(entry.file)) throw new Mistake(`There is no file '${shown}' in ${cwd}.`);
  const { locate } = await import("@typeway/transformer/host");
  const located = locate({ source: entry.file, cwd, ...(project === undefined ? {} : { tsconfig: project }) });
  if ("problem" in located) throw new Mistake(located.problem);
  return { tsconfig: located.tsconfig, file: located.output };
}

async function serve({ entry, tsconfig, file, address, how, terminal }: DevOptions): Promise<number> {
  const { formatDiagnostics, summarizeDiagnostics, watch } = await import("@typeway/transformer/host");
  const { cwd, print, complain } = terminal;
  const color = hasColor(process.stderr);
  const paint = painter(color);
  const shown = path.relative(cwd, entry.file);
  const front = new Front();
  const port = await front.listen(address);
  let hasServed = false;
  let startedAt = 0;

  const runner = new Runner({
    starting: () => front.hold(),
    serving(at) {
      front.passTo(at.port);
      const url = urlOf({ host: address.host, port });
      if (hasServed) print(paint(`Reloaded in ${Math.round(performance.now() - startedAt)} ms.`, "dim"));
      else print(banner({ entry, shown, url, pages: at.pages, color: hasColor(process.stdout) }));
      hasServed = true;
    },
    failed(message) {
      front.refuse("The app does not run. Its error is in the terminal of `typeway dev`.");
      complain(`${paint("The app does not run:", "bold", "red")} ${message}\n${paint("Waiting for a change.", "dim")}`);
    },
  });

  const onBuild = ({ diagnostics, ok, outputs, changed }: WatchResult) => {
    if (diagnostics.length > 0) complain(formatDiagnostics(diagnostics, { cwd, color }));
    if (!ok) {
      if (!hasServed) front.refuse("The app does not compile. Its errors are in the terminal of `typeway dev`.");
      const rest = hasServed ? "The last good version keeps serving." : "Waiting for a change.";
      complain(`${paint(summarizeDiagnostics(diagnostics), "bold", "red")} ${paint(rest, "dim")}`);
      return;
    }
    if (changed.length === 0) return print(paint("No errors.", "dim"));
    startedAt = performance.now();
    runner.run({ kind: "run", modules: memoryModules(outputs), file, shown, app: entry.app, ...how });
  };

  print(paint(`Compiling ${shown} …`, "dim"));
  const watcher = watch({ tsconfig, cwd, onBuild });
  await stopSignal();
  watcher.close();
  front.close();
  await runner.close();
  return 0;
}

/** The first Ctrl+C is waited for; with the second the process ends as it would without us. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}

interface BannerOptions {
  readonly entry: Entry;
  readonly shown: string;
  readonly url: string;
  readonly pages: Pages;
  readonly color: boolean;
}

function banner({ entry, shown, url, pages, color }: BannerOptions): string {
  const paint = painter(color);
  const lines = [
    "",
    `  ${paint("typeway dev", "bold", "green")}  ${shown}`,
    "",
    `  Serving   ${paint(url, "bold", "cyan")}`,
    ...(pages.swagger === undefined ? [] : [`  Docs      ${paint(url + pages.swagger, "cyan")}`]),
    ...(pages.openapi === undefined ? [] : [`  Document  ${paint(url + pages.openapi, "cyan")}`]),
    "",
    `  ${paint("Reloads on change. Ctrl+C stops.", "dim")}`,
  ];
  if (entry.by === "name")
    lines.push(`  ${paint(`To keep this entry, put "typeway": { "entry": "${shown}" } into package.json.`, "dim")}`);
  return [...lines, ""].join("\n");
}

import path from "node:path";
import type { Command, Terminal } from "../command.js";
import { compiledFileOf } from "../compiled.js";
import { findEntry } from "../entry.js";
import { Mistake } from "../mistake.js";
import { addressOf, common, parse, transportOf, urlOf } from "../options.js";
import { type ServeOptions, serve } from "../serve.js";
import { onStopSignal } from "../stop-signals.js";
import { startPool } from "../workers/pool.js";

export const start: Command = {
  summary: "Serve the built app (production)",
  help: `Usage: typeway start [entry] [--host <address>] [--port <number>] [--workers <number>] [--transport <name>]

  --host           else HOST, else 0.0.0.0
  --port           else PORT, else 8000
  --workers, -w    processes that share the port; one that dies is replaced. SIGHUP replaces them one by one. [1]
  --transport      what carries requests: node (node:http), or direct (straight from sockets) [node]
  --root-path      the prefix that a proxy strips
  --app            the name of the export, where there are several apps
  --project, -p    a tsconfig file or its folder

The entry is a source, whose compiled file is run, or a script. SIGTERM stops: open requests are finished first,
for 30 seconds at most. NODE_ENV is "production" unless set.`,
  async run(args, terminal) {
    const { app, project, host, port } = common;
    const known = {
      app,
      project,
      host,
      port,
      "root-path": common["root-path"],
      transport: common.transport,
      workers: { type: "string", short: "w" },
    } as const;
    const { values, positionals } = parse("start", args, known, 1);
    const address = addressOf(values, "0.0.0.0");
    const workers = workersOf(values.workers);
    const transport = transportOf(values.transport);
    const entry = findEntry({ cwd: terminal.cwd, argument: positionals[0], app: values.app });
    const warn = (message: string) => terminal.complain(`typeway: ${message}`);
    const file = await compiledFileOf(entry, { cwd: terminal.cwd, project: values.project }, warn);
    process.env["NODE_ENV"] ||= "production";
    const options: ServeOptions = {
      ...address,
      file,
      app: entry.app,
      rootPath: values["root-path"],
      transport,
      cwd: terminal.cwd,
    };
    return workers === 1 ? startAlone(options, terminal) : startPool(options, workers, terminal);
  },
};

async function startAlone(options: ServeOptions, { print }: Terminal): Promise<never> {
  const { app, port } = await serve(options);
  onStopSignal(() => app.close());
  print(`Serving ${path.relative(options.cwd, options.file)} at ${urlOf({ host: options.host, port })}`);
  return new Promise(() => {});
}

function workersOf(text: string | undefined): number {
  if (text === undefined) return 1;
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= 1024) return count;
  throw new Mistake(`--workers is '${text}', which is not a number from 1 to 1024.`);
}

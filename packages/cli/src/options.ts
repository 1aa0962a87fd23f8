import { type ParseArgsConfig, parseArgs } from "node:util";
import type { Transport } from "@typeway/contract";
import { codeOf, Mistake } from "./mistake.js";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Options that several commands have. */
export const common = {
  app: { type: "string" },
  project: { type: "string", short: "p" },
  host: { type: "string" },
  port: { type: "string" },
  "root-path": { type: "string" },
  transport: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const satisfies Options;

type Parsed<O extends Options> = ReturnType<typeof parseArgs<{ options: O; allowPositionals: true; strict: true }>>;

/** The words after the command's name. @throws {Mistake} for what the command does not know */
export function parse<O extends Options>(
  command: string,
  args: readonly string[],
  options: O,
  mostPositionals: number,
): Parsed<O> {
  const parsed = attempt(command, () => parseArgs({ args: [...args], options, allowPositionals: true, strict: true }));
  const extra = parsed.positionals[mostPositionals];
  if (extra !== undefined) throw new Mistake(`\`typeway ${command}\` does not know what to do with '${extra}'.`);
  return parsed;
}

function attempt<T>(command: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof Error) || !String(codeOf(error)).startsWith("ERR_PARSE_ARGS")) throw error;
    throw new Mistake(`${error.message.split(". ")[0]}. See \`typeway ${command} --help\`.`);
  }
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** The option wins over the environment's `HOST` and `PORT`. */
export function addressOf(
  values: { readonly host?: string | undefined; readonly port?: string | undefined },
  host: string,
): Address {
  const { HOST, PORT } = process.env;
  return {
    host: values.host ?? (HOST || host),
    port: values.port === undefined ? portOf(PORT || "8000", "PORT") : portOf(values.port, "--port"),
  };
}

function portOf(text: string, name: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Mistake(`${name} is '${text}', which is not a port from 0 to 65535.`);
}

/** @throws {Mistake} for one that there is not */
export function transportOf(text: string | undefined): Transport | undefined {
  if (text === undefined || text === "node" || text === "direct") return text;
  throw new Mistake(`--transport is '${text}', which is neither node nor direct.`);
}

/** `http://127.0.0.1:8000`; an address that stands for all of the machine's is shown as one that can be opened. */
export function urlOf({ host, port }: Address): string {
  const shown = host === "0.0.0.0" || host === "::" ? "localhost" : host;
  return `http://${shown.includes(":") ? `[${shown}]` : shown}:${port}`;
}

import { type Compiled, type CompiledSettings, FAIL, type Issue, type TextSlot } from "@typeway/contract";
import { HIDDEN } from "../compiled/echo.js";
import { IssueList } from "../compiled/issue-list.js";
import { checkCall } from "../compiled-guard.js";
import { TypewayError } from "../errors/typeway-error.js";
import { endCleanly } from "../start-failure.js";
import { type EnvLine, readEnvFile } from "./env-file.js";
import { textGiven } from "./given-values.js";
import { nearName } from "./near-name.js";
import type { SettingProblem } from "./setting-problem.js";
import { type Found, Sources, textOf } from "./sources.js";

/** Where settings are read from; what stands further down wins. */
export interface SettingsOptions<T> {
  /** Files of `NAME=value` lines, later ones winning; one that does not exist is passed over. @default none */
  readonly envFile?: string | readonly string[];
  /** @default process.env */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Given by the program itself, and checked like all others. */
  readonly values?: Partial<T>;
  /** What the names of all variables begin with: `"SHOP_"` reads `port` from `SHOP_PORT`. */
  readonly prefix?: string;
}

/**
 * Reads an object from environment variables, by the same rules as the texts of a request: `databaseUrl` is
 * `DATABASE_URL`, `database.poolSize` is `DATABASE__POOL_SIZE`, in any case; the items of a list are separated by commas.
 * @throws {TypewayError} TYPEWAY_SETTINGS, naming every variable that is missing or wrong; uncaught, it ends the process
 *   with exit code 1 and its message alone
 */
export function loadSettings<T extends object>(
  options: SettingsOptions<NoInfer<T>> = {},
  compiled?: Compiled<T, "settings">,
): T {
  const code = requireSettings(compiled);
  const prefix = options.prefix ?? "";
  const { sources, lines, unreadable } = read(options);
  const found = code.slots.map(({ name, loc = [] }): Found | undefined => {
    const given = textGiven(options.values, loc);
    return given === undefined ? sources.get(prefix + name) : { text: given, source: "values" };
  });
  const texts = code.slots.map((slot, index) => textOf(slot, found[index]?.text));
  const decoded = unreadable.length === 0 ? code.decode(texts, []) : FAIL;
  const hints = hintsOf(code.slots, prefix, lines);
  if (decoded !== FAIL) {
    for (const hint of hints) process.emitWarning(hint, "SettingsWarning");
    // The only argument of generated code for this very type.
    return decoded[0] as T;
  }
  const refusedTexts = new IssueList();
  code.explain(texts, [], { text: code.slots.map(({ name }) => [prefix + name]), body: [] }, refusedTexts);
  const sourceByVariable = new Map(code.slots.map(({ name }, index) => [prefix + name, found[index]?.source]));
  const problems = [...unreadable, ...refusedTexts.issues.map((issue) => problemOf(issue, sourceByVariable))];
  if (problems.length === 0)
    throw new TypewayError("TYPEWAY_DECODER_DISAGREES", { handler: code.name, route: "a call of loadSettings" });
  throw refused(problems, hints);
}

/** An error without a stack: no line of the program is at fault. */
function refused(problems: readonly SettingProblem[], hints: readonly string[]): TypewayError {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return endCleanly(new TypewayError("TYPEWAY_SETTINGS", { problems, hints }));
  } finally {
    Error.stackTraceLimit = limit;
  }
}

interface Read {
  readonly sources: Sources;
  /** Of the files. */
  readonly lines: readonly EnvLine[];
  readonly unreadable: readonly SettingProblem[];
}

function read({ envFile = [], env = process.env }: Pick<SettingsOptions<object>, "envFile" | "env">): Read {
  const sources = new Sources();
  const all: EnvLine[] = [];
  const unreadable: SettingProblem[] = [];
  for (const name of typeof envFile === "string" ? [envFile] : envFile) {
    const file = readEnvFile(name);
    if (file.kind === "unreadable") unreadable.push({ variable: name, reason: file.reason, source: "envFile" });
    else {
      sources.addLines(file.lines);
      all.push(...file.lines);
    }
  }
  sources.addEnvironment(env);
  return { sources, lines: all, unreadable };
}

/** Names in files that nothing reads, but that look like one that is read. */
function hintsOf(slots: readonly TextSlot[], prefix: string, lines: readonly EnvLine[]): string[] {
  const known = slots.map(({ name }) => prefix + name);
  const upper = new Set(known.map((name) => name.toUpperCase()));
  const set = new Set(lines.map(({ name }) => name.toUpperCase()));
  const unset = known.filter((name) => !set.has(name.toUpperCase()));
  return lines.flatMap(({ name, source }) => {
    const near = upper.has(name.toUpperCase()) ? undefined : nearName(name, unset);
    return near === undefined ? [] : [`${source} sets ${name}, which nothing reads. Is it meant to be ${near}?`];
  });
}

/** Names of what is often a secret, even where its type does not say so. */
const secretName = /PASS|SECRET|TOKEN|KEY|CREDENTIAL|AUTH|DSN|PRIVATE/i;

function problemOf(
  { type, loc: [variable, index], msg, input }: Issue,
  sourceByVariable: ReadonlyMap<string, string | undefined>,
): SettingProblem {
  const name = String(variable);
  const shown = index === undefined ? name : `${name}, item ${Number(index) + 1}`;
  const source = sourceByVariable.get(name) ?? "not set";
  if (type === "missing") return { variable: shown, reason: "a value is required", source };
  return { variable: shown, reason: msg + gotten(name, input), source };
}

function gotten(name: string, input: unknown): string {
  if (input === null || input === HIDDEN || secretName.test(name)) return "";
  const text = typeof input === "string" ? input : (JSON.stringify(input) ?? "");
  return text.includes("@") ? "" : `, but it is ${text === "" ? "empty" : JSON.stringify(text)}`;
}

/** @throws {TypewayError} when `compiled` is not what this runtime's transformer writes for settings */
function requireSettings(compiled: unknown): CompiledSettings {
  checkCall(compiled, "loadSettings", "slots");
  // Generated code of this version has this shape.
  return compiled as CompiledSettings;
}

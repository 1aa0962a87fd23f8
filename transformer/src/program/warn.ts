import ts from "../typescript.cjs";
import type { Warn } from "./adopt.js";

/** `tsc` and `tspc`, under Node or as a file of their own. */
const isCompiler = (script: string | undefined): boolean => /(?:^|[\\/])tsp?c(?:\.[cm]?js)?$/.test(script ?? "");

/** Editors show warnings where they are; compilers, which have no word for them, get them on standard error, each once. */
export function warnIn(program: ts.Program, script = process.argv[1], print = printError): Warn {
  if (!isCompiler(script)) return (warnings) => warnings;
  const printed = new Set<string>();
  const host: ts.FormatDiagnosticsHost = {
    getCurrentDirectory: () => program.getCurrentDirectory(),
    getCanonicalFileName: (name) => name,
    getNewLine: () => ts.sys.newLine,
  };
  return (warnings) => {
    for (const warning of warnings) {
      const text = ts.formatDiagnostic(warning, host);
      if (!printed.has(text)) print(text);
      printed.add(text);
    }
    return [];
  };
}

const printError = (text: string): void => {
  process.stderr.write(text);
};

import ts from "../typescript.cjs";
import { type Code, catalogue, type Details } from "./catalogue.js";

/** A problem of the user's program: a value with a place, never thrown. */
export interface Problem {
  readonly code: Code;
  readonly node: ts.Node;
  readonly message: string;
  readonly help: string;
  /** Another place that explains this one, as the declaration of a bad property. */
  readonly related?: { readonly node: ts.Node; readonly message: string };
}

export function problem<C extends Code>(
  code: C,
  node: ts.Node,
  details: Details<C>,
  related?: Problem["related"],
): Problem {
  // The entry's functions take exactly `Details<C>`; TypeScript cannot relate the two for a generic C.
  const entry = catalogue[code] as unknown as { message: (d: Details<C>) => string; help: (d: Details<C>) => string };
  return { code, node, message: entry.message(details), help: entry.help(details), ...(related ? { related } : {}) };
}

export const isWarning = (code: Code): boolean => "severity" in catalogue[code];

/** Added to a code's number: outside TypeScript's own range, so that `TW2003` shows as 902003. */
const NUMBER_BASE = 900_000;

export const diagnosticNumber = (code: `TW${number}`): number => NUMBER_BASE + Number(code.slice(2));

export function toDiagnostic({ code, node, message, help, related }: Problem): ts.Diagnostic {
  const file = node.getSourceFile();
  const start = node.getStart(file);
  return {
    category: isWarning(code) ? ts.DiagnosticCategory.Warning : ts.DiagnosticCategory.Error,
    code: diagnosticNumber(code),
    source: "typeway",
    file,
    start,
    length: node.getEnd() - start,
    messageText: `${code}: ${message} ${help}`,
    ...(related ? { relatedInformation: [relatedInformation(code, related)] } : {}),
  };
}

function relatedInformation(
  code: Code,
  { node, message }: NonNullable<Problem["related"]>,
): ts.DiagnosticRelatedInformation {
  const file = node.getSourceFile();
  const start = node.getStart(file);
  return {
    category: ts.DiagnosticCategory.Message,
    code: diagnosticNumber(code),
    file,
    start,
    length: node.getEnd() - start,
    messageText: message,
  };
}

import type { CompiledEndpoint, EndpointDoc, ErrorHandlerRecords } from "@typeway/contract";

/** What answers errors of one class or one status instead of Typeway. */
export interface ErrorHandler {
  /** Of its class: as it is called in documents, or at least in the program. */
  readonly classes?: readonly string[];
  readonly status?: number;
  /** Those that its class answers with. */
  readonly statuses: readonly number[];
  readonly doc: EndpointDoc | undefined;
}

/** Those of one router after another's, the innermost first. */
export type ErrorHandlers = readonly (readonly ErrorHandler[])[];

/** Reads the handlers of all routes, each once. */
export function errorHandlerReader(): (records: readonly ErrorHandlerRecords[] | undefined) => ErrorHandlers {
  const docs = new Map<CompiledEndpoint, EndpointDoc>();
  const docOf = (compiled: CompiledEndpoint | undefined): EndpointDoc | undefined => {
    if (compiled === undefined) return undefined;
    const doc = docs.get(compiled) ?? compiled.doc();
    docs.set(compiled, doc);
    return doc;
  };
  return (records = []) =>
    records.map(({ classes, statuses }) => [
      ...classes.map(({ name, compiled }) => {
        const doc = docOf(compiled);
        const { classes = [`#${name}`], statuses = [] } = doc?.handles ?? {};
        const isAnswer = classes.some((one) => answers.includes(one));
        return { classes, statuses: isAnswer ? statuses : [500], doc };
      }),
      ...statuses.map(({ status, compiled }) => ({ status, statuses: [status], doc: docOf(compiled) })),
    ]);
}

const answers: readonly string[] = ["HttpError", "ValidationError"];

/** The same choice as the runtime's: the innermost router first, and there the nearest class, or the status before `HttpError`. */
export function findHandler(
  routers: ErrorHandlers,
  classes: readonly string[],
  status: number,
): ErrorHandler | undefined {
  for (const handlers of routers) {
    for (const name of classes) {
      const isAnswer = answers.includes(name);
      const found =
        (isAnswer ? handlers.find((handler) => handler.status === status) : undefined) ??
        handlers.find((handler) => handler.classes?.[0] !== undefined && isSame(handler.classes[0], name));
      if (found !== undefined) return found;
      if (isAnswer) break;
    }
    if (!classes.some((name) => answers.includes(name))) {
      const found = handlers.find((handler) => handler.status === status);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Without generated code only the end of a class's name is known. */
const isSame = (a: string, b: string): boolean => a === b || (a.startsWith("#") && b.replace(/^[^#]*#?/, "#") === a);

/**
 * Whether any route may come to a handler without anybody seeing it: what nobody expects, and errors of libraries, are
 * thrown everywhere; an `HttpError` is documented where it is thrown.
 */
export function isForUnseen(handler: ErrorHandler, routers: ErrorHandlers): boolean {
  const { classes = [], status } = handler;
  if (classes.some((name) => answers.includes(name))) return false;
  if (status === undefined) return findHandler(routers, classes, 500) === handler;
  return status >= 500 && findHandler(routers, ["HttpError"], status) === handler;
}

import type { Issue } from "@typeway/contract";
import type { IssueList } from "../compiled/issue-list.js";

interface Inner {
  defer(error: ValidationError, found: IssueList): void;
  found(error: ValidationError): readonly Issue[] | IssueList;
}
/** What only this file may do with an error. */
let inner: Inner;

/**
 * A request that is not of the declared type (422), or whose bytes cannot be read as what they claim to be (400:
 * JSON syntax, UTF-8, percent-encoding); or a value that `parse` refuses. The latter is nobody's request: thrown on, it
 * is answered as any unexpected error is (500). `new ValidationError(error.issues, error.body)` makes a 422 of it.
 */
export class ValidationError extends Error {
  override readonly name = "ValidationError";
  readonly issues: readonly Issue[];
  /** The parsed body, or its text when it could not be parsed; of `parse` its value. */
  readonly body: unknown;
  /** 500 for what `parse` refuses. */
  readonly status: 400 | 422 | 500;
  /** Where the handler is declared whose request this is (`src/users.ts:14:3`), for logs; never sent. */
  readonly at: string | undefined;
  /** What issues are made of when they are first looked at; afterwards they are what counts. */
  #found: IssueList | undefined;

  constructor(
    issues: readonly Issue[],
    body: unknown,
    status: 400 | 422 | 500 = 422,
    options?: ErrorOptions & { readonly at?: string },
  ) {
    super(undefined, options);
    this.at = options?.at;
    this.issues = issues;
    this.body = body;
    this.status = status;
  }

  /** Lets an error make its issues of what was found when somebody asks for them. */
  static #defer(error: ValidationError, found: IssueList): void {
    error.#found = found;
    Object.defineProperty(error, "issues", ValidationError.#deferred);
  }

  static readonly #deferred: PropertyDescriptor & ThisType<ValidationError> = {
    configurable: true,
    enumerable: true,
    get() {
      const issues = this.#found?.issues ?? [];
      ValidationError.#settle(this, issues);
      return issues;
    },
    set(issues: readonly Issue[]) {
      ValidationError.#settle(this, issues);
    },
  };

  static #settle(error: ValidationError, value: readonly Issue[]): void {
    error.#found = undefined;
    Object.defineProperty(error, "issues", { value, configurable: true, enumerable: true, writable: true });
  }

  static {
    inner = { defer: ValidationError.#defer, found: (error) => error.#found ?? error.issues };
  }

  /** Made when it is asked for, which for most refused requests is never. */
  override get message(): string {
    return this.issues.map(({ loc, msg }) => (loc.length === 0 ? msg : `${loc.join(".")}: ${msg}`)).join("; ");
  }
}

/**
 * A refused request as an error without a stack: no line of the program is at fault, and capturing one costs more than
 * finding the issues.
 */
export function refusal(
  found: readonly Issue[] | IssueList,
  ...details: ConstructorParameters<typeof ValidationError> extends [unknown, ...infer Rest] ? Rest : never
): ValidationError {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    if (!("findings" in found)) return new ValidationError(found, ...details);
    const error = new ValidationError([], ...details);
    inner.defer(error, found);
    return error;
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** What an error has to say, in the form that is quickest to write. */
export const foundIn = (error: ValidationError): readonly Issue[] | IssueList => inner.found(error);

import type { Issue } from "@typeway/contract";

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

  /** Made when it is asked for, which for most refused requests is never. */
  override get message(): string {
    return this.issues.map(({ loc, msg }) => (loc.length === 0 ? msg : `${loc.join(".")}: ${msg}`)).join("; ");
  }
}

/**
 * A refused request as an error without a stack: no line of the program is at fault, and capturing one costs more than
 * finding the issues.
 */
export function refusal(...details: ConstructorParameters<typeof ValidationError>): ValidationError {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return new ValidationError(...details);
  } finally {
    Error.stackTraceLimit = limit;
  }
}

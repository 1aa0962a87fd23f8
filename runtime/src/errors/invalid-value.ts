/** The code of an issue whose cause has none of its own; pydantic's. */
export const VALUE_ERROR = "value_error";

export interface InvalidValueOptions extends ErrorOptions {
  /** The code. @default "value_error" */
  readonly type?: string;
  /** The issue's `ctx`: what a client's program may want to know, as JSON. */
  readonly ctx?: Readonly<Record<string, unknown>>;
}

/** Thrown by a function named by `Check`, or by a codec's `decode`: why a value is refused. Its message is the client's. */
export class InvalidValue extends Error {
  override readonly name = "InvalidValue";
  readonly type: string;
  readonly ctx: Readonly<Record<string, unknown>> | undefined;

  constructor(message: string, { type = VALUE_ERROR, ctx, ...options }: InvalidValueOptions = {}) {
    super(message, options);
    this.type = type;
    this.ctx = ctx;
  }
}

/** A request as it is sent, again and again. */
export interface Request {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

export interface Answer {
  readonly status: number;
  /** Header fields that have to be there: their value, or what it looks like. */
  readonly headers?: Readonly<Record<string, string | RegExp>>;
  /** Of a JSON answer. Of a refusal each framework has its own. */
  readonly body?: unknown;
}

/** One piece of work that every app does. */
export interface Scenario {
  readonly name: string;
  readonly what: string;
  /** Takes part in `quick` too. */
  readonly isQuick?: boolean;
  /** What every server of this scenario is given in its environment. Such a scenario is no part of `mixed`. */
  readonly env?: Readonly<Record<string, string>>;
  /** What is sent under load. */
  readonly request: Request;
  readonly answer: Answer;
  /** What an app that checks its input has to answer to other requests; hand-written code that checks nothing is not asked. */
  readonly checked?: readonly { readonly request: Request; readonly answer: Answer }[];
}

/** A request as it is sent, again and again. */
export interface Request {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** With a `body`, `text` or `names` also the fields that all have: `content-type`, `date`, and a length where it is known. */
export interface Answer {
  /** Under load too: 404 and 422 are no failures where they are asked for. */
  readonly status: number;
  /** Header fields that have to be there: their value, or what it looks like. */
  readonly headers?: Readonly<Record<string, string | RegExp>>;
  /** Of a JSON answer that is the same from all. */
  readonly body?: unknown;
  /** Of a streamed answer: its bytes, in any number of chunks. */
  readonly text?: string;
  /** Of a JSON answer whose shape each framework has its own of: words it has to contain. */
  readonly names?: readonly string[];
}

export interface Exchange {
  readonly request: Request;
  readonly answer: Answer;
}

/** One piece of work that every app does. */
export interface Scenario {
  readonly name: string;
  readonly what: string;
  /** Takes part in `quick` too. */
  readonly isQuick?: boolean;
  /** What every server of this scenario is given in its environment. Such a scenario is no part of `mixed`. */
  readonly env?: Readonly<Record<string, string>>;
  /** Only apps that check their input take part. */
  readonly isOfChecks?: boolean;
  /** What is sent under load. */
  readonly request: Request;
  readonly answer: Answer;
  /** Sent in turn instead, by each connection; `request` and `answer` are the first of them. */
  readonly turns?: readonly Exchange[];
  /** What an app that checks its input has to answer to other requests; hand-written code that checks nothing is not asked. */
  readonly checked?: readonly Exchange[];
}

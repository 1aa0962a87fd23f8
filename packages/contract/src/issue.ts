/** One reason why a value is not of its declared type. */
export interface Issue {
  /** A stable code: pydantic's public codes (`missing`, `int_parsing`, `string_too_short` …). */
  readonly type: string;
  /** Where: `path`, `query`, `header`, `cookie`, `body` or (of a socket) `message`, then wire names and array indexes. */
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  /** What was found there; `null` when nothing was. */
  readonly input: unknown;
  /** The constraint's own numbers and words, as `{ min_length: 1 }`. */
  readonly ctx?: Readonly<Record<string, unknown>>;
}

/** A place inside a request: the first element is `path`, `query`, `header`, `cookie`, `body` or `message`. */
export type Location = readonly (string | number)[];

/** Where `explain` puts what it finds: an array, or a list that makes issues of its findings when they are asked for. */
export interface IssueSink {
  readonly length: number;
  push(issue: Issue): unknown;
}

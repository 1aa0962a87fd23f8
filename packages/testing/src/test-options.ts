export interface TestClientOptions {
  /** What paths are appended to. @default "http://testserver" */
  readonly baseUrl?: string;
  /** Sent with every request that does not set them itself. */
  readonly headers?: Readonly<Record<string, string>>;
  /** An unexpected error of the application is thrown here instead of being answered with 500. @default true */
  readonly raiseServerErrors?: boolean;
}

/** What a request carries. Of `json`, `form` and `body` at most one. */
export interface TestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** For this request only, beside those that the client keeps. */
  readonly cookies?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** Fields are sent urlencoded, a `FormData` as multipart. */
  readonly form?: Readonly<Record<string, string>> | FormData;
  readonly body?: string | Uint8Array;
  /** Redirects to other origins are never followed. @default true */
  readonly followRedirects?: boolean;
}

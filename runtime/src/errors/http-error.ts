import { STATUS_CODES } from "node:http";
import { checkStatus } from "../answers/answer-head.js";
import type { ReplyHeaders } from "../answers/header-fields.js";

export interface HttpErrorOptions extends ErrorOptions {
  readonly headers?: ReplyHeaders;
}

/** Becomes `{"detail": …}` with that status; without a detail, the status's phrase. */
export class HttpError<Status extends number = number, Detail = unknown> extends Error {
  override readonly name: string = "HttpError";
  readonly status: Status;
  readonly detail: Detail;
  readonly headers: ReplyHeaders;

  /**
   * @param detail any JSON value
   * @throws {TypewayError} when `status` is not between 200 and 599
   */
  constructor(status: Status, detail?: Detail, options?: HttpErrorOptions) {
    checkStatus(status);
    const given = detail ?? phraseOf(status);
    super(typeof given === "string" ? given : phraseOf(status), options);
    this.status = status;
    this.detail = given as Detail;
    this.headers = options?.headers ?? {};
  }
}

/** RFC 9110's phrase for a status. */
export const phraseOf = (status: number): string => STATUS_CODES[status] ?? `Status ${status}`;

import { TypewayError } from "../errors/typeway-error.js";
import { type CookieOptions, cookieField } from "./cookies.js";

/** @throws {TypewayError} for what is no status of an answer: those from 100 to 199 come before one */
export function checkStatus(status: number): void {
  if (!Number.isInteger(status) || status < 200 || status > 599)
    throw new TypewayError("TYPEWAY_STATUS_INVALID", { status });
}

/** What every answer made by a function of ours has: a status and cookies of its own. */
export abstract class AnswerHead<Status extends number> {
  readonly status: Status;
  readonly #cookies: string[] = [];

  constructor(status: Status) {
    checkStatus(status);
    this.status = status;
  }

  /** The `Set-Cookie` fields, in the order of adding. */
  get setCookie(): readonly string[] {
    return this.#cookies;
  }

  protected addCookie(name: string, value: string, options: CookieOptions | undefined): void {
    this.#cookies.push(cookieField(name, value, options));
  }
}

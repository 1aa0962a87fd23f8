import { checkStatus } from "./answer-head.js";
import { type CookieOptions, cookieField, forgettingField } from "./cookies.js";

/** Status, headers and cookies that go out with whatever is returned. An error that is thrown discards them. */
export class ResponseHead {
  readonly headers: Headers = new Headers();
  readonly #usual: number;
  #chosen: number | undefined;

  /** @param usual the status the answer has when none is set */
  constructor(usual: number) {
    this.#usual = usual;
  }

  get status(): number {
    return this.#chosen ?? this.#usual;
  }
  set status(status: number) {
    checkStatus(status);
    this.#chosen = status;
  }

  /** The status that was set; `undefined` when none was. */
  get chosen(): number | undefined {
    return this.#chosen;
  }

  setCookie(name: string, value: string, options?: CookieOptions): void {
    this.headers.append("set-cookie", cookieField(name, value, options));
  }

  deleteCookie(name: string, options?: CookieOptions): void {
    this.headers.append("set-cookie", forgettingField(name, options));
  }
}

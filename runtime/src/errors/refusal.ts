import type { IssueList } from "../compiled/issue-list.js";
import { refusal, type ValidationError } from "./validation-error.js";

/**
 * Why a request cannot be taken, while nobody has asked for an error: making and throwing one costs as much as finding
 * out what is wrong.
 */
export class Refusal {
  readonly found: IssueList;
  /** The parsed body. */
  readonly body: unknown;
  readonly status: 400 | 422;
  /** Where the handler is declared. */
  readonly at: string | undefined;

  constructor(found: IssueList, body: unknown, status: 400 | 422, at: string | undefined) {
    this.found = found;
    this.body = body;
    this.status = status;
    this.at = at;
  }

  /** For clean-ups, handlers of errors and logs. */
  toError(): ValidationError {
    return refusal(this.found, this.body, this.status, this.at === undefined ? {} : { at: this.at });
  }
}

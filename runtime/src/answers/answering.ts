import type { Answers } from "@typeway/contract";
import type { CheckResponses } from "../options.js";

/** How one function's return values leave. */
export interface Answering {
  /** For messages. */
  readonly handler: string;
  /** `undefined`: whatever it is, as `JSON.stringify` writes it. */
  readonly answers: Answers | undefined;
  readonly check: CheckResponses;
  /** Of a plain value. */
  readonly status: number;
  /** Of a plain `undefined`. */
  readonly emptyStatus: number;
}

import { message } from "./message.js";

/**
 * What is said of every value that breaks one and the same constraint. Made once: all its issues share the sentence and
 * the `ctx`, which is frozen for that reason.
 */
export class Wording {
  readonly msg: string;

  constructor(
    readonly type: string,
    readonly ctx?: Readonly<Record<string, unknown>>,
  ) {
    this.msg = message(type, ctx);
    if (ctx !== undefined) Object.freeze(ctx);
  }
}

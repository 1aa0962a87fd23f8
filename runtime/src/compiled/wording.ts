import { message } from "./message.js";

/**
 * What is said of every value that breaks one and the same constraint. Made once: all its issues share the sentence and
 * the `ctx`, which is frozen for that reason.
 */
export class Wording {
  readonly msg: string;
  #head: string | undefined = undefined;
  #middle: string | undefined = undefined;
  #tail: string | undefined = undefined;

  /** @param said other words, for one issue alone: its `ctx` is somebody's own */
  constructor(
    readonly type: string,
    readonly ctx?: Readonly<Record<string, unknown>>,
    said?: string,
  ) {
    this.msg = said ?? message(type, ctx);
    if (ctx !== undefined && said === undefined) Object.freeze(ctx);
  }

  /** An issue's JSON up to the first element of its place. */
  get head(): string {
    this.#head ??= `{"type":${JSON.stringify(this.type)},"loc":[`;
    return this.#head;
  }

  /** Between place and value. */
  get middle(): string {
    this.#middle ??= `],"msg":${JSON.stringify(this.msg)},"input":`;
    return this.#middle;
  }

  /** What follows the value. */
  get tail(): string {
    this.#tail ??= this.ctx === undefined ? "}" : `,"ctx":${JSON.stringify(this.ctx)}}`;
    return this.#tail;
  }
}

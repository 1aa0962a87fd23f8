import { HttpError } from "../errors/http-error.js";
import type { BodyReceiver } from "./exchange.js";
import { limits } from "./limits.js";

/** Looks after bodies whose client has gone silent. One timer for all of them, and no clock to read for each piece. */
export class BodyWatch {
  /** Counts the looks; what was heard of since the last one bears its number. */
  round = 0;
  private readonly reading: BodyCollector[] = [];
  private timer: NodeJS.Timeout | undefined;

  add(body: BodyCollector): void {
    body.place = this.reading.push(body) - 1;
    this.timer ??= setInterval(() => this.look(), limits.checkInterval).unref();
  }

  remove(body: BodyCollector): void {
    const last = this.reading.pop();
    if (last === undefined || last === body) return;
    this.reading[body.place] = last;
    last.place = body.place;
  }

  private look(): void {
    this.round += 1;
    const silentSince = this.round - limits.bodyIdle / limits.checkInterval;
    for (const body of [...this.reading]) if (body.heard < silentSince) body.fail(new HttpError(408));
    if (this.reading.length > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}

/** Hands a body's pieces to a {@link BodyCollector}. */
export interface BodySource {
  /** The collector wants no more. What still comes is not read: the answer decides what becomes of it. */
  stopBody(): void;
}

/** Collects one body in memory, and tells its receiver. What it is told after that does not matter. */
export class BodyCollector {
  /** Among those that are being read; of the watch. */
  place = 0;
  /** In which round of the watch the last piece came. */
  heard: number;
  private isOver = false;
  private size = 0;
  /** Most bodies arrive in one piece, which is then handed on uncopied. */
  private first: Uint8Array | undefined = undefined;
  private more: Uint8Array[] | undefined = undefined;

  /** @param limit in bytes */
  constructor(
    private readonly source: BodySource,
    private readonly limit: number,
    private readonly receiver: BodyReceiver,
    private readonly watch: BodyWatch,
  ) {
    this.heard = watch.round;
    watch.add(this);
  }

  take(piece: Uint8Array): void {
    if (this.isOver) return;
    this.heard = this.watch.round;
    this.size += piece.byteLength;
    if (this.size > this.limit) this.fail(new HttpError(413));
    else if (this.first === undefined) this.first = piece;
    else if (this.more === undefined) this.more = [piece];
    else this.more.push(piece);
  }

  end(): void {
    if (this.isOver) return;
    this.close();
    const first = this.first ?? Buffer.alloc(0);
    this.receiver.bodyArrived(this.more === undefined ? first : Buffer.concat([first, ...this.more], this.size));
  }

  /** Its client has left. */
  breakOff(cause?: Error): void {
    this.fail(new HttpError(400, "The body ended early", cause === undefined ? undefined : { cause }));
  }

  fail(error: HttpError): void {
    if (this.isOver) return;
    this.close();
    this.source.stopBody();
    this.receiver.bodyFailed(error);
  }

  private close(): void {
    this.isOver = true;
    this.watch.remove(this);
  }
}

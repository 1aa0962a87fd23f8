/** Where the bytes of a body go. */
export interface BodySink {
  take(piece: Buffer): void;
  end(): void;
  /** Its client has left. */
  breakOff(): void;
}

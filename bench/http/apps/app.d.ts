/** Who takes part. It listens on 127.0.0.1 at `PORT`, and answers `GET /hello` when it is ready. */
export interface App {
  readonly name: string;
  /** Of what it is made with; of an absent app, why it is absent. */
  readonly version: string;
  /** Absent where the app cannot be started. */
  readonly command?: string;
  readonly args?: readonly string[];
  /** Given the port as this option too, beside `PORT`. */
  readonly portOption?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** It is several processes, which take any core. */
  readonly isOnAllCores?: boolean;
  /** It checks its input, and is asked for what it refuses. */
  readonly checks: boolean;
  /** Takes part in `quick` too. */
  readonly isQuick?: boolean;
  /** What it does otherwise than the others, because that is how it is used; a line. */
  readonly differs?: string;
  /** Scenarios it does not do, by name, and why. The report says so. */
  readonly without?: Readonly<Record<string, string>>;
}

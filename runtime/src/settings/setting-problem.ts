/** One variable that cannot be read. */
export interface SettingProblem {
  /** Its name, and for an item of a list which one: `TAGS, item 2`. */
  readonly variable: string;
  readonly reason: string;
  /** Where it was read from: `environment`, `.env:3`, `values`, or `not set`. */
  readonly source: string;
}

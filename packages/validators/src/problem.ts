export interface Problem {
  readonly validator: "redocly" | "seriousme" | "swagger-parser";
  readonly severity: "error" | "warning";
  readonly message: string;
  /** A rule's name, where the validator has names. */
  readonly rule?: string;
  /** A JSON pointer into the document. */
  readonly pointer?: string;
}

import { type FaultCode, type FaultDetails, faults } from "./faults.js";

/** Something Typeway itself refuses. Match on `code`; the codes are listed in `docs/faults.md`. */
export class TypewayError<C extends FaultCode = FaultCode> extends Error {
  override readonly name = "TypewayError";
  readonly code: C;
  readonly details: FaultDetails<C>;

  constructor(code: C, details: FaultDetails<C>, options?: ErrorOptions) {
    // The catalogue's entry for `code` takes exactly `FaultDetails<code>`; TypeScript cannot correlate the two.
    const sentence: (details: FaultDetails<C>) => string = faults[code] as never;
    super(`${code}: ${sentence(details)}`, options);
    this.code = code;
    this.details = details;
  }
}

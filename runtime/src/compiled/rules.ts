import { echo } from "./echo.js";
import { type FormatRule, formats } from "./formats.js";
import { Wording } from "./wording.js";

/** The constraints of a string as generated code hands them to the slow path: JSON Schema's words. */
export class StringRules {
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
  readonly pattern: RegExp | undefined;
  readonly format: FormatRule | undefined;
  /** What is done to a string of a request before it is looked at. */
  readonly transforms: readonly Transform[] | undefined;
  private short: Wording | undefined = undefined;
  private long: Wording | undefined = undefined;
  private unlike: Wording | undefined = undefined;

  constructor(rules: {
    readonly minLength?: number;
    readonly maxLength?: number;
    readonly pattern?: RegExp;
    readonly format?: string;
    readonly transforms?: readonly Transform[];
  }) {
    this.minLength = rules.minLength;
    this.maxLength = rules.maxLength;
    this.pattern = rules.pattern;
    this.format = rules.format === undefined ? undefined : formats[rules.format];
    this.transforms = rules.transforms;
  }

  get tooShort(): Wording {
    this.short ??= new Wording("string_too_short", { min_length: this.minLength });
    return this.short;
  }

  get tooLong(): Wording {
    this.long ??= new Wording("string_too_long", { max_length: this.maxLength });
    return this.long;
  }

  get mismatch(): Wording {
    this.unlike ??= new Wording("string_pattern_mismatch", { pattern: this.pattern && textOf(this.pattern) });
    return this.unlike;
  }
}

/** The pattern as it was written: `source` escapes slashes. */
const textOf = ({ source }: RegExp): string => (source.includes("/") ? source.replaceAll("\\/", "/") : source);

export type Transform = "trim" | "lowercase";

interface Range<N> {
  readonly minimum?: N;
  readonly maximum?: N;
  readonly exclusiveMinimum?: N;
  readonly exclusiveMaximum?: N;
  readonly multipleOf?: N;
}

/** The constraints of a number or a bigint. */
class RangeRules<N extends number | bigint> {
  readonly minimum: N | undefined;
  readonly maximum: N | undefined;
  readonly exclusiveMinimum: N | undefined;
  readonly exclusiveMaximum: N | undefined;
  readonly multipleOf: N | undefined;
  private low: Wording | undefined = undefined;
  private high: Wording | undefined = undefined;
  private lowest: Wording | undefined = undefined;
  private highest: Wording | undefined = undefined;
  private odd: Wording | undefined = undefined;

  constructor(rules: Range<N>) {
    this.minimum = rules.minimum;
    this.maximum = rules.maximum;
    this.exclusiveMinimum = rules.exclusiveMinimum;
    this.exclusiveMaximum = rules.exclusiveMaximum;
    this.multipleOf = rules.multipleOf;
  }

  get belowMinimum(): Wording {
    this.low ??= new Wording("greater_than_equal", { ge: echo(this.minimum) });
    return this.low;
  }

  get aboveMaximum(): Wording {
    this.high ??= new Wording("less_than_equal", { le: echo(this.maximum) });
    return this.high;
  }

  get notAbove(): Wording {
    this.lowest ??= new Wording("greater_than", { gt: echo(this.exclusiveMinimum) });
    return this.lowest;
  }

  get notBelow(): Wording {
    this.highest ??= new Wording("less_than", { lt: echo(this.exclusiveMaximum) });
    return this.highest;
  }

  get noMultiple(): Wording {
    this.odd ??= new Wording("multiple_of", { multiple_of: echo(this.multipleOf) });
    return this.odd;
  }
}

export class NumberRules extends RangeRules<number> {}

export class IntegerRules extends RangeRules<number> {
  /** What the format allows. */
  readonly least: number;
  readonly most: number;
  private tooLow: Wording | undefined = undefined;
  private tooHigh: Wording | undefined = undefined;

  constructor(format: IntegerFormat, rules: Range<number> = {}) {
    super(rules);
    const { least, most } = rangeByFormat[format];
    this.least = least;
    this.most = most;
  }

  get belowLeast(): Wording {
    this.tooLow ??= new Wording("greater_than_equal", { ge: this.least });
    return this.tooLow;
  }

  get aboveMost(): Wording {
    this.tooHigh ??= new Wording("less_than_equal", { le: this.most });
    return this.tooHigh;
  }
}

export class BigintRules extends RangeRules<bigint> {}

export interface ListRules {
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: true;
  /** What is done to the items before they are compared. */
  readonly transforms?: readonly Transform[];
}

export type IntegerFormat = "int32" | "uint32" | "int64" | "uint64";

const rangeByFormat: Readonly<Record<IntegerFormat, { readonly least: number; readonly most: number }>> = {
  int32: { least: -2_147_483_648, most: 2_147_483_647 },
  uint32: { least: 0, most: 4_294_967_295 },
  int64: { least: Number.MIN_SAFE_INTEGER, most: Number.MAX_SAFE_INTEGER },
  uint64: { least: 0, most: Number.MAX_SAFE_INTEGER },
};

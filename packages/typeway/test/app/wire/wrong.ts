/** The issues of the wire's tables: code, sentence and context as the answer has them, with the place below the value. */
export interface Wrong {
  readonly type: string;
  readonly msg: string;
  readonly input: unknown;
  readonly ctx?: Readonly<Record<string, unknown>>;
  /** The rest of `loc`, behind the place and the name of the value. */
  readonly at: readonly (string | number)[];
}

type Ctx = Readonly<Record<string, unknown>>;

const wrong =
  (type: string, msg: string) =>
  (input: unknown, ...at: (string | number)[]): Wrong => ({ type, msg, input, at });

const wrongBy =
  <Limit>(type: string, msg: (limit: Limit) => string, ctx: (limit: Limit) => Ctx) =>
  (limit: Limit, input: unknown, ...at: (string | number)[]): Wrong => ({
    type,
    msg: msg(limit),
    input,
    ctx: ctx(limit),
    at,
  });

type Limit = number | string;
const items = (count: number) => `${count} item${count === 1 ? "" : "s"}`;
const characters = (count: number) => `${count} character${count === 1 ? "" : "s"}`;

export const missing = (...at: (string | number)[]): Wrong => wrong("missing", "A value is required here")(null, ...at);
export const duplicate = wrong("duplicate", "Send this only once");
export const extraForbidden = wrong("extra_forbidden", "This property is not declared");
export const noneRequired = wrong("none_required", "Expected null");

export const stringType = wrong("string_type", "Expected a string");
export const stringTooShort = wrongBy(
  "string_too_short",
  (least: number) => `Expected at least ${characters(least)}`,
  (min_length) => ({ min_length }),
);
export const stringTooLong = wrongBy(
  "string_too_long",
  (most: number) => `Expected at most ${characters(most)}`,
  (max_length) => ({ max_length }),
);
export const patternMismatch = wrongBy(
  "string_pattern_mismatch",
  (pattern: string) => `Expected text that matches ${pattern}`,
  (pattern) => ({ pattern }),
);

export const floatType = wrong("float_type", "Expected a number");
export const floatParsing = wrong("float_parsing", "Expected a number");
export const finiteNumber = wrong("finite_number", "Expected a finite number");
export const intType = wrong("int_type", "Expected an integer");
export const intParsing = wrong("int_parsing", "Expected an integer, written in digits only");
export const intFromFloat = wrong("int_from_float", "Expected an integer, not a fraction");
export const greaterThan = wrongBy(
  "greater_than",
  (gt: Limit) => `Expected more than ${gt}`,
  (gt) => ({ gt }),
);
export const greaterThanEqual = wrongBy(
  "greater_than_equal",
  (ge: Limit) => `Expected ${ge} or more`,
  (ge) => ({ ge }),
);
export const lessThan = wrongBy(
  "less_than",
  (lt: Limit) => `Expected less than ${lt}`,
  (lt) => ({ lt }),
);
export const lessThanEqual = wrongBy(
  "less_than_equal",
  (le: Limit) => `Expected ${le} or less`,
  (le) => ({ le }),
);
export const multipleOf = wrongBy(
  "multiple_of",
  (of: Limit) => `Expected a multiple of ${of}`,
  (multiple_of) => ({ multiple_of }),
);

export const boolType = wrong("bool_type", "Expected true or false");
export const boolParsing = wrong("bool_parsing", "Expected true or false");

export const literalError = wrongBy(
  "literal_error",
  (expected: string) => `Expected ${expected}`,
  (expected) => ({ expected }),
);
export const notOfEnum = wrongBy(
  "enum",
  (expected: string) => `Expected ${expected}`,
  (expected) => ({ expected }),
);

const formatError = (type: string, msg: string, ctx: Ctx) => {
  const one = wrong(type, msg);
  return (input: unknown, ...at: (string | number)[]): Wrong => ({ ...one(input, ...at), ctx });
};

export const datetimeType = wrong("datetime_type", "Expected a date and time");
export const datetimeParsing = formatError(
  "datetime_from_date_parsing",
  "Expected a date and time such as 2024-05-31T12:00:00Z",
  { error: "not an RFC 3339 date and time" },
);
export const dateParsing = formatError("date_from_datetime_parsing", "Expected a date such as 2024-05-31", {
  error: "not a calendar date",
});
export const timeParsing = formatError("time_parsing", "Expected a time with an offset, such as 12:00:00Z", {
  error: "not an RFC 3339 time with an offset",
});
export const durationParsing = formatError("time_delta_parsing", "Expected a duration such as PT1H30M", {
  error: "not an ISO 8601 duration",
});
export const uuidParsing = formatError("uuid_parsing", "Expected a UUID", { error: "not a UUID" });
export const urlParsing = formatError("url_parsing", "Expected a URL", { error: "not an absolute URI" });
export const urlType = wrong("url_type", "Expected a URL");
export const urlInvalid = formatError("url_parsing", "Expected a URL", { error: "not a valid URL" });
export const bytesType = wrong("bytes_type", "Expected bytes, written in base64");
export const bytesEncoding = wrongBy(
  "bytes_invalid_encoding",
  (_encoding_error: string) => "Expected base64 with its padding",
  (encoding_error) => ({ encoding: "base64", encoding_error }),
);
export const ipAnyAddress = wrong("ip_any_address", "Expected an IP address");
export const valueError = wrongBy(
  "value_error",
  (reason: string) => `This value is ${reason}`,
  (reason) => ({ reason }),
);

export const listType = wrong("list_type", "Expected an array");
export const setType = wrong("set_type", "Expected an array without repeated items");
export const tupleType = wrong("tuple_type", "Expected an array");
export const modelType = wrong("model_attributes_type", "Expected an object");
export const dictType = wrong("dict_type", "Expected an object");

type Field = "List" | "Set" | "Tuple";
export const tooShort = (
  field_type: Field,
  min_length: number,
  actual_length: number,
  input: unknown,
  ...at: (string | number)[]
): Wrong => ({
  type: "too_short",
  msg: `Expected at least ${items(min_length)}, got ${actual_length}`,
  input,
  ctx: { field_type, min_length, actual_length },
  at,
});
export const tooLong = (
  field_type: Field,
  max_length: number,
  actual_length: number,
  input: unknown,
  ...at: (string | number)[]
): Wrong => ({
  type: "too_long",
  msg: `Expected at most ${items(max_length)}, got ${actual_length}`,
  input,
  ctx: { field_type, max_length, actual_length },
  at,
});

export const unionTagNotFound = wrongBy(
  "union_tag_not_found",
  (name: string) => `The property '${name}', which tells the variants apart, is required`,
  (name) => ({ discriminator: `'${name}'` }),
);

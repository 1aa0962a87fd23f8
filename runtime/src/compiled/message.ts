type Words = Readonly<Record<string, unknown>>;

const count = (n: unknown, one: string): string => `${n} ${one}${n === 1 ? "" : "s"}`;

const sentences: Readonly<Record<string, (ctx: Words) => string>> = {
  missing: () => "A value is required here",
  duplicate: () => "Send this only once",
  extra_forbidden: () => "This property is not declared",
  forbidden_key: () => "A key of this name is not allowed",
  json_too_deep: () => "This is nested deeper than 64 levels",
  none_required: () => "Expected null",
  string_type: () => "Expected a string",
  string_too_short: (ctx) => `Expected at least ${count(ctx.min_length, "character")}`,
  string_too_long: (ctx) => `Expected at most ${count(ctx.max_length, "character")}`,
  string_pattern_mismatch: (ctx) => `Expected text that matches ${ctx.pattern}`,
  int_type: () => "Expected an integer",
  int_parsing: () => "Expected an integer, written in digits only",
  int_from_float: () => "Expected an integer, not a fraction",
  float_type: () => "Expected a number",
  float_parsing: () => "Expected a number",
  finite_number: () => "Expected a finite number",
  bool_type: () => "Expected true or false",
  bool_parsing: () => "Expected true or false",
  greater_than: (ctx) => `Expected more than ${ctx.gt}`,
  greater_than_equal: (ctx) => `Expected ${ctx.ge} or more`,
  less_than: (ctx) => `Expected less than ${ctx.lt}`,
  less_than_equal: (ctx) => `Expected ${ctx.le} or less`,
  multiple_of: (ctx) => `Expected a multiple of ${ctx.multiple_of}`,
  literal_error: (ctx) => `Expected ${ctx.expected}`,
  enum: (ctx) => `Expected ${ctx.expected}`,
  list_type: () => "Expected an array",
  set_type: () => "Expected an array without repeated items",
  tuple_type: () => "Expected an array",
  too_short: (ctx) => `Expected at least ${count(ctx.min_length, "item")}, got ${ctx.actual_length}`,
  too_long: (ctx) => `Expected at most ${count(ctx.max_length, "item")}, got ${ctx.actual_length}`,
  model_attributes_type: () => "Expected an object",
  dict_type: () => "Expected an object",
  union_tag_not_found: (ctx) => `The property ${ctx.discriminator}, which tells the variants apart, is required`,
  union_tag_invalid: (ctx) => `Expected ${ctx.discriminator} to be one of ${ctx.expected_tags}`,
  datetime_type: () => "Expected a date and time",
  datetime_from_date_parsing: () => "Expected a date and time such as 2024-05-31T12:00:00Z",
  date_from_datetime_parsing: () => "Expected a date such as 2024-05-31",
  time_parsing: () => "Expected a time with an offset, such as 12:00:00Z",
  time_delta_parsing: () => "Expected a duration such as PT1H30M",
  uuid_parsing: () => "Expected a UUID",
  url_parsing: () => "Expected a URL",
  bytes_type: () => "Expected bytes, written in base64",
  bytes_invalid_encoding: () => "Expected base64 with its padding",
  url_type: () => "Expected a URL",
  ip_any_address: () => "Expected an IP address",
  is_instance_of: (ctx) => `Expected an instance of ${ctx.class}`,
  value_error: (ctx) => `This value is ${ctx.reason}`,
};

const sentenceByType = new Map(Object.entries(sentences));

/** The codes of what is not of its type; `docs/issues.md` explains them. */
export const codes: readonly string[] = [...sentenceByType.keys()];

const noWords: Words = {};

/** The sentence of an issue, in our own words. @param type the code */
export function message(type: string, ctx: Words = noWords): string {
  const say = sentenceByType.get(type);
  return say === undefined ? "This value is not valid" : say(ctx);
}

/** Own words of one place, by code; `*` stands for every code without. */
export type Messages = Readonly<Record<string, string>>;

/**
 * Words for a code win over those of who refused the value, these over words for any code. `{min_length}` in them stands
 * for the constraint's own number.
 */
export function ownMessage(messages: Messages, type: string, ctx: Words = {}, said?: string): string {
  const own = Object.hasOwn(messages, type) ? messages[type] : said === undefined ? messages["*"] : undefined;
  if (own === undefined) return said ?? message(type, ctx);
  return own.replace(/\{(\w+)\}/g, (written, name: string) => (Object.hasOwn(ctx, name) ? String(ctx[name]) : written));
}

import { FAIL, type Issue, type Location } from "@typeway/contract";
import { InvalidValue, VALUE_ERROR } from "../errors/invalid-value.js";
import { readBuffer } from "./bytes.js";
import { attempt, type CheckFunction, type CodecFunctions } from "./custom.js";
import { cut, echo, HIDDEN } from "./echo.js";
import { formats, isByte, isUri } from "./formats.js";
import { type Messages, message, ownMessage } from "./message.js";
import { isMultiple } from "./numbers.js";
import type { BigintRules, IntegerFormat, ListRules, NumberRules, StringRules, Transform } from "./rules.js";
import { rangeByFormat } from "./rules.js";
import { hasAtLeast, hasAtMost, longestUnbounded } from "./strings.js";
import { areUnique } from "./structure.js";
import { transformed } from "./transforms.js";
import { readUrl } from "./urls.js";

type Key = string | number;
/** The names of secret properties, at any depth; `all`: everything is secret. */
export type Secrets = ReadonlySet<unknown> | "all";
/** So many issues of one function are found; an answer that has to leave some out says so. */
export const mostIssues = 1_001;

/** The pattern as it was written: `source` escapes slashes. */
const textOf = ({ source }: RegExp): string => (source.includes("/") ? source.replaceAll("\\/", "/") : source);

/** The root with room behind it: one array of the right length, because a growing one is several times as slow. */
function startOf(root: Location, more: number): Key[] {
  const place = new Array<Key>(root.length + more);
  for (let index = 0; index < root.length; index++) place[index] = root[index] as Key;
  return place;
}

/**
 * One place of a value under explanation, and where its issues go. The place is a chain up to the root, so that
 * visiting a property copies no path.
 */
export abstract class Probe<Self> {
  #below: (Self & Probe<Self>) | undefined;
  #key: Key | undefined;
  #messages: Messages | undefined;
  /** The messages are meant for what is below under a name, too. */
  #passesOn = false;
  #secrets: Secrets | undefined;

  constructor(
    protected readonly issues: Issue[],
    private readonly root: Location,
    private readonly parent?: Probe<Self>,
  ) {}

  protected abstract below(): Self & Probe<Self>;

  /** The place of a property or item. Good until the next is asked for: all children of a place are one object. */
  at(key: Key): Self {
    this.#below ??= this.below().hiding(this.#secrets);
    this.#below.#key = key;
    this.#below.#messages = typeof key === "number" || this.#passesOn ? this.#messages : undefined;
    return this.#below;
  }

  /** Gives the issues of this place words of its own, and those of its items; not those of properties. */
  saying(messages: Messages): this {
    this.#messages = messages;
    return this;
  }

  /** Lets the members of a union at this place speak as the place does. */
  protected wordMembers<P extends Probe<P>>(members: P): P {
    members.#messages = this.#messages;
    members.#passesOn = true;
    return members;
  }

  /** Shows nothing of what is secret: what stands under one of the names, or nothing at all. */
  hiding(secrets: Secrets | undefined): this {
    this.#secrets = secrets;
    return this;
  }

  /** What a probe that begins anew at this place has to hide. */
  protected get secretsHere(): Secrets | undefined {
    return this.#isHidden() ? "all" : this.#secrets;
  }

  #isHidden(): boolean {
    if (this.#secrets === undefined || this.#secrets === "all") return this.#secrets === "all";
    return this.#secrets.has(this.#key) || this.parent?.secretsHere === "all";
  }

  /** What an issue shows of a value. What is not declared may be a secret whose name is misspelt. */
  #shown(type: string, value: unknown): unknown {
    const secrets = this.#secrets;
    if (secrets === undefined) return typeof value === "string" ? cut(value) : echo(value);
    if (value === undefined) return null;
    if (secrets === "all" || type === "extra_forbidden" || this.#isHidden()) return HIDDEN;
    return echo(value, secrets);
  }

  protected place(): Key[] {
    return this.placeWith(0);
  }

  /** @param more so many keys are to follow */
  private placeWith(more: number): Key[] {
    if (this.parent === undefined) return startOf(this.root, more);
    const key = this.#key;
    const place = this.parent.placeWith(key === undefined ? more : more + 1);
    if (key !== undefined) place[place.length - more - 1] = typeof key === "string" ? cut(key) : key;
    return place;
  }

  /**
   * The one way an issue comes about: what it shows of its input is decided here.
   * @param said the words of who refused it
   */
  protected add(type: string, value: unknown, ctx?: Readonly<Record<string, unknown>>, said?: string): void {
    if (this.issues.length >= mostIssues) return;
    const loc = this.place();
    const msg =
      this.#messages === undefined ? (said ?? message(type, ctx)) : ownMessage(this.#messages, type, ctx, said);
    const input = this.#shown(type, value);
    this.issues.push(ctx === undefined ? { type, loc, msg, input } : { type, loc, msg, input, ctx });
  }

  /** How many issues there are: the same after a value that has none. */
  get count(): number {
    return this.issues.length;
  }

  /** Adds the issue of the first function that refuses a value. @param input what was sent for it */
  passes(input: unknown, value: unknown, checks: readonly (readonly [name: string, check: CheckFunction])[]): void {
    if (value === FAIL) return;
    for (const [name, check] of checks) {
      const outcome = attempt(() => check(value));
      if ("value" in outcome && outcome.value !== false) continue;
      if ("thrown" in outcome) this.refuse(input, outcome.thrown);
      else this.add(VALUE_ERROR, input, { reason: `refused by ${name}` });
      return;
    }
  }

  /** Adds an issue when a codec refuses a value that is of its wire type. @param input what was sent for it */
  decodes(codec: CodecFunctions, input: unknown, wire: unknown): void {
    if (wire === FAIL) return;
    const outcome = attempt(() => codec.decode(wire));
    if ("thrown" in outcome) this.refuse(input, outcome.thrown);
  }

  /** The issue for what a user's function has thrown: never its stack. */
  protected refuse(input: unknown, thrown: unknown): void {
    if (thrown instanceof InvalidValue) this.add(thrown.type, input, thrown.ctx, thrown.message);
    else if (thrown instanceof Error && thrown.message !== "")
      this.add(VALUE_ERROR, input, { error: thrown.message }, thrown.message);
    else this.add(VALUE_ERROR, input, { reason: "refused" });
  }

  /** Adds `missing` for a value that is not there. */
  absent(value: unknown): value is undefined {
    if (value !== undefined) return false;
    this.add("missing", undefined);
    return true;
  }

  /** @param input what was sent, where it was transformed since */
  protected stringRules(value: string, rules: StringRules, input = value): void {
    const { minLength, maxLength, pattern, format } = rules;
    if (minLength !== undefined && !hasAtLeast(value, minLength)) {
      this.add("string_too_short", input, { min_length: minLength });
    } else if (maxLength !== undefined && !hasAtMost(value, maxLength)) {
      this.add("string_too_long", input, { max_length: maxLength });
    } else {
      if (pattern !== undefined && maxLength === undefined && value.length > longestUnbounded) {
        this.add("string_too_long", input, { max_length: longestUnbounded });
        return;
      }
      if (pattern !== undefined && !pattern.test(value)) {
        this.add("string_pattern_mismatch", input, { pattern: textOf(pattern) });
      }
      this.formatRule(value, format, input);
    }
  }

  private formatRule(value: string, format: string | undefined, input: string): void {
    const rule = format === undefined ? undefined : formats[format];
    if (rule === undefined || rule.is(value)) return;
    const { type, problem } = rule;
    if (value.length > longestUnbounded && format !== "byte")
      this.add("string_too_long", input, { max_length: longestUnbounded });
    else if (type === "ip_any_address") this.add(type, input);
    else this.add(type, input, type === "value_error" ? { reason: problem } : { error: problem });
  }

  protected urlRule(value: string): void {
    if (readUrl(value) !== FAIL) return;
    this.add("url_parsing", value, { error: isUri(value) ? "not a valid URL" : "not an absolute URI" });
  }

  protected bytesRule(value: string): void {
    if (readBuffer(value) !== FAIL) return;
    const encoding_error = isByte(value) ? "bits that carry nothing are not zero" : "not base64 with its padding";
    this.add("bytes_invalid_encoding", value, { encoding: "base64", encoding_error });
  }

  protected integerRules(value: number, format: IntegerFormat, rules: NumberRules): void {
    const range = rangeByFormat[format];
    if (value < range.least) this.add("greater_than_equal", value, { ge: range.least });
    else if (value > range.most) this.add("less_than_equal", value, { le: range.most });
    else this.numberRules(value, rules);
  }

  protected numberRules(value: number, rules: NumberRules): void {
    this.rangeRules(value, rules);
    if (rules.multipleOf !== undefined && !isMultiple(value, rules.multipleOf)) {
      this.add("multiple_of", value, { multiple_of: rules.multipleOf });
    }
  }

  protected bigintRules(value: bigint, rules: BigintRules): void {
    this.rangeRules(value, rules);
    if (rules.multipleOf !== undefined && value % rules.multipleOf !== 0n) {
      this.add("multiple_of", value, { multiple_of: echo(rules.multipleOf) });
    }
  }

  private rangeRules<N extends number | bigint>(
    value: N,
    rules: { readonly minimum?: N; readonly maximum?: N; readonly exclusiveMinimum?: N; readonly exclusiveMaximum?: N },
  ): void {
    const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = rules;
    if (minimum !== undefined && value < minimum) this.add("greater_than_equal", value, { ge: echo(minimum) });
    if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) {
      this.add("greater_than", value, { gt: echo(exclusiveMinimum) });
    }
    if (maximum !== undefined && value > maximum) this.add("less_than_equal", value, { le: echo(maximum) });
    if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) {
      this.add("less_than", value, { lt: echo(exclusiveMaximum) });
    }
  }

  /** An item as it is compared with others. */
  protected compared(item: unknown, transforms: readonly Transform[] | undefined): unknown {
    return typeof item === "string" ? transformed(item, transforms) : item;
  }

  protected listRules(value: readonly unknown[], rules: ListRules, field_type: "List" | "Set" | "Tuple"): void {
    const { minItems, maxItems } = rules;
    const actual_length = value.length;
    if (minItems !== undefined && actual_length < minItems) {
      this.add("too_short", value, { field_type, min_length: minItems, actual_length });
    }
    if (maxItems !== undefined && actual_length > maxItems) {
      this.add("too_long", value, { field_type, max_length: maxItems, actual_length });
    }
    if (rules.uniqueItems && !areUnique(value.map((item) => this.compared(item, rules.transforms))))
      this.add("value_error", value, { reason: "a list with repeated items" });
  }
}

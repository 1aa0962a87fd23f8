import { FAIL, type Location } from "@typeway/contract";
import { InvalidValue, VALUE_ERROR } from "../errors/invalid-value.js";
import { readBuffer } from "./bytes.js";
import { attempt, type CheckFunction, type CodecFunctions } from "./custom.js";
import { echo, HIDDEN } from "./echo.js";
import { append, Finding, firstOf, type Key, type Path, type Placed } from "./finding.js";
import { type FormatRule, formats, isByte, isUri } from "./formats.js";
import type { IssueList } from "./issue-list.js";
import { type Messages, message, ownMessage } from "./message.js";
import { isMultiple } from "./numbers.js";
import type { BigintRules, IntegerRules, ListRules, NumberRules, StringRules, Transform } from "./rules.js";
import { hasAtLeast, hasAtMost, longestUnbounded } from "./strings.js";
import { areUnique } from "./structure.js";
import { transformed } from "./transforms.js";
import { readUrl } from "./urls.js";
import { Wording } from "./wording.js";
import { fraction, infinite, missing } from "./wordings.js";

export type { Key, Path } from "./finding.js";
/** The names of secret properties, at any depth; `all`: everything is secret. */
export type Secrets = ReadonlySet<unknown> | "all";
/** So many issues of one function are found; an answer that has to leave some out says so. */
export const mostIssues = 1_001;

/** What a finding keeps of a value: nothing that could change before it is shown. */
const kept = (value: unknown): unknown => (typeof value === "object" && value !== null ? echo(value) : value);

/** What is yes or no about a probe, in one number. */
export const IN_MEMORY = 1;
export const REFUSING = 2;
/** Its places are relative to those of the union above it. */
export const MEMBER = 4;
/** Its messages are meant for what is below under a name, too. */
const PASSES_ON = 8;
/** There are findings here or below, so that it has to stay where it is. */
const FIXED = 16;
/** Of a property or item of the place above. Said here, because to ask of which class an array is takes longer. */
export const BELOW = 32;

const nowhere: Location = [];

/**
 * One place of a value under explanation, and where its issues go. The place is a chain up to the root, so that
 * visiting a property copies no path.
 */
export abstract class Probe<Self> implements Placed {
  // Few and small: most of what it costs to make a probe is the memory that it takes. Declared only, because fields that
  // are defined take longer than those that are assigned.
  declare protected readonly issues: IssueList;
  declare protected readonly above: Location | Probe<Self>;
  declare private child: (Self & Probe<Self>) | undefined;
  /** Its name or index in what is above. */
  declare private step: Key | undefined;
  declare protected flags: number;
  // Absent until there are any.
  declare private messages: Messages | undefined;
  declare private secrets: Secrets | undefined;

  constructor(issues: IssueList, above: Location | Probe<Self>, flags: number) {
    this.issues = issues;
    this.above = above;
    this.child = undefined;
    this.step = undefined;
    this.flags = flags;
  }

  protected abstract below(): Self & Probe<Self>;

  private get parent(): Probe<Self> | undefined {
    return (this.flags & BELOW) !== 0 && this.above instanceof Probe ? this.above : undefined;
  }

  /** The place of a property or item. Good until the next is asked for: as a rule all children are one object. */
  at(key: Key): Self {
    let { child } = this;
    if (child === undefined || (child.flags & FIXED) !== 0) {
      child = this.below().hiding(this.secrets);
      this.child = child;
    }
    child.step = key;
    const messages = this.messagesOf(key);
    if (child.messages !== messages) child.messages = messages;
    return child;
  }

  /** Gives the issues of this place words of its own, and those of its items; not those of properties. */
  saying(messages: Messages): this {
    this.messages = messages;
    return this;
  }

  /** Lets the members of a union at this place speak as the place does. */
  protected wordMembers<P extends Probe<P>>(members: P): P {
    if (this.messages !== undefined) members.messages = this.messages;
    members.flags |= PASSES_ON;
    return members;
  }

  /** Shows nothing of what is secret: what stands under one of the names, or nothing at all. */
  hiding(secrets: Secrets | undefined): this {
    if (this.secrets !== secrets) this.secrets = secrets;
    return this;
  }

  /** What a probe that begins anew at this place has to hide. */
  protected get secretsHere(): Secrets | undefined {
    return this.isHidden() ? "all" : this.secrets;
  }

  private isHidden(): boolean {
    if (this.secrets === undefined || this.secrets === "all") return this.secrets === "all";
    return this.secrets.has(this.step) || this.parent?.secretsHere === "all";
  }

  /** What an issue shows of a value. What is not declared may be a secret whose name is misspelt. */
  private shown(type: string, value: unknown, path: Path | undefined): unknown {
    const secrets = this.secrets;
    if (secrets === undefined) return echo(value);
    if (value === undefined) return null;
    if (secrets === "all" || type === "extra_forbidden" || this.isHidden()) return HIDDEN;
    return path !== undefined && secrets.has(firstOf(path)) ? HIDDEN : echo(value, secrets);
  }

  /** @param path to a property or item of this place */
  place(path?: Path): Key[] {
    const place = this.parent === undefined ? [...this.origin] : this.parent.place();
    return append(append(place, this.step), path);
  }

  /** The place that the others are below. */
  get origin(): Location {
    if (this.parent !== undefined) return this.parent.origin;
    return this.above instanceof Probe ? nowhere : this.above;
  }

  /** The messages that are meant for a property or item of this place, too. */
  private messagesOf(path: Path | undefined): Messages | undefined {
    const isHere = path === undefined || typeof firstOf(path) === "number";
    return isHere || (this.flags & PASSES_ON) !== 0 ? this.messages : undefined;
  }

  private worded(wording: Wording, path: Path | undefined): Wording {
    const messages = this.messagesOf(path);
    if (messages === undefined) return wording;
    const { type, ctx } = wording;
    return new Wording(type, ctx, ownMessage(messages, type, ctx));
  }

  /** What has findings keeps its place: the next child will be another object. */
  private fix(): this {
    let probe: Probe<Self> | undefined = this;
    while (probe !== undefined && (probe.flags & FIXED) === 0) {
      probe.flags |= FIXED;
      probe = probe.parent;
    }
    return this;
  }

  /**
   * Adds the issue of a constraint that was broken. In one piece, because calls are a good part of what an issue costs.
   * @param path to a property or item of this place, where the value is one
   */
  protected tell(wording: Wording, value: unknown, path: Path | undefined): void {
    const { issues } = this;
    if (issues.length >= mostIssues) return;
    if ((this.flags & FIXED) === 0) this.fix();
    const words = this.messages === undefined ? wording : this.worded(wording, path);
    const input = this.secrets === undefined ? kept(value) : this.shown(wording.type, value, path);
    issues.add(new Finding(words, this, path, input));
  }

  /**
   * Adds an issue whose words depend on the value.
   * @param said the words of who refused it
   */
  protected add(
    type: string,
    value: unknown,
    ctx?: Readonly<Record<string, unknown>>,
    said?: string,
    path?: Path,
  ): void {
    if (this.issues.length >= mostIssues) return;
    const messages = this.messagesOf(path);
    const msg = messages === undefined ? (said ?? message(type, ctx)) : ownMessage(messages, type, ctx, said);
    const input = this.shown(type, value, path);
    this.issues.add(new Finding(new Wording(type, ctx, msg), this.fix(), path, input));
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
  absent(value: unknown, path?: Path): value is undefined {
    if (value !== undefined) return false;
    this.tell(missing, undefined, path);
    return true;
  }

  /** Adds the issue of a value that is known to be another one, or none. */
  other(value: unknown, wording: Wording, path?: Path): void {
    this.tell(value === undefined ? missing : wording, value, path);
  }

  /** @param input what was sent, where it was transformed since */
  protected stringRules(value: string, rules: StringRules, input: string, path: Path | undefined): void {
    const { minLength, maxLength, pattern, format } = rules;
    if (minLength !== undefined && !hasAtLeast(value, minLength)) this.tell(rules.tooShort, input, path);
    else if (maxLength !== undefined && !hasAtMost(value, maxLength)) this.tell(rules.tooLong, input, path);
    else {
      if (pattern !== undefined && maxLength === undefined && value.length > longestUnbounded) {
        this.refuseLength(input, path);
        return;
      }
      if (pattern !== undefined && !pattern.test(value)) this.tell(rules.mismatch, input, path);
      if (format !== undefined && !format.is(value)) this.misspelt(value, format, input, path);
    }
  }

  /** Of a text that is not of its format. */
  protected misspelt(value: string, format: FormatRule, input: string, path: Path | undefined): void {
    if (value.length > longestUnbounded && format !== formats.byte) this.refuseLength(input, path);
    else this.tell(format.refusal, input, path);
  }

  private refuseLength(input: string, path: Path | undefined): void {
    this.add("string_too_long", input, { max_length: longestUnbounded }, undefined, path);
  }

  protected urlRule(value: string, path?: Path): void {
    if (readUrl(value) !== FAIL) return;
    const error = isUri(value) ? "not a valid URL" : "not an absolute URI";
    this.add("url_parsing", value, { error }, undefined, path);
  }

  protected bytesRule(value: string, path?: Path): void {
    if (readBuffer(value) !== FAIL) return;
    const encoding_error = isByte(value) ? "bits that carry nothing are not zero" : "not base64 with its padding";
    this.add("bytes_invalid_encoding", value, { encoding: "base64", encoding_error }, undefined, path);
  }

  protected integerRules(value: number, rules: IntegerRules, path: Path | undefined): void {
    if (!Number.isInteger(value)) this.noInteger(value, path);
    else if (value < rules.least) this.tell(rules.belowLeast, value, path);
    else if (value > rules.most) this.tell(rules.aboveMost, value, path);
    else this.numberRules(value, rules, path);
  }

  private noInteger(value: number, path: Path | undefined): void {
    if (Number.isFinite(value)) this.tell(fraction, value, path);
    else this.tell(infinite, String(value), path);
  }

  protected numberRules(value: number, rules: NumberRules, path: Path | undefined): void {
    const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = rules;
    if (minimum !== undefined && value < minimum) this.tell(rules.belowMinimum, value, path);
    if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) this.tell(rules.notAbove, value, path);
    if (maximum !== undefined && value > maximum) this.tell(rules.aboveMaximum, value, path);
    if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) this.tell(rules.notBelow, value, path);
    if (multipleOf !== undefined && !isMultiple(value, multipleOf)) this.tell(rules.noMultiple, value, path);
  }

  protected bigintRules(value: bigint, rules: BigintRules, path: Path | undefined): void {
    const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = rules;
    if (minimum !== undefined && value < minimum) this.tell(rules.belowMinimum, value, path);
    if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) this.tell(rules.notAbove, value, path);
    if (maximum !== undefined && value > maximum) this.tell(rules.aboveMaximum, value, path);
    if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) this.tell(rules.notBelow, value, path);
    if (multipleOf !== undefined && value % multipleOf !== 0n) this.tell(rules.noMultiple, value, path);
  }

  /** An item as it is compared with others. */
  protected compared(item: unknown, transforms: readonly Transform[] | undefined): unknown {
    return typeof item === "string" ? transformed(item, transforms) : item;
  }

  protected listRules(
    value: readonly unknown[],
    rules: ListRules,
    field_type: "List" | "Set" | "Tuple",
    path?: Path,
  ): void {
    const { minItems, maxItems } = rules;
    const actual_length = value.length;
    if (minItems !== undefined && actual_length < minItems) {
      this.add("too_short", value, { field_type, min_length: minItems, actual_length }, undefined, path);
    }
    if (maxItems !== undefined && actual_length > maxItems) {
      this.add("too_long", value, { field_type, max_length: maxItems, actual_length }, undefined, path);
    }
    if (rules.uniqueItems && !areUnique(value.map((item) => this.compared(item, rules.transforms))))
      this.repeats(value);
  }

  repeats(value: unknown): void {
    this.add("value_error", value, { reason: "a list with repeated items" });
  }
}

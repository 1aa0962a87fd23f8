import { FAIL, type Fail } from "@typeway/contract";
import type { Choice } from "./choice.js";
import { readDate } from "./dates.js";
import { Members } from "./members.js";
import { hasIntegerForm, hasNumberForm, textBigint, textBoolean, textLiteral } from "./numbers.js";
import { Probe } from "./probe.js";
import type { BigintRules, IntegerFormat, ListRules, LiteralIssue, NumberRules, StringRules } from "./rules.js";
import { listOf } from "./structure.js";
import { transformed } from "./transforms.js";

const none = {};

/** Explains the text of path, query, header and cookie. */
export class TextProbe extends Probe<TextProbe> {
  protected override below(): TextProbe {
    return new TextProbe(this.issues, [], this);
  }

  /** The text of a slot that takes one. */
  private single(text: unknown): string | undefined {
    if (typeof text === "string") return text;
    if (!this.absent(text)) this.add("duplicate", text);
    return undefined;
  }

  /** Whether the text is the right one for what it was read as. */
  protected isItsName(_text: string, _read: unknown): boolean {
    return true;
  }

  /** Whether a slot that takes one text has got one. */
  once(text: unknown): boolean {
    return this.single(text) !== undefined;
  }

  string(text: unknown, rules: StringRules = none): void {
    const value = this.single(text);
    if (value !== undefined) this.stringRules(transformed(value, rules.transforms), rules, value);
  }

  number(text: unknown, rules: NumberRules = none): void {
    const value = this.single(text);
    if (value === undefined) return;
    if (!hasNumberForm(value) || !this.isItsName(value, Number(value))) this.add("float_parsing", value);
    else if (!Number.isFinite(Number(value))) this.add("finite_number", value);
    else this.numberRules(Number(value), rules);
  }

  integer(text: unknown, format: IntegerFormat, rules: NumberRules = none): void {
    const value = this.single(text);
    if (value === undefined) return;
    if (hasIntegerForm(value) && this.isItsName(value, Number(value) + 0))
      this.integerRules(Number(value), format, rules);
    else this.add("int_parsing", value);
  }

  bigint(text: unknown, rules: BigintRules = none): void {
    const value = this.single(text);
    if (value === undefined) return;
    const read = textBigint(value);
    if (read === FAIL || !this.isItsName(value, read)) this.add("int_parsing", value);
    else this.bigintRules(read, rules);
  }

  boolean(text: unknown): void {
    const value = this.single(text);
    if (value === undefined) return;
    const read = textBoolean(value);
    if (read === FAIL || !this.isItsName(value, read)) this.add("bool_parsing", value);
  }

  date(text: unknown): void {
    const value = this.single(text);
    if (value === undefined || readDate(value) !== FAIL) return;
    this.add("datetime_from_date_parsing", value, { error: "not an RFC 3339 date and time" });
  }

  /** Of bigint literals. */
  digits(text: unknown, choice: Choice): void {
    const value = this.single(text);
    if (value === undefined || choice.values.includes(value)) return;
    this.add("literal_error", value, { expected: choice.words });
  }

  url(text: unknown): void {
    const value = this.single(text);
    if (value !== undefined) this.urlRule(value);
  }

  bytes(text: unknown): void {
    const value = this.single(text);
    if (value !== undefined) this.bytesRule(value);
  }

  buffer(text: unknown): void {
    this.bytes(text);
  }

  literal(text: unknown, choice: Choice, type: LiteralIssue = "literal_error"): void {
    const value = this.single(text);
    if (value === undefined) return;
    const read = textLiteral(value, choice.values);
    if (read === FAIL || !this.isItsName(value, read)) this.add(type, value, { expected: choice.words });
  }

  /** The occurrences to look at one by one; none when there is no list. */
  list(text: unknown, rules: ListRules = none): readonly unknown[] {
    if (this.absent(text)) return [];
    const list = listOf(text);
    if (list === FAIL) {
      this.add("list_type", text);
      return [];
    }
    this.listRules(list, rules, "List");
    return list;
  }

  /** The items of a tuple, of which some may be missing. @param maxItems absent where items of one type may follow */
  tuple(text: unknown, maxItems?: number): readonly unknown[] | undefined {
    if (this.absent(text)) return undefined;
    const list = listOf(text);
    if (list === FAIL) this.add("tuple_type", text);
    else if (maxItems !== undefined) this.listRules(list, { maxItems }, "Tuple");
    return list === FAIL ? undefined : list;
  }

  /** What the texts have become without repetition, unless one of them was refused. */
  size(set: ReadonlySet<unknown> | Fail, rules: ListRules): void {
    if (set !== FAIL) this.listRules([...set], rules, "Set");
  }

  union(): Members<TextProbe> {
    const place = this.place();
    return new Members(
      (issues) => this.wordMembers(new TextProbe(issues, place)).hiding(this.secretsHere),
      (issues) => this.issues.push(...issues),
    );
  }
}

/** Explains the name of a property as the key it stands for. Each key has one name, so that none is there twice. */
export class NameProbe extends TextProbe {
  protected override isItsName(text: string, read: unknown): boolean {
    return String(read) === text;
  }
}

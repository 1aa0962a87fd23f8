import { FAIL, type Fail, type IssueSink, type Location } from "@typeway/contract";
import type { Choice } from "./choice.js";
import { readDate } from "./dates.js";
import { type IssueList, listOver } from "./issue-list.js";
import { Members } from "./members.js";
import { hasIntegerForm, hasNumberForm, textBigint, textBoolean, textLiteral } from "./numbers.js";
import { BELOW, Probe } from "./probe.js";
import type { BigintRules, IntegerRules, ListRules, NumberRules, StringRules } from "./rules.js";
import { listOf } from "./structure.js";
import { transformed } from "./transforms.js";
import type { Wording } from "./wording.js";
import {
  duplicate,
  infinite,
  misspeltDate,
  noBooleanText,
  noDigits,
  noList,
  noNumberText,
  noTuple,
} from "./wordings.js";

const none = {};

/** Explains the text of path, query, header and cookie. */
export class TextProbe extends Probe<TextProbe> {
  protected override below(): TextProbe {
    return new TextProbe(this.issues, this, BELOW);
  }

  /** The text of a slot that takes one. */
  private single(text: unknown): string | undefined {
    if (typeof text === "string") return text;
    if (!this.absent(text)) this.tell(duplicate, text, undefined);
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

  string(text: unknown, rules: StringRules): void {
    const value = this.single(text);
    if (value !== undefined) this.stringRules(transformed(value, rules.transforms), rules, value, undefined);
  }

  number(text: unknown, rules: NumberRules): void {
    const value = this.single(text);
    if (value === undefined) return;
    if (!hasNumberForm(value) || !this.isItsName(value, Number(value))) this.tell(noNumberText, value, undefined);
    else if (!Number.isFinite(Number(value))) this.tell(infinite, value, undefined);
    else this.numberRules(Number(value), rules, undefined);
  }

  integer(text: unknown, rules: IntegerRules): void {
    const value = this.single(text);
    if (value === undefined) return;
    if (hasIntegerForm(value) && this.isItsName(value, Number(value) + 0))
      this.integerRules(Number(value), rules, undefined);
    else this.tell(noDigits, value, undefined);
  }

  bigint(text: unknown, rules: BigintRules): void {
    const value = this.single(text);
    if (value === undefined) return;
    const read = textBigint(value);
    if (read === FAIL || !this.isItsName(value, read)) this.tell(noDigits, value, undefined);
    else this.bigintRules(read, rules, undefined);
  }

  boolean(text: unknown): void {
    const value = this.single(text);
    if (value === undefined) return;
    const read = textBoolean(value);
    if (read === FAIL || !this.isItsName(value, read)) this.tell(noBooleanText, value, undefined);
  }

  date(text: unknown): void {
    const value = this.single(text);
    if (value === undefined || readDate(value) !== FAIL) return;
    this.tell(misspeltDate, value, undefined);
  }

  /** Of bigint literals. */
  digits(text: unknown, choice: Choice): void {
    const value = this.single(text);
    if (value === undefined || choice.values.includes(value)) return;
    this.tell(choice.noLiteral, value, undefined);
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

  literal(text: unknown, choice: Choice): void {
    this.oneOf(text, choice, choice.noLiteral);
  }

  /** Of an enum. */
  member(text: unknown, choice: Choice): void {
    this.oneOf(text, choice, choice.noMember);
  }

  private oneOf(text: unknown, choice: Choice, wording: Wording): void {
    const value = this.single(text);
    if (value === undefined) return;
    const read = textLiteral(value, choice.values);
    if (read === FAIL || !this.isItsName(value, read)) this.tell(wording, value, undefined);
  }

  /** The occurrences to look at one by one; none when there is no list. */
  list(text: unknown, rules: ListRules = none): readonly unknown[] {
    if (this.absent(text)) return [];
    const list = listOf(text);
    if (list === FAIL) {
      this.tell(noList, text, undefined);
      return [];
    }
    this.listRules(list, rules, "List");
    return list;
  }

  /** The items of a tuple, of which some may be missing. @param maxItems absent where items of one type may follow */
  tuple(text: unknown, maxItems?: number): readonly unknown[] | undefined {
    if (this.absent(text)) return undefined;
    const list = listOf(text);
    if (list === FAIL) this.tell(noTuple, text, undefined);
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
      (issues) => this.wordMembers(new TextProbe(issues, place, 0)).hiding(this.secretsHere),
      (findings) => {
        for (const finding of findings) this.issues.add(finding);
      },
    );
  }
}

/** Explains the text of a slot. */
export const probeText = (issues: IssueSink | IssueList, place: Location): TextProbe =>
  new TextProbe(listOver(issues), place, 0);

/** Explains the name of a property as the key it stands for. Each key has one name, so that none is there twice. */
export class NameProbe extends TextProbe {
  protected override isItsName(text: string, read: unknown): boolean {
    return String(read) === text;
  }
}

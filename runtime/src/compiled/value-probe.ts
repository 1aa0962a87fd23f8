import { FAIL, type Fail, type Issue, type Location } from "@typeway/contract";
import { hasOwnForm, opaqueKind } from "./anything.js";
import { isBuffer, isBytes } from "./bytes.js";
import type { Choice } from "./choice.js";
import { attempt, type CodecFunctions } from "./custom.js";
import { isWritableDate, readDate } from "./dates.js";
import { cut, echo } from "./echo.js";
import type { Finding } from "./finding.js";
import { type IssueList, listOver } from "./issue-list.js";
import { Members, Recollection } from "./members.js";
import { readBigint } from "./numbers.js";
import { BELOW, IN_MEMORY, type Key, MEMBER, mostIssues, type Path, Probe, REFUSING } from "./probe.js";
import type { BigintRules, IntegerRules, ListRules, NumberRules, StringRules, Transform } from "./rules.js";
import { isArray, isMap, isObject, isRecord, isSet, lengthOf, type Properties } from "./structure.js";
import { NameProbe } from "./text-probe.js";
import { transformed } from "./transforms.js";
import { isWritableUrl } from "./urls.js";
import type { Wording } from "./wording.js";
import {
  fraction,
  infinite,
  misspeltDate,
  noBoolean,
  noBytes,
  noDate,
  noDigits,
  noInteger,
  noList,
  noNumber,
  noObject,
  noRecord,
  noSet,
  noString,
  noTuple,
  notNull,
  noUrl,
} from "./wordings.js";

const none: ListRules = {};
/** What a probe has in common with those below it. */
const MANNER = IN_MEMORY | REFUSING;

/** Explains values: as JSON gave them, or (`inMemory`) as a handler returned them. */
export class ValueProbe extends Probe<ValueProbe> {
  // Absent until there is one.
  /** The value whose members are looked at. */
  declare private held: object | undefined;
  declare private ownRecollection: Recollection | undefined;

  get inMemory(): boolean {
    return (this.flags & IN_MEMORY) !== 0;
  }

  /** Properties that no type declares are issues. */
  get refusing(): boolean {
    return (this.flags & REFUSING) !== 0;
  }

  private get outer(): ValueProbe | undefined {
    return this.above instanceof ValueProbe ? this.above : undefined;
  }

  protected override below(): ValueProbe {
    return new ValueProbe(this.issues, this, (this.flags & MANNER) | BELOW);
  }

  override at(key: string | number): ValueProbe {
    const below = super.at(key);
    if (below.held !== undefined) below.held = undefined;
    return below;
  }

  /** Here and in what follows, `path` leads to a property or item of this place, where the value is one. */
  string(value: unknown, rules: StringRules, path?: Path): void {
    if (typeof value !== "string") this.other(value, noString, path);
    else this.stringRules(this.inMemory ? value : transformed(value, rules.transforms), rules, value, path);
  }

  /** Of a value that is known not to be a string of the format, which is all that is asked of it. */
  format(value: unknown, rules: StringRules, path?: Path): void {
    if (typeof value !== "string" || rules.format === undefined) this.string(value, rules, path);
    else this.misspelt(value, rules.format, value, path);
  }

  /** What a handler returned is written as it is. */
  protected override compared(item: unknown, transforms: readonly Transform[] | undefined): unknown {
    return this.inMemory ? item : super.compared(item, transforms);
  }

  number(value: unknown, rules: NumberRules, path?: Path): void {
    if (typeof value !== "number") this.other(value, noNumber, path);
    else if (Number.isFinite(value)) this.numberRules(value, rules, path);
    else this.tell(infinite, String(value), path);
  }

  integer(value: unknown, rules: IntegerRules, path?: Path): void {
    if (typeof value !== "number") this.other(value, noInteger, path);
    else this.integerRules(value, rules, path);
  }

  bigint(value: unknown, rules: BigintRules, path?: Path): void {
    if (this.absent(value, path)) return;
    const read = this.inMemory ? value : readBigint(value);
    if (typeof read === "bigint") this.bigintRules(read, rules, path);
    else if (this.inMemory || (typeof value !== "string" && typeof value !== "number")) {
      this.tell(noInteger, value, path);
    } else this.tell(typeof value === "number" && value % 1 !== 0 ? fraction : noDigits, value, path);
  }

  boolean(value: unknown, path?: Path): void {
    if (typeof value !== "boolean") this.other(value, noBoolean, path);
  }

  date(value: unknown, path?: Path): void {
    if (this.absent(value, path)) return;
    if (this.inMemory ? isWritableDate(value) : readDate(value) !== FAIL) return;
    this.tell(this.inMemory || typeof value !== "string" ? noDate : misspeltDate, value, path);
  }

  /** Of bigint literals. */
  digits(value: unknown, choice: Choice, path?: Path): void {
    if (this.absent(value, path)) return;
    const digits = !this.inMemory ? value : typeof value === "bigint" ? value.toString() : undefined;
    if (!choice.values.includes(digits)) this.tell(choice.noLiteral, value, path);
  }

  url(value: unknown, path?: Path): void {
    if (this.absent(value, path)) return;
    if (this.inMemory) {
      if (!isWritableUrl(value)) this.tell(noUrl, value, path);
    } else if (typeof value === "string") this.urlRule(value, path);
    else this.tell(noUrl, value, path);
  }

  bytes(value: unknown, path?: Path): void {
    if (this.absent(value, path)) return;
    if (this.inMemory) {
      if (!isBytes(value)) this.tell(noBytes, value, path);
    } else if (typeof value === "string") this.bytesRule(value, path);
    else this.tell(noBytes, value, path);
  }

  /** In memory a `Buffer` and nothing else. */
  buffer(value: unknown, path?: Path): void {
    if (!this.inMemory) this.bytes(value, path);
    else if (!this.absent(value, path) && !isBuffer(value)) this.tell(noBytes, value, path);
  }

  /** What a codec makes of a value in memory; adds an issue for one it cannot write. */
  encodes(codec: CodecFunctions, value: unknown, name?: string, instance?: abstract new () => unknown): unknown | Fail {
    if (instance !== undefined && !(value instanceof instance)) {
      this.add("is_instance_of", undefined, { class: name });
      return FAIL;
    }
    const outcome = attempt(() => codec.encode(value));
    if (!("thrown" in outcome)) return outcome.value;
    this.refuse(undefined, outcome.thrown);
    return FAIL;
  }

  nothing(value: unknown, path?: Path): void {
    if (value !== null) this.other(value, notNull, path);
  }

  literal(value: unknown, choice: Choice, path?: Path): void {
    if (!choice.values.includes(value)) this.other(value, choice.noLiteral, path);
  }

  /** Of an enum. */
  member(value: unknown, choice: Choice, path?: Path): void {
    if (!choice.values.includes(value)) this.other(value, choice.noMember, path);
  }

  anything(value: unknown, key?: Key): void {
    if (this.absent(value, key) || !this.inMemory) return;
    if (key === undefined) this.explainAny(value);
    else this.at(key).explainAny(value);
  }

  /** What {@link json} would not write, at any depth. */
  private explainAny(value: unknown): void {
    if (typeof value === "number" && !Number.isFinite(value)) this.tell(infinite, String(value), undefined);
    else if (["bigint", "function", "symbol"].includes(typeof value)) this.unwritable(typeof value);
    else if (typeof value !== "object" || value === null) return;
    else if (value instanceof Date) this.date(value);
    else if (hasOwnForm(value)) this.explainForm(value.toJSON(""));
    else this.explainMembers(value);
  }

  private explainForm(form: unknown): void {
    if (typeof form === "object" && form !== null) this.explainMembers(form);
    else if (form === undefined) this.unwritable("toJSON that returns nothing");
    else this.explainAny(form);
  }

  private explainMembers(value: object): void {
    const kind = opaqueKind(value);
    if (value instanceof Number) this.explainAny(value.valueOf());
    else if (kind !== undefined) this.unwritable(kind);
    else if (!this.isCircle(value)) {
      const keys = isArray(value) ? value.keys() : Object.keys(value);
      for (const key of keys) {
        const member = (value as Readonly<Record<string | number, unknown>>)[key];
        if (isArray(value) || member !== undefined) this.at(key).anything(member);
      }
    }
  }

  private unwritable(kind: string): void {
    this.add("value_error", undefined, { reason: `of a kind that JSON does not have (${kind})` });
  }

  /** Whether a value in memory holds itself; a walk into it would have no end. */
  private isCircle(value: object): boolean {
    if (!this.inMemory) return false;
    for (let outer = this.outer; outer !== undefined; outer = outer.outer) {
      if (outer.held !== value) continue;
      this.add("value_error", undefined, { reason: "a circle: it holds itself" });
      return true;
    }
    this.held = value;
    return false;
  }

  /** Whether its properties can be looked at. */
  object(value: unknown): value is Properties {
    if (this.inMemory) return this.objectInMemory(value, noObject);
    if (!isObject(value)) this.other(value, noObject);
    return isObject(value);
  }

  /** What was parsed is of no class, and no circle: to ask would take longer than all else about an object. */
  private objectInMemory(value: unknown, wording: Wording): value is Properties {
    if (!isRecord(value)) this.other(value, wording);
    return isRecord(value) && !this.isCircle(value);
  }

  /** Whether it is one of several objects; its properties are looked at one place further down, under the tag's name. */
  tagged(value: unknown): value is Properties {
    if (!isObject(value)) this.other(value, noObject);
    return isObject(value);
  }

  record(value: unknown): value is Properties {
    if (this.inMemory) return this.objectInMemory(value, noRecord);
    if (!isObject(value)) this.other(value, noRecord);
    return isObject(value);
  }

  /** The name of a property, where not any name will do. */
  name(name: string): NameProbe {
    return new NameProbe(this.issues, [...this.place(), name, "[key]"], 0).hiding(this.secretsHere);
  }

  /** The key of a map: a name in JSON, any value in memory. */
  key(key: unknown): NameProbe | ValueProbe {
    if (!this.inMemory) return this.name(String(key));
    return new ValueProbe(this.issues, [...this.place(), String(key), "[key]"], IN_MEMORY).hiding(this.secretsHere);
  }

  /** The entries to look at one by one; none when there is no map. In JSON it is an object. */
  entries(value: unknown): Iterable<readonly [unknown, unknown]> {
    if (this.inMemory && isMap(value)) return this.isCircle(value) ? [] : value;
    if (!this.inMemory && isObject(value)) return Object.entries(value);
    this.other(value, noRecord);
    return [];
  }

  /** A key that is neither declared nor of the index signature is refused where that is wanted, or the object `exact`. */
  undeclared(key: string, value: unknown, exact = this.refusing): void {
    if (exact && !this.inMemory) this.at(key).add("extra_forbidden", value);
  }

  /** Of a property that must not be there. */
  barred(value: unknown, key: string): void {
    if (value !== undefined) this.at(key).add("extra_forbidden", value);
  }

  /** Whether its items can be looked at. */
  list(value: unknown, rules?: ListRules): value is readonly unknown[] {
    return this.scalarList(value, undefined, rules) && !this.isCircle(value);
  }

  /** Whether its items can be looked at, which hold nothing. @param key of the property or item that it is */
  scalarList(value: unknown, key: Key | undefined, rules?: ListRules): value is readonly unknown[] {
    if (!isArray(value)) this.other(value, noList, key);
    else if (rules !== undefined) this.listRules(value, rules, "List", key);
    return isArray(value);
  }

  /** The items to look at one by one; none when there is no set. In JSON it is an array without repetition. */
  set(value: unknown, rules: ListRules = none): readonly unknown[] {
    if (this.inMemory && isSet(value)) {
      if (this.isCircle(value)) return [];
      const items = [...value];
      this.listRules(items, rules, "Set");
      return items;
    }
    if (!this.inMemory && isArray(value)) {
      this.listRules(value, { ...rules, uniqueItems: true }, "Set");
      return value;
    }
    this.other(value, noSet);
    return [];
  }

  /** The items of a tuple, of which some may be missing. @param maxItems absent where items of one type may follow */
  tuple(value: unknown, maxItems?: number): readonly unknown[] | undefined {
    if (!isArray(value)) {
      this.other(value, noTuple);
      return undefined;
    }
    if (this.isCircle(value)) return undefined;
    const items = value.slice(0, lengthOf(value));
    if (maxItems !== undefined) this.listRules(items, { maxItems }, "Tuple");
    return items;
  }

  /** Of a key that no record may have: it would become its prototype. */
  forbidden(): void {
    if (!this.inMemory) this.add("forbidden_key", undefined);
  }

  /** Refuses keys of an exact object as it came in; what goes out is written without them. */
  only(value: Properties, names: ReadonlySet<unknown>): void {
    if (this.inMemory) return;
    for (const key of Object.keys(value)) if (!names.has(key)) this.at(key).add("extra_forbidden", value[key]);
  }

  /** The same for an object that is not exact by itself. */
  declared(value: Properties, names: readonly string[]): void {
    this.only(value, new Set(names));
  }

  /** Of a union told apart by `property`, when no variant has this `tag`. */
  wrongTag(value: unknown, property: string, tag: unknown, tags: readonly unknown[]): void {
    const discriminator = `'${property}'`;
    if (tag === undefined) {
      this.add("union_tag_not_found", value, { discriminator });
      return;
    }
    const expected_tags = tags.map((one) => (typeof one === "string" ? `'${one}'` : String(one))).join(", ");
    this.add("union_tag_invalid", value, { discriminator, tag: shownTag(tag), expected_tags });
  }

  /** Collects the issues of each member, and keeps them when no member is without. */
  union(): Members<ValueProbe>;
  /** The same for a union that may be asked about one value several times; undefined when it has been. */
  union(explainer: object, value: unknown): Members<ValueProbe> | undefined;
  union(explainer?: object, value?: unknown): Members<ValueProbe> | undefined {
    const known = explainer && this.recollection().find(explainer, value);
    if (known !== undefined) {
      this.addAll(known);
      return undefined;
    }
    return new Members(
      (issues) =>
        this.wordMembers(new ValueProbe(issues, this, (this.flags & MANNER) | MEMBER)).hiding(this.secretsHere),
      (findings) => {
        const nested = explainer !== undefined && this.isNested();
        this.addAll(nested ? this.recollection().keep(explainer, value, findings) : findings);
      },
    );
  }

  /** @param findings with places relative to this one */
  private addAll(findings: readonly Finding[]): void {
    if (findings.length === 0 || this.issues.length >= mostIssues) return;
    const place = this.place();
    for (const finding of findings.slice(0, mostIssues - this.issues.length)) this.issues.add(finding.below(place));
  }

  private isNested(): boolean {
    return this.outer !== undefined && ((this.flags & MEMBER) !== 0 || this.outer.isNested());
  }

  /** One for the whole value. */
  private recollection(): Recollection {
    if (this.outer !== undefined) return this.outer.recollection();
    this.ownRecollection ??= new Recollection();
    return this.ownRecollection;
  }
}

/** Explains what a request has sent. @param refusing: properties that no type declares are issues */
export const probeInput = (issues: Issue[] | IssueList, place: Location, refusing?: boolean): ValueProbe =>
  new ValueProbe(listOver(issues), place, refusing === true ? REFUSING : 0);

/** Explains what a handler has returned. */
export const probeOutput = (issues: Issue[] | IssueList, place: Location): ValueProbe =>
  new ValueProbe(listOver(issues), place, IN_MEMORY);

const shownTag = (tag: unknown): string => cut(String(typeof tag === "object" ? JSON.stringify(echo(tag)) : tag));

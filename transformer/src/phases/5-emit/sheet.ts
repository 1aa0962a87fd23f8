import type { ReferenceKey, TypeKey, TypeTable, WireType } from "../../ir/wire-type.js";
import { findEqual, rename, type WrittenFunction } from "./equal-functions.js";
import { indent, type Lines } from "./lines.js";
import { doubleQuoted, regularExpression } from "./source-text.js";
import { typeHint, wordOf } from "./type-name.js";

/** What a generated function of a type does. */
export type Role =
  | "decode"
  | "exact"
  | "try"
  | "tryExact"
  | "explain"
  | "encode"
  | "write"
  | "fit"
  | "tryFit"
  | "isName"
  | "text"
  | "explainText";

/** What has been written so far. */
class Contents {
  readonly names = new Set<string>();
  readonly functionByKey = new Map<string, string>();
  readonly constantByText = new Map<string, string>();
  readonly functions: WrittenFunction[] = [];
  readonly constants: string[] = [];
  readonly giverByKey = new Map<ReferenceKey, string>();
  /** What has been found out about named types, by question and key. */
  readonly answerByQuestion = new Map<string, boolean>();
}

/** How the function that is being written goes about its value. */
interface Manner {
  /** Keys that no type declares make a decoder fail: a union looks for a member that fits without dropping any. */
  readonly exact: boolean;
  /** The function has a parameter `m`, by which unions inside each other remember what they have tried. */
  readonly remembers: boolean;
}

/** The functions and constants of one file: each is written once, on first demand, and named in that order. */
export class Sheet {
  readonly #contents: Contents;

  constructor(
    readonly types: TypeTable,
    readonly support: string,
    readonly prefix: string,
    readonly manner: Manner = { exact: false, remembers: false },
    contents = new Contents(),
  ) {
    this.#contents = contents;
  }

  /** The same sheet, to write functions of another manner. */
  with(manner: Partial<Manner>): Sheet {
    return new Sheet(this.types, this.support, this.prefix, { ...this.manner, ...manner }, this.#contents);
  }

  /** Asks a question of a named type once. */
  answer(question: string, key: TypeKey, find: () => boolean): boolean {
    const { answerByQuestion } = this.#contents;
    const name = `${question} ${key}`;
    const answer = answerByQuestion.get(name) ?? find();
    answerByQuestion.set(name, answer);
    return answer;
  }

  /** `support.name(…)`. */
  call(name: string, ...parameters: readonly string[]): string {
    return `${this.support}.${name}(${parameters.join(", ")})`;
  }

  /** A constant of the support library. */
  constant(name: string): string {
    return `${this.support}.${name}`;
  }

  get fail(): string {
    return `${this.support}.FAIL`;
  }

  get mismatch(): string {
    return `${this.support}.MISMATCH`;
  }

  /** The type behind a reference. */
  resolve(type: WireType): Exclude<WireType, { kind: "ref" }> {
    let found = type;
    while (found.kind === "ref") {
      const named = this.types[found.to];
      if (named === undefined) throw new Error(`The plan refers to a type that is not in its table: ${found.to}`);
      found = named.type;
    }
    return found;
  }

  /** Inside a named type the names of what has none start anew from its own. */
  hintInside(type: WireType, hint: string): string {
    return type.kind === "ref" ? typeHint(type, this.types, hint) : hint;
  }

  /** The name of the function for `type`; `write` makes its body when it is asked for the first time. */
  functionOf(role: Role, type: WireType, hint: string, parameters: string, write: (name: string) => Lines): string {
    const key = `${role} ${JSON.stringify(type)}`;
    const known = this.#contents.functionByKey.get(key);
    if (known !== undefined) return known;
    const name = this.newName(`${role}${typeHint(type, this.types, hint)}`);
    this.#contents.functionByKey.set(key, name);
    this.declare(name, parameters, () => write(name));
    return name;
  }

  /** The name of a function without parameters of which the file needs one. */
  once(name: string, write: () => Lines): string {
    const known = this.#contents.functionByKey.get(name);
    if (known !== undefined) return known;
    const unique = this.newName(name);
    this.#contents.functionByKey.set(name, unique);
    this.declare(unique, "", write);
    return unique;
  }

  /** Declares a function whose name was got from {@link newName}. Callers stand before the functions they call. */
  declare(name: string, parameters: string, write: () => Lines): void {
    const place = this.#contents.functions.push({ name, code: "" }) - 1;
    this.#contents.functions[place] = { name, code: [`(${parameters}) {`, ...indent(write()), "}"].join("\n") };
  }

  /** The name of a constant of that value; equal expressions share one. */
  constantOf(hint: string, expression: string): string {
    const known = this.#contents.constantByText.get(expression);
    if (known !== undefined) return known;
    const name = this.newName(hint);
    this.#contents.constantByText.set(expression, name);
    this.#contents.constants.push(`const ${name} = ${expression};`);
    return name;
  }

  /** A call that gives a value of the user's program. */
  valueOf(key: ReferenceKey): string {
    const known = this.#contents.giverByKey.get(key);
    const name = known ?? this.newName(`the${wordOf(key.replace(/^.*#/, "").replace(/@\d+$/, ""))}`);
    this.#contents.giverByKey.set(key, name);
    return `${name}()`;
  }

  /** The functions behind such calls, which are made where the user's names can be read. */
  get references(): readonly { readonly key: ReferenceKey; readonly name: string }[] {
    return [...this.#contents.giverByKey].map(([key, name]) => ({ key, name }));
  }

  patternOf(pattern: string): string {
    return this.constantOf("pattern", regularExpression(pattern, `${this.support}.regularExpression`));
  }

  /** A set of strings and numbers. */
  setOf(hint: string, values: readonly (string | number | boolean)[]): string {
    const members = values.map((value) => (typeof value === "string" ? doubleQuoted(value) : String(value)));
    return this.constantOf(hint, this.call("setOf", ...members));
  }

  newName(hint: string): string {
    let name = `${this.prefix}${hint}`;
    for (let count = 2; this.#contents.names.has(name); count++) name = `${this.prefix}${hint}${count}`;
    this.#contents.names.add(name);
    return name;
  }

  get constants(): string {
    return this.#contents.constants.join("\n");
  }

  /** The functions, of equal ones the first, and how to change what calls them. */
  finish(): { readonly declarations: string; readonly renamed: (code: string) => string } {
    const { functions } = this.#contents;
    const kept = findEqual(functions, this.prefix);
    const renamed = (code: string): string => rename(code, kept, this.prefix);
    const staying = functions.filter(({ name }) => !kept.has(name));
    const declarations = staying.map(({ name, code }) => `function ${name}${renamed(code)}`).join("\n\n");
    return { declarations, renamed };
  }
}

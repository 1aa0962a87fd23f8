import type { TypeTable, WireType } from "../../ir/wire-type.js";
import { indent, type Lines } from "./lines.js";
import { doubleQuoted, regularExpression } from "./source-text.js";
import { typeHint } from "./type-name.js";

/** What a generated function of a type does. */
export type Role = "decode" | "explain" | "encode" | "is" | "text" | "explainText";

/** The functions and constants of one file: each is written once, on first demand, and named in that order. */
export class Sheet {
  readonly #names = new Set<string>();
  readonly #functionByKey = new Map<string, string>();
  readonly #constantByText = new Map<string, string>();
  readonly #functions: string[] = [];
  readonly #constants: string[] = [];

  constructor(
    readonly types: TypeTable,
    readonly support: string,
    readonly prefix: string,
  ) {}

  /** `support.name(…)`. */
  call(name: string, ...parameters: readonly string[]): string {
    return `${this.support}.${name}(${parameters.join(", ")})`;
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
  functionOf(role: Role, type: WireType, hint: string, parameters: string, write: () => Lines): string {
    const key = `${role} ${JSON.stringify(type)}`;
    const known = this.#functionByKey.get(key);
    if (known !== undefined) return known;
    const name = this.newName(`${role}${typeHint(type, this.types, hint)}`);
    this.#functionByKey.set(key, name);
    this.declare(name, parameters, write);
    return name;
  }

  /** The name of a function without parameters of which the file needs one. */
  once(name: string, write: () => Lines): string {
    const known = this.#functionByKey.get(name);
    if (known !== undefined) return known;
    const unique = this.newName(name);
    this.#functionByKey.set(name, unique);
    this.declare(unique, "", write);
    return unique;
  }

  /** Declares a function whose name was got from {@link newName}. Callers stand before the functions they call. */
  declare(name: string, parameters: string, write: () => Lines): void {
    const place = this.#functions.push("") - 1;
    this.#functions[place] = [`function ${name}(${parameters}) {`, ...indent(write()), "}"].join("\n");
  }

  /** The name of a constant of that value; equal expressions share one. */
  constantOf(hint: string, expression: string): string {
    const known = this.#constantByText.get(expression);
    if (known !== undefined) return known;
    const name = this.newName(hint);
    this.#constantByText.set(expression, name);
    this.#constants.push(`const ${name} = ${expression};`);
    return name;
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
    for (let count = 2; this.#names.has(name); count++) name = `${this.prefix}${hint}${count}`;
    this.#names.add(name);
    return name;
  }

  get constants(): string {
    return this.#constants.join("\n");
  }

  get declarations(): string {
    return this.#functions.join("\n\n");
  }
}

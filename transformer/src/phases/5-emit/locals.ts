import type { Sheet } from "./sheet.js";
import { isVariableName } from "./source-text.js";

/** Names of the variables of one function, after the properties they hold where that is possible. */
export class Locals {
  readonly #taken: Set<string>;

  /** @param taken parameters and other variables of the function */
  constructor(
    private readonly sheet: Sheet,
    ...taken: readonly string[]
  ) {
    this.#taken = new Set([...taken, sheet.support]);
  }

  nameFor(property: string): string {
    const wanted = this.isFree(property) ? property : this.numbered(property);
    this.#taken.add(wanted);
    return wanted;
  }

  private isFree(name: string): boolean {
    return isVariableName(name) && !this.#taken.has(name) && !name.startsWith(this.sheet.prefix);
  }

  private numbered(property: string): string {
    const start = property.replace(/[^A-Za-z0-9]+/g, "_").replace(/^(?=\d|_*$)/, "p");
    let name = `${start}_`;
    for (let count = 2; !this.isFree(name); count++) name = `${start}_${count}`;
    return name;
  }
}

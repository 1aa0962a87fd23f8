import type { Text, TextSlot } from "@typeway/contract";
import type { EnvLine } from "./env-file.js";

/** The text of one variable, and where it was read from. */
export interface Found {
  readonly text: Text;
  readonly source: string;
}

/** Texts by variable, in upper case: names are compared without regard to case, and the exact one wins. */
export class Sources {
  readonly #foundByName = new Map<string, Found>();

  /** Each source replaces what earlier ones have said of the same variable. */
  addLines(lines: readonly EnvLine[]): void {
    const exact = new Set(lines.filter(({ name }) => name === name.toUpperCase()).map(({ name }) => name));
    for (const { name, value, source } of lines) {
      const upper = name.toUpperCase();
      if (name === upper || !exact.has(upper)) this.#foundByName.set(upper, { text: value, source });
    }
  }

  addEnvironment(env: Readonly<Record<string, string | undefined>>): void {
    const lines = Object.entries(env).flatMap(([name, value]) =>
      value === undefined ? [] : [{ name, value, source: "environment" }],
    );
    this.addLines(lines);
  }

  get(variable: string): Found | undefined {
    return this.#foundByName.get(variable.toUpperCase());
  }
}

/** The items of a list, separated by commas; spaces around them mean nothing. An empty text is the empty list. */
export function textOf(slot: TextSlot, text: Text): Text {
  if (!slot.many || typeof text !== "string") return text;
  return text.trim() === "" ? [] : text.split(",").map((item) => item.trim());
}

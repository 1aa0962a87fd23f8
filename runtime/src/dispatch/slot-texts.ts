import type { Text } from "@typeway/contract";
import type { Target } from "../dependencies/plan.js";

/** Gives a slot its text. */
export function putText(texts: readonly Text[][], { reader, slot }: Target, text: Text): void {
  const own = texts[reader];
  if (own !== undefined) own[slot] = text;
}

/** A second occurrence makes a list, which only slots for many accept. */
export function addText(texts: readonly Text[][], { reader, slot }: Target, text: string): void {
  const own = texts[reader];
  if (own === undefined) return;
  const before = own[slot];
  if (before === undefined) own[slot] = text;
  else own[slot] = typeof before === "string" ? [before, text] : [...before, text];
}

/** The items of a list written as one text; the lists of several occurrences follow each other. */
export function addItems(texts: readonly Text[][], { reader, slot }: Target, items: readonly string[]): void {
  const own = texts[reader];
  if (own === undefined) return;
  const before = own[slot];
  own[slot] = before === undefined || typeof before === "string" ? items : [...before, ...items];
}

/** One text of the corpus. */
export interface JsonText {
  readonly name: string;
  readonly bytes: Uint8Array;
  /**
   * `value`: JSON, of no declared type. `item`: JSON of the type `Item`. `syntax`: not JSON. `encoding`: not UTF-8.
   * `deep`: JSON that is nested deeper than 64 levels. `proto`: JSON with the key `__proto__`.
   */
  readonly is: "value" | "item" | "syntax" | "encoding" | "deep" | "proto";
}

export const bytesOf = (text: string | Uint8Array): Uint8Array =>
  typeof text === "string" ? new TextEncoder().encode(text) : text;

type Named = readonly (readonly [name: string, text: string | Uint8Array])[];

export const textsThatAre = (is: JsonText["is"], texts: Named): readonly JsonText[] =>
  texts.map(([name, text]) => ({ name, bytes: bytesOf(text), is }));

export const code = (unit: number): string => `U+${unit.toString(16).toUpperCase().padStart(4, "0")}`;

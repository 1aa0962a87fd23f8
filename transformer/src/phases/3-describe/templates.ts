import type { WireType } from "../../ir/wire-type.js";
import ts from "../../typescript.cjs";
import { type Described, described, type TypeProblem } from "./described.js";
import type { Describer } from "./describer.js";
import type { Refusal } from "./refusals.js";
import { type End, escapedText, type Mapping, type Placeholder, placeholderPattern } from "./template-pattern.js";

const { TypeFlags } = ts;

/** A template literal type, or `Uppercase<string>`: sets of strings that a pattern can tell. */
export const isTemplate = (type: ts.Type): boolean =>
  Boolean(type.flags & (TypeFlags.TemplateLiteral | TypeFlags.StringMapping));

/** One template, or several that are members of a union: a string with one pattern. */
export function describeTemplates(describer: Describer, types: readonly ts.Type[]): Described {
  const reader = new TemplateReader(describer);
  const patterns = types.map((type) => reader.read(type));
  const type: WireType = { kind: "string", constraints: { pattern: `^${alternatives(patterns)}$` } };
  return described(type, reader.problems);
}

/** Begins with a constant text. Both parts are patterns. */
interface TemplatePattern {
  readonly head: string;
  readonly tail: string;
}

/** Those that only begin differently share the rest: `(?:red-|blue-)[\s\S]*`. */
function alternatives(patterns: readonly TemplatePattern[]): string {
  const headsByTail = new Map<string, string[]>();
  for (const { head, tail } of patterns) headsByTail.set(tail, [...(headsByTail.get(tail) ?? []), head]);
  const joined = [...headsByTail].map(([tail, heads]) => oneOf(heads) + tail);
  return oneOf(joined);
}

const oneOf = (texts: readonly string[]): string => (texts.length === 1 ? texts.join("") : `(?:${texts.join("|")})`);

class TemplateReader {
  readonly problems: TypeProblem[] = [];

  constructor(readonly describer: Describer) {}

  read(type: ts.Type): TemplatePattern {
    if (type.flags & TypeFlags.StringMapping) {
      const placeholder = this.#describe(type, []);
      return { head: "", tail: placeholder ? placeholderPattern(placeholder, { beforeLast: "" }) : "" };
    }
    const { texts, types } = type as ts.TemplateLiteralType;
    const placeholders = types.map((inner) => this.#describe(inner, []));
    const parts = placeholders.map((placeholder, index) => {
      const text = texts[index + 1] ?? "";
      const end = endOf(text, index === types.length - 1, placeholders[index + 1]);
      return (placeholder ? placeholderPattern(placeholder, end) : "") + escapedText(text);
    });
    return { head: escapedText(texts[0] ?? ""), tail: parts.join("") };
  }

  #describe(type: ts.Type, mappings: readonly Mapping[]): Placeholder | undefined {
    if (type.flags & TypeFlags.StringMapping) {
      const mapping = type as ts.StringMappingType;
      return this.#describe(mapping.type, [...mappings, mapping.symbol.name as Mapping]);
    }
    // `Uppercase<number>` is kept as that of a template with nothing but the number.
    const [only] = type.flags & TypeFlags.TemplateLiteral ? (type as ts.TemplateLiteralType).types : [];
    if (only) return this.#describe(only, mappings);
    if (type.flags & TypeFlags.Any) return { kind: "string", mappings };
    const { type: wire, problems } = this.describer.describe(type);
    this.problems.push(...problems);
    const kind = kindOf(wire);
    if (kind) return { kind, mappings };
    if (problems.length === 0) this.problems.push(...this.describer.refuse(type, constrained).problems);
    return undefined;
  }
}

function endOf(text: string, isLast: boolean, next: Placeholder | undefined): End {
  if (isLast) return { beforeLast: text };
  return text === "" ? { after: "one character", next: next?.kind ?? "string" } : { before: text };
}

function kindOf(type: WireType): Placeholder["kind"] | undefined {
  if (type.kind !== "string" && type.kind !== "number" && type.kind !== "bigint") return undefined;
  if (Object.keys(type.constraints).length > 0) return undefined;
  if (type.kind !== "number") return type.kind;
  return type.format === undefined ? "number" : type.format === "int64" ? "integer" : undefined;
}

const constrained: Refusal = [
  "its constraints cannot be checked inside a template literal type",
  'Write the whole as `string & Pattern<"…">`.',
];

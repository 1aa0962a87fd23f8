import type { OmitRule, TypeKey } from "@typeway/contract";
import { innerTypes } from "../../ir/inner-types.js";
import type { Property, WireType } from "../../ir/wire-type.js";
import type { Describer } from "./describer.js";

/**
 * The type as a route writes it that leaves properties out. Only named types that change get a second one, under a name
 * that says so: `User_WithoutNull`.
 * @param rules in the order of {@link omitRules}, each once
 */
export function omitFrom(describer: Describer, type: WireType, rules: readonly OmitRule[]): WireType {
  return rules.length === 0 ? type : new Omission(describer, rules).of(type);
}

export const omitRules: readonly OmitRule[] = ["null", "default", "unset"];

class Omission {
  readonly #name: string;
  readonly #open = new Set<TypeKey>();

  constructor(
    private readonly describer: Describer,
    private readonly rules: readonly OmitRule[],
  ) {
    this.#name = `Without${rules.map((rule) => rule[0]?.toUpperCase() + rule.slice(1)).join("And")}`;
  }

  of(type: WireType): WireType {
    switch (type.kind) {
      case "ref":
        return this.#named(type.to);
      case "array":
      case "set":
        return { ...type, items: this.of(type.items) };
      case "tuple": {
        const items = type.items.map((item) => this.of(item));
        return { ...type, items, ...(type.rest ? { rest: this.of(type.rest) } : {}) };
      }
      case "checked":
        return { ...type, type: this.of(type.type) };
      case "record":
        return { ...type, values: this.of(type.values) };
      case "union":
        return { ...type, members: type.members.map((member) => this.of(member)) };
      case "object": {
        const properties = type.properties.map((property) => this.#property(property));
        return { ...type, properties, ...(type.additional ? { additional: this.of(type.additional) } : {}) };
      }
      default:
        return type;
    }
  }

  #named(key: TypeKey): WireType {
    const ref: WireType = { kind: "ref", to: `${key}~${this.#name}` };
    if (!this.#changes({ kind: "ref", to: key }, new Set())) return { kind: "ref", to: key };
    const { describer } = this;
    if (this.#open.has(key) || describer.named(ref.to)) return ref;
    this.#open.add(key);
    const named = describer.named(key);
    if (named)
      describer.addVariant({ ...named, key: ref.to, name: `${named.name}_${this.#name}`, type: this.of(named.type) });
    return ref;
  }

  #changes(type: WireType, seen: Set<TypeKey>): boolean {
    if (type.kind === "ref") {
      if (seen.has(type.to)) return false;
      seen.add(type.to);
    }
    const found = this.describer.resolve(type);
    if (found.kind === "object" && found.properties.some((property) => this.#property(property, false) !== property))
      return true;
    return innerTypes(found).some((inner) => this.#changes(inner, seen));
  }

  /** @returns the same property when no rule is about it */
  #property(property: Property, deep = true): Property {
    const { type, fillsDefault, default: value } = property;
    const unset = fillsDefault === true && this.rules.includes("unset");
    const omitted = [
      ...(this.rules.includes("null") && isNullable(this.describer.bare(type)) ? (["null"] as const) : []),
      // What can only be its default would never be there: a tag.
      ...(this.rules.includes("default") && value !== undefined && !isSingle(type) ? (["default"] as const) : []),
    ];
    const inner = deep ? this.of(type) : type;
    if (!unset && omitted.length === 0 && inner === type) return property;
    const { fillsDefault: _, ...rest } = property;
    return {
      ...(unset ? rest : property),
      type: inner,
      ...(omitted.length === 0 ? {} : { omitted }),
    };
  }
}

const isNullable = (type: WireType): boolean =>
  type.kind === "union" && type.members.some(({ kind }) => kind === "null");

const isSingle = (type: WireType): boolean => type.kind === "literal" && type.values.length === 1;

import type { JsonSchema } from "typeway";
import type { Random } from "./random.js";
import { numbers, strangeKeys, strangers, textsOf } from "./samples.js";

type Make = (random: Random, depth: number) => unknown;
type Schema = JsonSchema & { readonly [keyword: string]: unknown };

/** Documents below this depth are kept small. */
const deepest = 4;

/** Makes documents that fit a schema, or nearly so: the texts are not all of their format. */
export class Documents {
  readonly #defs: Readonly<Record<string, Schema>>;
  readonly #makers = new Map<string, Make>();
  readonly #root: Make;

  constructor(schema: JsonSchema) {
    this.#defs = (schema["$defs"] ?? {}) as Readonly<Record<string, Schema>>;
    this.#root = this.#maker(schema);
  }

  make(random: Random): unknown {
    return this.#root(random, deepest);
  }

  #maker(schema: Schema | boolean): Make {
    if (typeof schema === "boolean") return () => null;
    if (typeof schema.$ref === "string") return this.#reference(schema.$ref);
    const choices = schema.oneOf ?? schema.anyOf;
    if (Array.isArray(choices)) return oneOf(choices.map((choice: Schema) => this.#maker(choice)));
    if ("const" in schema) return () => schema.const;
    if (Array.isArray(schema.enum)) {
      const values: readonly unknown[] = schema.enum;
      return (random) => values[random.below(values.length)];
    }
    if (Array.isArray(schema.type)) {
      const types: readonly unknown[] = schema.type;
      return oneOf(types.map((type) => this.#typed({ ...schema, type })));
    }
    return this.#typed(schema);
  }

  #typed(schema: Schema): Make {
    switch (schema.type) {
      case "null":
        return () => null;
      case "boolean":
        return (random) => random.once(2);
      case "string":
        return stringMaker(schema);
      case "number":
      case "integer":
        return numberMaker(schema);
      case "array":
        return this.#array(schema);
      case "object":
        return this.#object(schema);
      case undefined:
        return (random) => random.pick([...strangers, 1]);
      default:
        throw new Error(`No document for ${JSON.stringify(schema)}`);
    }
  }

  /** Made when it is first needed, because definitions refer to themselves. */
  #reference(reference: string): Make {
    return (random, depth) => {
      let make = this.#makers.get(reference);
      if (make === undefined) {
        const found = reference === "#" ? undefined : this.#defs[reference.replace("#/$defs/", "")];
        if (found === undefined) throw new Error(`${reference} is not defined`);
        make = this.#maker(found);
        this.#makers.set(reference, make);
      }
      return make(random, depth - 1);
    };
  }

  #array(schema: Schema): Make {
    const {
      prefixItems = [],
      items = {},
      minItems = 0,
      maxItems = Number.POSITIVE_INFINITY,
      uniqueItems,
    } = schema as {
      readonly prefixItems?: readonly Schema[];
      readonly items?: Schema | boolean;
      readonly minItems?: number;
      readonly maxItems?: number;
      readonly uniqueItems?: boolean;
    };
    const first = prefixItems.map((item) => this.#maker(item));
    const rest = this.#maker(items);
    return (random, depth) => {
      const most = Math.min(maxItems, Math.max(minItems, first.length + (depth > 0 ? 2 : 0)));
      const length = minItems + random.below(most - minItems + 1);
      const list = Array.from({ length }, (_, index) => (first[index] ?? rest)(random, depth - 1));
      return uniqueItems === true ? [...new Map(list.map((item) => [JSON.stringify(item), item])).values()] : list;
    };
  }

  #object(schema: Schema): Make {
    const {
      properties = {},
      required = [],
      additionalProperties,
      propertyNames,
    } = schema as {
      readonly properties?: Readonly<Record<string, Schema>>;
      readonly required?: readonly string[];
      readonly additionalProperties?: Schema | boolean;
      readonly propertyNames?: Schema;
    };
    const members = Object.entries(properties).map(
      ([name, inner]) => [name, this.#maker(inner), required.includes(name)] as const,
    );
    const open = typeof additionalProperties === "object" ? this.#maker(additionalProperties) : undefined;
    const names = propertyNames === undefined ? undefined : this.#maker({ type: "string", ...propertyNames });
    return (random, depth) => {
      const entries: [string, unknown][] = [];
      for (const [name, make, isRequired] of members) {
        if (isRequired || random.below(4) < depth) entries.push([name, make(random, depth - 1)]);
      }
      const others = open === undefined || depth <= 0 ? 0 : random.below(3);
      for (let index = 0; index < others; index++) {
        const name = names === undefined ? random.pick(strangeKeys) : String(names(random, depth));
        entries.push([name, open?.(random, depth - 1)]);
      }
      return Object.fromEntries(entries);
    };
  }
}

const oneOf =
  (choices: readonly Make[]): Make =>
  (random, depth) => {
    // Where a document should end, the last choices are tried: null stands there.
    const index =
      depth > 0 ? random.below(choices.length) : choices.length - 1 - random.below(Math.min(2, choices.length));
    return choices[index]?.(random, depth);
  };

function stringMaker(schema: Schema): Make {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema as { minLength?: number; maxLength?: number };
  const texts = textsOf(schema);
  const [usual = ""] = texts;
  return (random) => {
    const text = random.once(3) ? random.pick(texts) : usual;
    const characters = [...text];
    if (characters.length > maxLength) return characters.slice(0, maxLength).join("");
    return characters.length < minLength ? text + "ß".repeat(minLength - characters.length) : text;
  };
}

function numberMaker(schema: Schema): Make {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema as Readonly<
    Record<string, number | undefined>
  >;
  const step = multipleOf ?? (schema.type === "integer" ? 1 : 0.25);
  const least = minimum ?? (exclusiveMinimum === undefined ? undefined : exclusiveMinimum + step);
  const most = maximum ?? (exclusiveMaximum === undefined ? undefined : exclusiveMaximum - step);
  const isFree = least === undefined && most === undefined && schema.type === "number";
  return (random) => {
    if (isFree && random.once(3)) return random.pick(numbers);
    const value = Math.ceil((least ?? Math.min(0, most ?? 0)) / step + random.below(10)) * step;
    return most !== undefined && value > most ? Math.floor(most / step) * step : value;
  };
}

import type { Random } from "./random.js";
import { allTexts, numbers, strangeKeys, strangers } from "./samples.js";

/** A place of a document, by what holds it. */
interface Site {
  readonly holder: Holder;
  readonly key: string;
}
type Holder = Record<string, unknown>;

/** One document and its variations, each a small change that is taken back: a new document costs next to nothing. */
export class Mutants {
  readonly #holder: Holder;
  readonly #sites: Site[] = [];

  constructor(document: unknown) {
    this.#holder = { document };
    this.#collect(this.#holder);
  }

  get document(): unknown {
    return this.#holder["document"];
  }

  /** Changes the document at one place, hands it over, and puts it back. */
  change(random: Random, use: (document: unknown) => void): void {
    const { holder, key } = random.pick(this.#sites);
    const before = holder[key];
    holder[key] = random.once(8) ? random.pick(this.#sites).holder : variation(before, random);
    if (holder[key] === holder || contains(holder[key], holder)) holder[key] = null;
    use(this.document);
    holder[key] = before;
  }

  #collect(holder: Holder): void {
    for (const [key, value] of Object.entries(holder)) {
      if (key === "__proto__") continue;
      this.#sites.push({ holder, key });
      if (typeof value === "object" && value !== null) this.#collect(value as Holder);
    }
  }
}

/** Whether the value would be part of itself. */
function contains(value: unknown, part: object): boolean {
  if (typeof value !== "object" || value === null) return false;
  return value === part || Object.values(value).some((inner) => contains(inner, part));
}

function variation(value: unknown, random: Random): unknown {
  if (random.once(4)) return random.pick([...strangers, 1]);
  if (Array.isArray(value)) return listVariation(value, random);
  switch (typeof value) {
    case "object":
      return value === null ? random.pick([0, "", false]) : objectVariation(value as Holder, random);
    case "string":
      return textVariation(value, random);
    case "number":
      return random.once(2) ? random.pick(numbers) : value + random.pick([1, -1, 0.5]);
    case "boolean":
      return random.pick([!value, String(value), Number(value)]);
    default:
      return null;
  }
}

function listVariation(list: readonly unknown[], random: Random): unknown {
  const at = random.below(list.length + 1);
  switch (random.below(4)) {
    case 0:
      return list.filter((_, index) => index !== at);
    case 1:
      return [...list, list[at] ?? null];
    case 2:
      return [...list.slice(0, at), random.pick([...strangers, 1]), ...list.slice(at + 1)];
    default:
      return [...list, ...list];
  }
}

/** Without a key, with one more, or with the keys in another order. */
function objectVariation(object: Holder, random: Random): unknown {
  const entries = Object.entries(object);
  const at = random.below(entries.length);
  switch (random.below(entries.length === 0 ? 1 : 4)) {
    case 0:
      return Object.fromEntries([...entries, [random.pick(strangeKeys), random.pick([...strangers, 1])]]);
    case 1:
      return Object.fromEntries(entries.map(([key, value], index) => [index === at ? `${key}s` : key, value]));
    case 2:
      return Object.fromEntries([...entries.slice(at), ...entries.slice(0, at)]);
    default:
      return Object.fromEntries(entries.filter((_, index) => index !== at));
  }
}

function textVariation(text: string, random: Random): string {
  switch (random.below(5)) {
    case 0:
      return random.pick(allTexts);
    case 1:
      return `${text}x`;
    case 2:
      return text.slice(1);
    case 3:
      return text.toUpperCase();
    default:
      return ` ${text}😀`;
  }
}

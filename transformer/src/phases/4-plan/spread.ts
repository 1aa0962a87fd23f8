import type { ClosedNames, Place, Words } from "@typeway/contract";
import { type Problem, problem } from "../../diagnostics/problem.js";
import { innerTypes } from "../../ir/inner-types.js";
import type { SlotGroupPlan, SlotPlan, SpreadProperty } from "../../ir/plan.js";
import type { ObjectType, Property, ReferenceKey, WireType } from "../../ir/wire-type.js";
import ts from "../../typescript.cjs";
import type { Markers } from "../2-analyze/markers.js";
import type { Param } from "../2-analyze/signature.js";
import { asWritten, typeNodeOf } from "../2-analyze/written.js";
import type { Describer } from "../3-describe/describer.js";
import { joinWords } from "../3-describe/words.js";
import { type TextShape, textShape } from "./text.js";
import { nameFor } from "./wire-names.js";

/** Where the slots of a function are kept. */
export interface SlotTable {
  readonly describer: Describer;
  readonly slots: SlotPlan[];
  readonly groups: SlotGroupPlan[];
  readonly problems: Problem[];
  /** Claims a wire name for the place in the source that `path` names. */
  take(place: Place, name: string, param: Param, path: string): void;
}

/** An object on its way to slots. */
interface Level {
  readonly type: ObjectType;
  readonly source: ts.Type;
  /** For messages: `filter.price`. */
  readonly path: string;
  /** Of a `deepObject`: the wire names down to this object. */
  readonly deep: readonly string[];
  /** Some object above may be absent as a whole. */
  readonly optional: boolean;
  /** What it is inside of, so that a type inside itself is noticed. */
  readonly trail: readonly ObjectType[];
}

export interface Spread {
  readonly properties: readonly SpreadProperty[];
  readonly construct?: ReferenceKey;
  readonly closed?: ClosedNames;
}

/** Gives every property of an object type a slot of its own; in a query a nested object is a `deepObject`. */
export class SpreadPlanner {
  readonly #table: SlotTable;
  readonly #param: Param;
  readonly #place: Place;
  readonly #closed: string[] = [];

  constructor(table: SlotTable, param: Param, place: Place) {
    this.#table = table;
    this.#param = param;
    this.#place = place;
  }

  /** Over single parameters: `?min=1&max=2`. */
  spread(type: ObjectType): Spread {
    const { name, pattern, type: source } = this.#param;
    return this.#finish(
      type,
      this.#properties({
        type,
        source,
        path: pattern ? "" : `${name}.`,
        deep: [],
        optional: isOptional(this.#param),
        trail: [],
      }),
    );
  }

  /** Under one name: `?filter[min]=1`. */
  group(type: ObjectType, described: WireType, wire: string): Spread {
    const { name, type: source, markers } = this.#param;
    const optional = isOptional(this.#param);
    const words = wordsOfParam(this.#param);
    const first = this.#table.slots.length;
    this.#table.take("query", wire, this.#param, name);
    const properties = this.#properties({ type, source, path: `${name}.`, deep: [wire], optional, trail: [] });
    this.#addGroup(wire, described, !optional && isDemanding(properties), first, {
      ...(words ? { words } : {}),
      ...(markers.default === undefined ? {} : { default: markers.default }),
    });
    return this.#finish(type, properties);
  }

  #finish(type: ObjectType, properties: readonly SpreadProperty[]): Spread {
    const place = this.#place;
    const isClosed = this.#closed.length > 0 && place !== "path" && place !== "header";
    return {
      ...madeBy(type),
      properties,
      ...(isClosed ? { closed: { in: place, levels: this.#closed } } : {}),
    };
  }

  #properties(level: Level): SpreadProperty[] {
    if (level.type.exact) this.#close(level);
    if (level.type.additional) this.#misuse(level.path.replace(/\.$/, "") || this.#place, openReason);
    const read = level.type.properties.filter(({ access }) => access !== "read");
    return read.flatMap((property) => this.#property(level, property) ?? []);
  }

  #close({ deep, path }: Level): void {
    if (this.#place !== "header") this.#closed.push(levelOf(deep));
    else this.#misuse(path.replace(/\.$/, "") || "header", headerReason);
  }

  #property(level: Level, property: Property): SpreadProperty | undefined {
    const { describer } = this.#table;
    const place = this.#place;
    const path = `${level.path}${property.name}`;
    const markers = markersOf(describer, level.source, property.name);
    const shape = textShape(describer, property.type);
    if (shape.kind === "object" && place === "query") return this.#nested(level, property, path, markers);
    if (shape.kind === "object" || shape.kind === "none" || (place === "path" && shape.kind === "list"))
      return this.#refuse(path, propertyType(describer, level.source, property.name));
    if (place === "form" && hasBytes(shape.type)) return this.#misuse(path, bytesReason);
    if (markers.comma && (shape.kind !== "list" || level.deep.length > 0))
      return this.#misuse(path, shape.kind === "list" ? commaInsideReason : commaReason);
    return this.#leaf(level, property, path, shape, markers);
  }

  #leaf(
    level: Level,
    property: Property,
    path: string,
    shape: Extract<TextShape, { type: WireType }>,
    markers: Markers,
  ): SpreadProperty {
    const place = this.#place;
    const pattern = this.#patternOf(level);
    const isFilled = pattern?.has(property.name) ?? false;
    const fallback = isFilled ? pattern?.get(property.name) : property.default;
    const required = place === "path" || !(property.optional || isFilled);
    const wire = nameFor(place, markers.place?.name, property.name);
    const name = deepName([...level.deep, wire]);
    const slot = this.#table.slots.length;
    this.#table.take(place, name, this.#param, path);
    this.#table.slots.push({
      in: place,
      name,
      type: shape.type,
      required: place === "path" || (required && !level.optional),
      many: shape.kind === "list",
      ...(markers.comma ? { comma: true } : {}),
      ...(level.deep.length === 0 ? {} : { loc: [...level.deep, wire] }),
      ...(property.words ? { words: property.words } : {}),
      ...(property.secret || this.#param.markers.secret ? { secret: true } : {}),
      ...(fallback === undefined ? {} : { default: fallback }),
      ...(property.messages ? { messages: property.messages } : {}),
    });
    return {
      kind: "slot",
      name: property.name,
      slot,
      required,
      ...(property.fillsDefault && property.default !== undefined ? { fill: property.default } : {}),
    };
  }

  /** The initializers of a destructured parameter are for the properties it takes out. */
  #patternOf({ trail }: Level): Param["pattern"] {
    return trail.length === 0 ? this.#param.pattern : undefined;
  }

  #nested(level: Level, property: Property, path: string, markers: Markers): SpreadProperty | undefined {
    const { describer } = this.#table;
    const isOptionalHere = property.optional || (this.#patternOf(level)?.has(property.name) ?? false);
    const source = propertyType(describer, level.source, property.name);
    const type = objectOf(describer, property.type);
    if (type === undefined || level.trail.includes(type) || level.type === type) return this.#refuse(path, source);
    const wire = markers.place?.name ?? property.name;
    const first = this.#table.slots.length;
    if (level.deep.length === 0) this.#table.take("query", wire, this.#param, path);
    const properties = this.#properties({
      type,
      source,
      path: `${path}.`,
      deep: [...level.deep, wire],
      optional: level.optional || isOptionalHere,
      trail: [...level.trail, level.type],
    });
    if (level.deep.length === 0) {
      const required = !isOptionalHere && !level.optional && isDemanding(properties);
      const words = property.words ? { words: property.words } : {};
      const fallback = property.default === undefined ? {} : { default: property.default };
      this.#addGroup(wire, property.type, required, first, { ...words, ...fallback });
    }
    return {
      kind: "object",
      name: property.name,
      ...madeBy(type),
      properties,
      required: !isOptionalHere,
      type: property.type,
      ...(property.fillsDefault && property.default !== undefined ? { fill: property.default } : {}),
    };
  }

  #addGroup(
    name: string,
    type: WireType,
    required: boolean,
    first: number,
    { words, default: fallback }: Pick<SlotGroupPlan, "words" | "default">,
  ): void {
    const slots = this.#table.slots.slice(first).map((_, index) => first + index);
    this.#table.groups.push({
      name,
      type,
      required,
      slots,
      ...(words ? { words } : {}),
      ...(fallback === undefined ? {} : { default: fallback }),
    });
  }

  #refuse(path: string, type: ts.Type): undefined {
    const { problems, describer } = this.#table;
    const text = typeText(describer, type);
    problems.push(problem("TW4005", this.#param.anchor, { path, place: this.#place, type: text }));
  }

  #misuse(path: string, [reason, cure]: Reason): undefined {
    this.#table.problems.push(problem("TW4006", this.#param.anchor, { path, place: this.#place, reason, cure }));
  }
}

const madeBy = ({ construct }: ObjectType): Pick<Spread, "construct"> => (construct ? { construct } : {});

export type Reason = readonly [reason: string, cure: string];

const headerReason: Reason = [
  "browsers and proxies add header fields of their own, so refusing undeclared ones would refuse every request",
  "Leave `Exact` out.",
];
const openReason: Reason = [
  "its index signature takes any name, so that nothing would tell its properties from other parameters",
  "Declare the properties, or take the object from the body: `Body<T>`.",
];
export const commaReason: Reason = [
  "`Comma` is for lists of strings, numbers and the like",
  "Write it around the list: `Comma<string[]>`.",
];
export const bytesReason: Reason = [
  "a form that is not multipart has no place for bytes",
  'Take them as the body, `Body<Uint8Array, "image/png">`, or as base64 in a JSON object.',
];
const commaInsideReason: Reason = [
  "no document can say how a list is written inside a nested object",
  "Leave `Comma` out: the list is sent by repeating its key.",
];
export const nameReason: Reason = [
  "an object is spread over single values there, which have names of their own",
  'Leave the name out, or name the properties: `token: Header<string, "X-Token">`.',
];

/** `filter[price][min]`. */
const deepName = ([root = "", ...parts]: readonly string[]): string => root + parts.map((part) => `[${part}]`).join("");

/** What the names of an object's properties begin with: `filter[price][`. */
const levelOf = (deep: readonly string[]): string => (deep.length === 0 ? "" : `${deepName(deep)}[`);

/** Whether a request without any of its slots is refused. */
const isDemanding = (properties: readonly SpreadProperty[]): boolean =>
  properties.some((property) =>
    property.kind === "slot" ? property.required : property.required && isDemanding(property.properties),
  );

/** Whether a text would be base64, which no form sends. */
export const hasBytes = (type: WireType): boolean => type.kind === "bytes" || innerTypes(type).some(hasBytes);

/** What a comment or marker says of a parameter for the document. */
export const wordsOfParam = ({ markers, description }: Param): Words | undefined =>
  joinWords(description ? { description } : undefined, markers.words);

export const isOptional = ({ optional, markers }: Param): boolean => optional || markers.default !== undefined;

/** The object type behind null and names. */
export function objectOf(describer: Describer, type: WireType): ObjectType | undefined {
  const found = describer.resolve(type);
  if (found.kind !== "union") return found.kind === "object" ? found : undefined;
  const [only, ...others] = found.members.filter((member) => member.kind !== "null");
  return only && others.length === 0 ? objectOf(describer, only) : undefined;
}

function markersOf({ project: { checker }, markers }: Describer, type: ts.Type, name: string): Markers {
  const declaration = checker.getPropertyOfType(checker.getNonNullableType(type), name)?.valueDeclaration;
  return markers.read(asWritten(typeNodeOf(declaration)));
}

export function propertyType({ project: { checker } }: Describer, type: ts.Type, name: string): ts.Type {
  const property = checker.getPropertyOfType(checker.getNonNullableType(type), name);
  return property ? checker.getTypeOfSymbol(property) : type;
}

export function typeText({ project: { checker } }: Describer, type: ts.Type): string {
  return checker.typeToString(type.flags & ts.TypeFlags.Union ? checker.getNonNullableType(type) : type);
}

import type { ClosedNames, Place, Words } from "@typeway/contract";
import { type Problem, problem } from "../../diagnostics/problem.js";
import type { CheckedSpread, SlotGroupPlan, SlotPlan, SpreadProperty } from "../../ir/plan.js";
import type { Check, ObjectType, Property, ReferenceKey, WireType } from "../../ir/wire-type.js";
import type ts from "../../typescript.cjs";
import type { Markers } from "../2-analyze/markers.js";
import type { Param } from "../2-analyze/signature.js";
import type { Describer } from "../3-describe/describer.js";
import { joinWords } from "../3-describe/words.js";
import { bytesReason, commaInsideReason, commaReason, headerReason, openReason, type Reason } from "./misuses.js";
import { hasBytes, markersOf, propertyType, type SpreadType, spreadTypeOf, typeText } from "./spread-type.js";
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
  readonly checked?: CheckedSpread;
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
  spread(type: SpreadType): Spread {
    const { name, pattern, type: source } = this.#param;
    return this.#finish(
      type,
      [],
      this.#properties({
        type: type.object,
        source,
        path: pattern ? "" : `${name}.`,
        deep: [],
        optional: isOptional(this.#param),
        trail: [],
      }),
    );
  }

  /** Under one name: `?filter[min]=1`. */
  group(type: SpreadType, described: WireType, wire: string): Spread {
    const { name, type: source, markers } = this.#param;
    const optional = isOptional(this.#param);
    const words = wordsOfParam(this.#param);
    const first = this.#table.slots.length;
    this.#table.take("query", wire, this.#param, name);
    const level = { type: type.object, source, path: `${name}.`, deep: [wire], optional, trail: [] };
    const properties = this.#properties(level);
    this.#addGroup(wire, described, !optional && isDemanding(properties), first, {
      ...(words ? { words } : {}),
      ...(markers.default === undefined ? {} : { default: markers.default }),
    });
    return this.#finish(type, [wire], properties);
  }

  #finish({ object, checks }: SpreadType, deep: readonly string[], properties: readonly SpreadProperty[]): Spread {
    const place = this.#place;
    const isClosed = this.#closed.length > 0 && place !== "path" && place !== "header";
    return {
      ...madeBy(object),
      ...this.#checkedBy(checks, deep),
      properties,
      ...(isClosed ? { closed: { in: place, levels: this.#closed } } : {}),
    };
  }

  #checkedBy(checks: readonly Check[], deep: readonly string[]): { readonly checked?: CheckedSpread } {
    if (checks.length === 0) return {};
    return { checked: { checks, loc: [this.#place === "form" ? "body" : this.#place, ...deep] } };
  }

  #properties(level: Level): SpreadProperty[] {
    if (level.type.exact) this.#close(level);
    if (level.type.additional) this.#misuse(level.path.replace(/\.$/, "") || this.#place, openReason);
    return level.type.properties.flatMap((property) =>
      property.access === "read" ? fixed(property) : (this.#property(level, property) ?? []),
    );
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
    if (
      shape.kind === "object" ||
      shape.kind === "none" ||
      (place === "path" && shape.kind === "list" && !markers.comma)
    )
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
    const found = spreadTypeOf(describer, property.type);
    const type = found?.object;
    if (!found || !type || level.trail.includes(type) || level.type === type) return this.#refuse(path, source);
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
      ...this.#checkedBy(found.checks, [...level.deep, wire]),
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

/** What no request sets has its default, or is not there. */
const fixed = ({ name, type, fillsDefault, default: value }: Property): SpreadProperty[] =>
  fillsDefault && value !== undefined ? [{ kind: "fixed", name, type, required: false, fill: value }] : [];

const madeBy = ({ construct }: ObjectType): Pick<Spread, "construct"> => (construct ? { construct } : {});

/** `filter[price][min]`. */
const deepName = ([root = "", ...parts]: readonly string[]): string => root + parts.map((part) => `[${part}]`).join("");

/** What the names of an object's properties begin with: `filter[price][`. */
const levelOf = (deep: readonly string[]): string => (deep.length === 0 ? "" : `${deepName(deep)}[`);

/** Whether a request without any of its slots is refused. */
const isDemanding = (properties: readonly SpreadProperty[]): boolean =>
  properties.some((property) => property.required && (property.kind !== "object" || isDemanding(property.properties)));

/** What a comment or marker says of a parameter for the document. */
export const wordsOfParam = ({ markers, description }: Param): Words | undefined =>
  joinWords(description ? { description } : undefined, markers.words);

export const isOptional = ({ optional, markers }: Param): boolean => optional || markers.default !== undefined;

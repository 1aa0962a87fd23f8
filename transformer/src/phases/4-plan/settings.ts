import { type Problem, problem } from "../../diagnostics/problem.js";
import type { CallablePlan, SlotPlan, SpreadProperty } from "../../ir/plan.js";
import type { ObjectType, Property, WireType } from "../../ir/wire-type.js";
import ts from "../../typescript.cjs";
import type { Registration } from "../1-discover/index.js";
import { asWritten } from "../2-analyze/written.js";
import { areErrors } from "../3-describe/described.js";
import type { Describer } from "../3-describe/describer.js";
import { readProblems } from "../3-describe/readable.js";
import { toProblem } from "./callable.js";
import { isUnsaid, writtenSubject } from "./data.js";
import { objectOf, propertyType, typeText } from "./spread-type.js";
import { type TextShape, textShape } from "./text.js";
import { variableName } from "./wire-names.js";

export interface PlannedSettings {
  readonly plan?: CallablePlan;
  readonly problems: readonly Problem[];
}

/** The type that a call such as `loadSettings<Settings>()` reads from environment variables, one for each leaf. */
export function planSettings(describer: Describer, registration: Registration): PlannedSettings {
  const { subject, call } = registration;
  const { project } = describer;
  const { checker } = project;
  const name = checker.typeToString(subject);
  if (isUnsaid(registration) || subject.flags & ts.TypeFlags.NonPrimitive)
    return { problems: [problem("TW1007", call, { call: call.expression.getText(), takesAny: false })] };
  const { type, problems: found } = describer.describe(subject, asWritten(writtenSubject(checker, registration)));
  if (found.some(({ code }) => code === "TW3002")) return { problems: [problem("TW1008", call, { type: name })] };
  const problems = [...found, ...readProblems(describer, type)];
  const reported = problems.map((one) => toProblem(one, call, "settings"));
  if (areErrors(problems)) return { problems: reported };
  const object = objectOf(describer, type);
  if (!object) return { problems: [...reported, problem("TW4040", call, { path: "settings", type: name })] };
  const planner = new SettingsPlanner(describer, call);
  const properties = planner.properties({
    type: object,
    source: subject,
    trail: [],
    names: [],
    optional: false,
    secret: false,
  });
  const construct = object.construct ? { construct: object.construct } : {};
  return {
    plan: {
      name,
      at: project.place(call),
      params: [{ kind: "spread", name: "settings", required: true, properties, ...construct }],
      slots: planner.slots,
      bodies: [],
      errors: [],
    },
    problems: [...reported, ...planner.problems],
  };
}

/** An object on its way to variables. */
interface Level {
  readonly type: ObjectType;
  readonly source: ts.Type;
  /** The objects it is inside of, so that a type inside itself is noticed. */
  readonly trail: readonly ObjectType[];
  /** The properties down to it. */
  readonly names: readonly string[];
  /** Some object above may be absent as a whole. */
  readonly optional: boolean;
  /** Some object above is a secret. */
  readonly secret: boolean;
}

class SettingsPlanner {
  readonly slots: SlotPlan[] = [];
  readonly problems: Problem[] = [];
  readonly #pathByVariable = new Map<string, string>();

  constructor(
    readonly describer: Describer,
    readonly call: ts.Node,
  ) {}

  properties(level: Level): SpreadProperty[] {
    if (level.type.additional) this.#refuse(level.names, level.source);
    const read = level.type.properties.filter(({ access }) => access !== "read");
    return read.flatMap((property) => this.#property(level, property) ?? []);
  }

  #property(level: Level, property: Property): SpreadProperty | undefined {
    const names = [...level.names, property.name];
    const source = propertyType(this.describer, level.source, property.name);
    const shape = textShape(this.describer, property.type);
    if (shape.kind === "object") return this.#nested(level, property, names, source);
    if (shape.kind === "none") return this.#refuse(names, source);
    return this.#leaf(level, property, names, shape);
  }

  #leaf(
    level: Level,
    property: Property,
    names: readonly string[],
    shape: Extract<TextShape, { type: WireType }>,
  ): SpreadProperty {
    const slot = this.slots.length;
    const name = variableName(names);
    this.#take(name, names.join("."));
    this.slots.push({
      in: "query",
      name,
      type: shape.type,
      required: !property.optional && !level.optional,
      many: shape.kind === "list",
      loc: names,
      ...(property.words ? { words: property.words } : {}),
      ...(property.secret || level.secret ? { secret: true } : {}),
      ...(property.default === undefined ? {} : { default: property.default }),
      ...(property.messages ? { messages: property.messages } : {}),
    });
    return { kind: "slot", name: property.name, slot, required: !property.optional, ...fillOf(property) };
  }

  #nested(level: Level, property: Property, names: readonly string[], source: ts.Type): SpreadProperty | undefined {
    const type = objectOf(this.describer, property.type);
    const trail = [...level.trail, level.type];
    if (!type || trail.includes(type)) return this.#refuse(names, source);
    const optional = level.optional || property.optional;
    const secret = level.secret || property.secret === true;
    return {
      kind: "object",
      name: property.name,
      ...(type.construct ? { construct: type.construct } : {}),
      properties: this.properties({ type, source, trail, names, optional, secret }),
      required: !property.optional,
      type: property.type,
      ...fillOf(property),
    };
  }

  #take(variable: string, path: string): void {
    const first = this.#pathByVariable.get(variable);
    if (first === undefined) this.#pathByVariable.set(variable, path);
    else this.problems.push(problem("TW4041", this.call, { first, second: path, variable }));
  }

  #refuse(names: readonly string[], source: ts.Type): undefined {
    const path = ["settings", ...names].join(".");
    this.problems.push(problem("TW4040", this.call, { path, type: typeText(this.describer, source) }));
  }
}

const fillOf = ({ fillsDefault, default: value }: Property): Pick<SpreadProperty, "fill"> =>
  fillsDefault && value !== undefined ? { fill: value } : {};

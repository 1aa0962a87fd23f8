import type { DependencyOptions, Place } from "@typeway/contract";
import { type Problem, problem } from "../../diagnostics/problem.js";
import { innerTypes } from "../../ir/inner-types.js";
import type { BodyPlan, CallablePlan, ErrorPlan, ParamPlan, SlotGroupPlan, SlotPlan } from "../../ir/plan.js";
import type { JsonValue, WireType } from "../../ir/wire-type.js";
import ts from "../../typescript.cjs";
import type { CredentialReading } from "../2-analyze/credential.js";
import type { Param, Signature } from "../2-analyze/signature.js";
import { areErrors, type TypeProblem } from "../3-describe/described.js";
import type { Describer } from "../3-describe/describer.js";
import { readProblems } from "../3-describe/readable.js";
import { bytesReason, commaReason, nameReason, type Reason } from "./misuses.js";
import { readBodyAs } from "./raw-body.js";
import { hasNoBody, type Route, segmentsOf } from "./route.js";
import { planSocket } from "./socket.js";
import { isOptional, type SlotTable, SpreadPlanner, wordsOfParam } from "./spread.js";
import { hasBytes, type SpreadType, spreadTypeOf, typeText } from "./spread-type.js";
import { type TextShape, textShape } from "./text.js";
import { nameFor, wireName } from "./wire-names.js";

export interface PlannedCallable {
  readonly plan: CallablePlan;
  readonly problems: readonly Problem[];
}

/** Places every parameter of a function by the first rule that fits. */
export function planCallable(describer: Describer, signature: Signature, route: Route): PlannedCallable {
  const planner = new CallablePlanner(describer, route);
  for (const param of signature.params) planner.add(param);
  const { name, at } = signature;
  const errors = planErrors(describer, signature);
  const { params, slots, groups, bodies } = planner;
  const grouped = groups.length === 0 ? {} : { groups };
  return {
    plan: { name, at, params, slots, ...grouped, bodies, errors },
    problems: [...signature.problems, ...planner.problems],
  };
}

/** What is thrown is documented as far as it can be told. */
export const planErrors = (describer: Describer, { errors }: Signature): ErrorPlan[] =>
  errors.map(({ detail, ...error }) => {
    if (!detail) return error;
    const { type, problems } = describer.describe(detail);
    return { ...error, detail: areErrors(problems) ? { kind: "unknown" } : type };
  });

/** A text place as a parameter asks for it; `auto` is settled when the full path is known. */
type Source = Place | "auto";

class CallablePlanner implements SlotTable {
  readonly params: ParamPlan[] = [];
  readonly slots: SlotPlan[] = [];
  readonly groups: SlotGroupPlan[] = [];
  readonly bodies: BodyPlan[] = [];
  readonly problems: Problem[] = [];
  /** Who has taken a wire name, by place and name. */
  readonly #takerByName = new Map<string, string>();
  readonly #segments: ReadonlySet<string>;
  #dependencies = 0;

  constructor(
    readonly describer: Describer,
    readonly route: Route,
  ) {
    this.#segments = new Set(route.path === undefined ? [] : segmentsOf(route.path));
  }

  add(param: Param): void {
    const { markers, context, credential, name } = param;
    if (param.rest) return; // Reported when the signature was read.
    if (markers.depends) this.#addDependency(param, markers.depends.options);
    else if (param.foreignSocket || param.type.flags & ts.TypeFlags.Any)
      return; // As well.
    else if (context === "WebSocket") this.#addSocket(param);
    else if (context) this.params.push({ kind: "context", name, what: context });
    else if (credential) this.#addCredential(param, credential);
    else this.#addValue(param);
  }

  #addValue(param: Param): void {
    const { type, problems: found } = this.describer.describe(param.type, param.written);
    const problems = [
      ...found,
      ...this.describer.defaultProblems(param.markers.default, param.type, type),
      ...this.#initializerProblems(param, type),
      ...readProblems(this.describer, type),
    ];
    this.problems.push(...problems.map((one) => toProblem(one, param.anchor, param.name)));
    if (areErrors(problems)) return;
    const { place } = param.markers;
    const shape = textShape(this.describer, type);
    if (place?.marker === "Form") this.#addForm(param, type, shape, place.name);
    else if (place?.marker === "Body") this.#addBody(param, type, place.mediaType);
    else if (place) this.#addMarked(param, type, shape, place.marker.toLowerCase() as Place, place.name);
    else if (!param.pattern && this.#segments.has(wireName(param.name)))
      this.#addMarked(param, type, shape, "path", undefined);
    else if (shape.kind === "scalar" && shape.type.kind !== "unknown") this.#addText(param, shape, "auto", undefined);
    else if (shape.kind === "list" && (hasNoBody(this.route) || param.markers.comma))
      this.#addText(param, shape, param.markers.comma ? "auto" : "query", undefined);
    else if (hasNoBody(this.route)) this.#refuseBody(param);
    else this.#addBody(param, type, undefined);
  }

  /** TypeScript knows no constraints; what a codec reads is not what its values are. */
  #initializerProblems({ default: initializer, type }: Param, wire: WireType): readonly TypeProblem[] {
    return isCoded(wire) ? [] : this.describer.defaultProblems(initializer, type, wire);
  }

  #addSocket(param: Param): void {
    const { plan, problems } = planSocket(this.describer, param.type, param.written);
    this.problems.push(...problems.map((found) => toProblem(found, param.anchor, param.name)));
    this.params.push({ kind: "context", name: param.name, what: "WebSocket", messages: plan });
  }

  #addCredential({ name: written, optional, pattern }: Param, credential: CredentialReading): void {
    const name = pattern ? "credentials" : written;
    if (credential.kind === "problem") this.problems.push(credential.problem);
    else this.params.push({ kind: "credential", name, schemes: credential.schemes, required: !optional });
  }

  #addDependency({ name: written, pattern }: Param, options: DependencyOptions | undefined): void {
    const name = pattern ? "dependency" : written;
    const index = this.#dependencies++;
    this.params.push({ kind: "dependency", name, index, ...(options ? { options } : {}) });
  }

  #addForm(param: Param, type: WireType, shape: TextShape, name: string | undefined): void {
    const [body] = this.bodies;
    if (hasNoBody(this.route)) this.#refuseBody(param);
    else if (body) this.problems.push(problem("TW4021", param.anchor, { name: param.name, other: body.name }));
    else if ("type" in shape && hasBytes(shape.type)) this.#misuse(param, "form", bytesReason);
    else this.#addMarked(param, type, shape, "form", name);
  }

  #addMarked(param: Param, type: WireType, shape: TextShape, place: Place, name: string | undefined): void {
    const object = shape.kind === "object" ? spreadTypeOf(this.describer, type) : undefined;
    if (object) this.#addSpread(param, object, type, place, name);
    else if (
      shape.kind === "object" ||
      shape.kind === "none" ||
      (place === "path" && shape.kind === "list" && !param.markers.comma)
    )
      this.#refuseText(param, param.name, place, param.type);
    else this.#addText(param, shape, place, name);
  }

  #addText(
    param: Param,
    shape: Extract<TextShape, { type: WireType }>,
    source: Source,
    name: string | undefined,
  ): void {
    if (param.pattern) {
      this.problems.push(problem("TW2003", param.anchor, { pattern: param.name }));
      return;
    }
    const { comma } = param.markers;
    if (comma && shape.kind !== "list") this.#misuse(param, source, commaReason);
    const wire = nameFor(source, name, wireName(param.name));
    this.params.push({ kind: "text", name: param.name, slot: this.slots.length, ...fillOf(param) });
    this.#takeSlot(param, param.name, {
      in: source,
      name: wire,
      type: shape.type,
      required: source === "path" || !isOptional(param),
      many: shape.kind === "list",
      ...(comma ? { comma } : {}),
      ...saidOf(param),
    });
  }

  /** One slot for each property of an object type. */
  #addSpread(param: Param, type: SpreadType, described: WireType, place: Place, name: string | undefined): void {
    const planner = new SpreadPlanner(this, param, place);
    if (name !== undefined && place !== "query") this.#misuse(param, place, nameReason);
    const spread = name === undefined ? planner.spread(type) : planner.group(type, described, name);
    this.params.push({
      kind: "spread",
      name: param.pattern ? place : param.name,
      required: !isOptional(param),
      ...spread,
    });
  }

  #addBody(param: Param, type: WireType, written: string | undefined): void {
    const mediaType = written ?? "application/json";
    const isImplied = param.markers.place === undefined && this.route.methods === undefined;
    const several = this.bodies.length > 0;
    if (param.pattern && several) {
      this.problems.push(problem("TW2003", param.anchor, { pattern: param.name }));
      return;
    }
    const reading = readBodyAs(this.describer, type, mediaType, typeText(this.describer, param.type));
    if (reading.kind === "unreadable") {
      this.problems.push(problem("TW4020", param.anchor, { name: param.name, reason: reading.reason }));
      return;
    }
    const name = param.pattern ? "body" : wireName(param.name);
    const raw = this.bodies.find((body) => body.raw) ?? (reading.kind === "raw" ? this.bodies[0] : undefined);
    const rival = raw ?? this.slots.find((slot) => slot.in === "form");
    if (rival) this.problems.push(problem("TW4021", param.anchor, { name, other: rival.name }));
    this.take("body", name, param, param.name);
    this.params.push({
      kind: "body",
      name: param.pattern ? "body" : param.name,
      body: this.bodies.length,
      ...fillOf(param),
    });
    this.bodies.push({
      name,
      type,
      required: !isOptional(param),
      mediaType,
      ...(isImplied ? { implied: true } : {}),
      ...(reading.kind === "raw" ? { raw: reading.raw } : {}),
      ...saidOf(param),
    });
  }

  #takeSlot(param: Param, path: string, slot: SlotPlan): void {
    this.take(slot.in === "auto" ? "query" : slot.in, slot.name, param, path);
    this.slots.push(slot);
  }

  take(place: Place | "body", name: string, { anchor }: Param, path: string): void {
    const key = `${place} ${name}`;
    const first = this.#takerByName.get(key);
    if (first === undefined) this.#takerByName.set(key, path);
    else this.problems.push(problem("TW4004", anchor, { first, second: path, place, wire: name }));
  }

  #refuseText({ anchor }: Param, path: string, place: Place, type: ts.Type): void {
    this.problems.push(problem("TW4005", anchor, { path, place, type: typeText(this.describer, type) }));
  }

  #misuse({ anchor, name }: Param, source: Source, [reason, cure]: Reason): void {
    const place = source === "auto" ? "query" : source;
    this.problems.push(problem("TW4006", anchor, { path: name, place, reason, cure }));
  }

  #refuseBody({ anchor, name, type, pattern }: Param): void {
    const method = this.route.methods?.join("/") ?? "";
    this.problems.push(
      problem("TW4003", anchor, { name: pattern ? "body" : name, method, type: typeText(this.describer, type) }),
    );
  }
}

/** A type's problem at the place where the type is used. */
export function toProblem(found: TypeProblem, anchor: ts.Node, root: string): Problem {
  if (found.code === "marker") return found.problem;
  const { declaration, type, reason, cure } = found;
  const path = `${root}${found.path}`;
  const elsewhere = declaration && !declaration.getSourceFile().isDeclarationFile && declaration !== anchor;
  const related = elsewhere ? { node: declaration, message: `'${path}' is declared here.` } : undefined;
  switch (found.code) {
    case "TW3001":
      return problem("TW3001", anchor, { path, type, reason, cure }, related);
    case "TW3002":
      return problem("TW3002", anchor, { path, type }, related);
    case "TW2017":
    case "TW3006":
    case "TW3010":
      return problem(found.code, anchor, { path }, related);
    default:
      return problem(found.code, anchor, { path, reason }, related);
  }
}

const isCoded = (type: WireType): boolean =>
  type.kind === "coded" || type.kind === "ref" || innerTypes(type).some((inner) => isCoded(inner));

/** What is said of a parameter, wherever it comes from. */
function saidOf(param: Param): Pick<SlotPlan, "words" | "secret" | "default" | "messages"> {
  const { default: initializer, markers, messages } = param;
  const words = wordsOfParam(param);
  const fallback = initializer ?? markers.default;
  return {
    ...(words ? { words } : {}),
    ...(markers.secret ? { secret: true } : {}),
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(messages ? { messages } : {}),
  };
}

/** A parameter whose type promises a value has it; one with `?` or an initializer takes care of itself. */
const fillOf = ({ markers, optional }: Param): { readonly fill?: JsonValue } =>
  markers.default === undefined || optional ? {} : { fill: markers.default };

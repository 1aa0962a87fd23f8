import type {
  CompiledCallable,
  CompiledParam,
  DependencyOptions,
  Handler,
  NotedDependency,
  Place,
  Provider,
  TextSlot,
} from "@typeway/contract";
import { compiledOf, noteOf } from "../compiled/note.js";
import { requireCallable } from "../compiled-guard.js";
import { TypewayError } from "../errors/typeway-error.js";
import { orderSteps } from "./order-steps.js";
import type {
  BodyPlan,
  BodyTarget,
  CallPlan,
  CredentialTarget,
  EarlyPlan,
  Fill,
  Lifetime,
  NamedTarget,
  Reader,
  Step,
} from "./plan.js";
import { accumulate, securityScopes } from "./security-scopes.js";

/** Replacements of providers, for tests. */
export type Overrides = ReadonlyMap<Provider, NotedDependency>;

/** What is planned: a handler under its full path. */
interface Subject {
  readonly handler: Handler;
  readonly compiled: CompiledCallable;
  /** Of application, routers and route: run before those of the signature, and nobody takes their values. */
  readonly dependencies: readonly Provider[];
  /** `GET /users/{userId}`, for messages. */
  readonly route: string;
  /** The parameters of the full path, in its order. */
  readonly pathNames: readonly string[];
  /** A WebSocket can be asked for, and there is no body. */
  readonly isSocket: boolean;
  /** Query names and body properties that nothing declares are refused. */
  readonly refusing: boolean;
}

/** @throws {TypewayError} for trees that cannot work: circles, lifetimes, parameters that nothing can fill */
export function makePlan(subject: Subject, overrides: Overrides): CallPlan {
  return new Planner(subject, overrides).plan();
}

type StepDraft = Omit<Step, "sharesArguments">;

/** A callable where it is used. */
interface Use {
  readonly callable: Provider;
  readonly compiled: CompiledCallable;
  readonly lifetime: Lifetime;
  /** Asked for on the way to it, outermost first. */
  readonly scopes: readonly string[];
  /** From the handler to the callable itself. */
  readonly trail: readonly Provider[];
}

class Planner {
  readonly #subject: Subject;
  readonly #overrides: Overrides;
  readonly #readers: Reader[] = [];
  readonly #readerByFunction = new Map<Provider, number>();
  readonly #credentials: CredentialTarget[] = [];
  readonly #steps: StepDraft[] = [];
  readonly #scoped = new Map<Provider, boolean>();
  /** Indexes of steps. */
  readonly #authenticating = new Set<number>();
  /** Lifetime and scopes are part of a value's identity: who asks for other ones must not get this one. */
  readonly #stepsByProvider = new Map<Provider, Map<string, number>>();

  constructor(subject: Subject, overrides: Overrides) {
    this.#subject = subject;
    this.#overrides = overrides;
  }

  plan(): CallPlan {
    const { handler, compiled, dependencies } = this.#subject;
    const top: Use = { callable: handler, compiled, lifetime: "function", scopes: [], trail: [handler] };
    for (const provider of dependencies) this.#stepFor(this.#listed(provider), {}, top);
    const handlerFills = this.#fillsOf(top);
    this.#readerOf(handler, compiled, []);
    // A replacement in a test need not take what the original takes from the path.
    if (this.#overrides.size === 0) this.#checkSegments();
    const { steps, fills, early } = orderSteps(this.#steps, handlerFills, this.#authenticating);
    const uses = (reader: number) => steps.filter((step) => step.reader === reader).length;
    return {
      handler,
      readers: this.#readers,
      ...this.#textTargets(),
      credentials: this.#credentials,
      keys: { query: this.#keysIn("query"), cookie: this.#keysIn("cookie") },
      body: this.#bodyPlan(),
      refusing: this.#subject.refusing,
      secret: this.#readers.some(({ compiled }) =>
        [...compiled.slots, ...compiled.bodies].some(({ secret }) => secret),
      ),
      steps: steps.map((step) => ({ ...step, sharesArguments: uses(step.reader) > 1 })),
      early: this.#earlyPlan(steps.slice(0, early)),
      fills,
    };
  }

  /** Also without a step: the handler itself may take who is asking. */
  #earlyPlan(steps: readonly StepDraft[]): EarlyPlan | undefined {
    if (steps.length === 0 && !this.#readers.some(({ compiled }) => isAuthenticating(compiled))) return undefined;
    const readers = [...new Set(steps.map(({ reader }) => reader))];
    for (const index of readers) {
      const { compiled } = this.#readers[index] ?? {};
      const [body] = compiled?.bodies ?? [];
      if (compiled === undefined || body === undefined) continue;
      throw new TypewayError("TYPEWAY_DEPENDENCY_BODY", {
        handler: compiled.name,
        parameter: body.name,
        at: compiled.at,
      });
    }
    return { steps: steps.length, readers };
  }

  /** Plans what a callable's parameters need, in their order, and says where it goes. */
  #fillsOf(use: Use): Fill[] {
    const { compiled, lifetime } = use;
    const fills: Fill[] = [];
    compiled.params.forEach((param, argument) => {
      if (param.kind === "context" && param.what === "SecurityScopes") {
        fills.push({ kind: "constant", argument, value: securityScopes(use.scopes) });
      } else if (param.kind === "context" && param.what === "State" && lifetime === "app") {
        fills.push({ kind: "context", argument, what: "AppState", codec: undefined });
      } else if (param.kind === "context") {
        this.#checkContext(compiled, param, lifetime);
        fills.push({ kind: "context", argument, what: param.what, codec: param.codec });
      } else if (param.kind === "dependency") {
        const step = this.#stepFor(this.#resolve(use.callable, compiled, param), param.options ?? {}, use);
        fills.push({ kind: "value", argument, step });
      }
      if (param.kind === "credential") {
        if (lifetime === "app") refuseInApp(compiled, param.name, "a credential");
        const { schemes, required } = param;
        const credential = this.#credentials.push({ schemes, required, scopes: use.scopes }) - 1;
        fills.push({ kind: "credential", argument, credential });
      }
    });
    return fills;
  }

  /** An element of `dependencies`. */
  #listed(provider: Provider): NotedDependency {
    const registered = { handler: provider, route: `'dependencies' of ${this.#subject.route}` };
    return this.#overrides.get(provider) ?? { provider, compiled: requireCallable(compiledOf(provider), registered) };
  }

  #resolve(
    callable: Provider,
    compiled: CompiledCallable,
    param: CompiledParam & { kind: "dependency" },
  ): NotedDependency {
    const noted = noteOf(callable)?.()[param.index];
    if (noted === undefined || typeof noted.provider !== "function") {
      const details = { handler: compiled.name, parameter: param.name, at: compiled.at };
      throw new TypewayError("TYPEWAY_DEPENDENCY_UNKNOWN", details);
    }
    return this.#overrides.get(noted.provider) ?? noted;
  }

  #stepFor({ provider, compiled }: NotedDependency, options: DependencyOptions, asker: Use): number {
    checkCycle(provider, asker.trail);
    const lifetime = options.scope ?? (asker.lifetime === "app" ? "app" : "request");
    checkLifetime(asker, lifetime, provider);
    const scopes = accumulate(asker.scopes, options.scopes);
    const step = this.#knownOrNew({ provider, compiled }, options.cache !== false, {
      callable: provider,
      compiled,
      lifetime,
      scopes,
      trail: [...asker.trail, provider],
    });
    if (options.authenticates === true || isAuthenticating(compiled)) this.#authenticating.add(step);
    return step;
  }

  #knownOrNew({ provider, compiled }: NotedDependency, cached: boolean, use: Use): number {
    const known = this.#stepsByProvider.get(provider) ?? new Map<string, number>();
    this.#stepsByProvider.set(provider, known);
    const key = `${use.lifetime} ${this.#usesScopes(provider, compiled) ? use.scopes.join(" ") : ""}`;
    const found = cached ? known.get(key) : undefined;
    if (found !== undefined) {
      this.#addScopes(found, use.scopes);
      return found;
    }
    if (use.lifetime === "app") checkNeedsNoRequest(compiled);

    const fills = this.#fillsOf(use);
    const step = this.#steps.length;
    const reader = this.#readerOf(provider, compiled, use.scopes);
    this.#steps.push({ provider, construct: isClass(provider), reader, fills, lifetime: use.lifetime });
    if (cached) known.set(key, step);
    return step;
  }

  /** Whether its value depends on the scopes asked for on the way to it: a connection is the same for all of them. */
  #usesScopes(callable: Provider, compiled: CompiledCallable): boolean {
    const known = this.#scoped.get(callable);
    if (known !== undefined) return known;
    // A circle is found elsewhere.
    this.#scoped.set(callable, false);
    const uses = compiled.params.some((param) => {
      if (param.kind === "context") return param.what === "SecurityScopes";
      if (param.kind !== "dependency") return false;
      const needed = this.#resolve(callable, compiled, param);
      return this.#usesScopes(needed.provider, needed.compiled);
    });
    this.#scoped.set(callable, uses);
    return uses;
  }

  /** What is asked for at a further use of a step, for the document. */
  #addScopes(index: number, scopes: readonly string[]): void {
    const step = this.#steps[index];
    const reader = step === undefined ? undefined : this.#readers[step.reader];
    if (step === undefined || reader === undefined || scopes.length === 0) return;
    this.#readers[step.reader] = { ...reader, scopes: accumulate(reader.scopes, scopes) };
    for (const fill of step.fills) if (fill.kind === "value") this.#addScopes(fill.step, scopes);
  }

  #readerOf(callable: Provider, compiled: CompiledCallable, scopes: readonly string[]): number {
    const known = this.#readerByFunction.get(callable);
    const reader = known === undefined ? undefined : this.#readers[known];
    if (known !== undefined && reader !== undefined) {
      this.#readers[known] = { ...reader, scopes: accumulate(reader.scopes, scopes) };
      return known;
    }
    const places = compiled.slots.map((slot) => this.#placeOf(slot, compiled));
    const at = {
      text: compiled.slots.map(({ name, loc = [name] }, index) => [places[index] ?? "query", ...loc]),
      body: [],
      refusing: this.#subject.refusing,
    };
    const index = this.#readers.push({ compiled, places, at, scopes }) - 1;
    this.#readerByFunction.set(callable, index);
    return index;
  }

  #placeOf(slot: TextSlot, compiled: CompiledCallable): Place {
    const { pathNames, route } = this.#subject;
    const inPath = pathNames.includes(slot.name);
    if (slot.in === "auto") return inPath ? "path" : "query";
    if (slot.in === "path" && !inPath) {
      const details = { handler: compiled.name, segment: slot.name, route, at: compiled.at };
      throw new TypewayError("TYPEWAY_SEGMENT_MISSING", details);
    }
    return slot.in;
  }

  #checkSegments(): void {
    const { pathNames, compiled, route } = this.#subject;
    const taken = new Set(this.#targetsIn("path").map(({ name }) => name));
    const segment = pathNames.find((name) => !taken.has(name));
    if (segment === undefined) return;
    throw new TypewayError("TYPEWAY_SEGMENT_UNUSED", { handler: compiled.name, segment, route, at: compiled.at });
  }

  #checkContext(compiled: CompiledCallable, param: CompiledParam & { kind: "context" }, lifetime: Lifetime): void {
    if (lifetime === "app") refuseInApp(compiled, param.name, param.what);
    if (param.what !== "WebSocket" || this.#subject.isSocket) return;
    const { what } = param;
    throw new TypewayError("TYPEWAY_PARAMETER_UNSUPPORTED", { handler: compiled.name, parameter: param.name, what });
  }

  #textTargets(): Pick<
    CallPlan,
    "path" | "query" | "closedLevels" | "deepLevels" | "headers" | "cookies" | "closedCookies"
  > {
    const { pathNames, refusing } = this.#subject;
    const path = this.#targetsIn("path").map(({ name, reader, slot }) => ({
      reader,
      slot,
      value: pathNames.indexOf(name),
    }));
    const closed = this.#readers.flatMap(({ compiled }) =>
      compiled.params.flatMap((param) => (param.kind === "text" && param.closed ? [param.closed] : [])),
    );
    const levels = closed.flatMap((names) => (names.in === "query" ? names.levels : []));
    const query = this.#targetsIn("query");
    const deepLevels = levelsOf(this.#readers);
    return {
      path,
      query,
      closedLevels: new Set(refusing ? ["", ...deepLevels] : levels),
      deepLevels,
      headers: this.#targetsIn("header"),
      cookies: this.#targetsIn("cookie"),
      closedCookies: closed.some((names) => names.in === "cookie"),
    };
  }

  #targetsIn(place: Place): NamedTarget[] {
    return this.#readers.flatMap(({ compiled, places }, reader) =>
      compiled.slots.flatMap(({ name, comma = false, secret = false }, slot) =>
        places[slot] === place ? [{ name, comma, secret, reader, slot }] : [],
      ),
    );
  }

  #keysIn(place: "query" | "cookie"): ReadonlySet<string> {
    const schemes = this.#credentials.flatMap((target) => target.schemes);
    return new Set(schemes.flatMap((scheme) => (scheme.type === "apiKey" && scheme.in === place ? [scheme.name] : [])));
  }

  #bodyPlan(): BodyPlan | undefined {
    const targets: BodyTarget[] = this.#readers.flatMap(({ compiled }, reader) =>
      compiled.bodies.map(({ name, required }, slot) => ({ name, required, reader, slot })),
    );
    const [first] = targets;
    if (first === undefined) return undefined;
    if (this.#subject.isSocket) {
      const handler = this.#readers[first.reader]?.compiled.name ?? "";
      throw new TypewayError("TYPEWAY_PARAMETER_UNSUPPORTED", { handler, parameter: first.name, what: "a body" });
    }
    const whole = targets.length === 1 ? first : undefined;
    this.#locateBodies(whole !== undefined);
    const bodies = this.#readers.flatMap(({ compiled }) => compiled.bodies);
    const mediaTypes = new Set(bodies.map(({ mediaType }) => mediaType.toLowerCase()));
    const raw = bodies.find((body) => body.raw !== undefined);
    if (raw !== undefined && whole === undefined) this.#refuseRival(raw.name, targets);
    return { whole, targets, mediaTypes: [...mediaTypes], ...(raw?.raw === undefined ? {} : { raw: raw.raw }) };
  }

  /** The whole body cannot be a part of itself. */
  #refuseRival(raw: string, targets: readonly BodyTarget[]): never {
    const rival = targets.find(({ name }) => name !== raw) ?? targets[1];
    const handler = this.#readers[rival?.reader ?? 0]?.compiled.name ?? "";
    const what = `a part of the body, which '${raw}' takes as a whole`;
    throw new TypewayError("TYPEWAY_PARAMETER_UNSUPPORTED", { handler, parameter: rival?.name ?? raw, what });
  }

  #locateBodies(whole: boolean): void {
    this.#readers.forEach((reader, index) => {
      const body = reader.compiled.bodies.map(({ name }) => (whole ? ["body"] : ["body", name]));
      this.#readers[index] = { ...reader, at: { ...reader.at, body } };
    });
  }
}

/** Of `filter[price][min]`: `filter[price][` and `filter[`. */
function levelsOf(readers: readonly Reader[]): string[] {
  const levels = new Set<string>();
  for (const { compiled } of readers) {
    for (const { loc: [root = "", ...parts] = [] } of compiled.slots) {
      let level = root;
      for (const part of parts) {
        levels.add(`${level}[`);
        level += `[${part}]`;
      }
    }
  }
  return [...levels].sort((a, b) => b.length - a.length);
}

/** It takes who is asking, or what the caller must be allowed to do. */
const isAuthenticating = ({ params }: CompiledCallable): boolean =>
  params.some((param) => param.kind === "credential" || (param.kind === "context" && param.what === "SecurityScopes"));

function checkCycle(provider: Provider, trail: readonly Provider[]): void {
  if (!trail.includes(provider)) return;
  const circle = [...trail.slice(trail.indexOf(provider)), provider];
  throw new TypewayError("TYPEWAY_DEPENDENCY_CYCLE", {
    names: circle.map(({ name }) => name || "an anonymous function"),
  });
}

const order: Readonly<Record<Lifetime, number>> = { function: 0, request: 1, app: 2 };

function checkLifetime(asker: Use, lifetime: Lifetime, provider: Provider): void {
  if (order[lifetime] >= order[asker.lifetime]) return;
  const needs = `'${provider.name}' of scope "${lifetime}"`;
  throw new TypewayError("TYPEWAY_DEPENDENCY_LIFETIME", { handler: asker.compiled.name, scope: asker.lifetime, needs });
}

function checkNeedsNoRequest(compiled: CompiledCallable): void {
  const [name] = [...compiled.slots, ...compiled.bodies].map((slot) => slot.name);
  if (name === undefined) return;
  const needs = `the request's '${name}'`;
  throw new TypewayError("TYPEWAY_DEPENDENCY_LIFETIME", { handler: compiled.name, scope: "app", needs });
}

/** What belongs to one request. */
function refuseInApp({ name: handler }: CompiledCallable, parameter: string, wanted: string): never {
  const what = `${wanted} in a dependency of scope "app"`;
  throw new TypewayError("TYPEWAY_PARAMETER_UNSUPPORTED", { handler, parameter, what });
}

/** A class must be called with `new`; only its source text tells it from a function. */
const isClass = (provider: Provider): boolean => /^class\b/.test(Function.prototype.toString.call(provider));

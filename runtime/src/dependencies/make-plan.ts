import type {
  CompiledCallable,
  CompiledParam,
  DependencyOptions,
  NotedDependency,
  Provider,
  Text,
} from "@typeway/contract";
import { originalOf } from "../compiled/method.js";
import { compiledOf, noteOf } from "../compiled/note.js";
import { requireCallable } from "../compiled-guard.js";
import { TypewayError } from "../errors/typeway-error.js";
import { checkCredentials } from "../security/check-credentials.js";
import { blanks } from "./blanks.js";
import { planBody } from "./body-plan.js";
import { orderSteps } from "./order-steps.js";
import type { Blank, CallPlan, CredentialTarget, EarlyPlan, Fill, Lifetime, Reader, Step } from "./plan.js";
import { Readers, readerOf } from "./readers.js";
import { checkCycle, checkLifetime, checkNeedsNoBody, checkNeedsNoRequest, refuseInApp } from "./refusals.js";
import { accumulate, securityScopes } from "./security-scopes.js";
import { keysIn, textTargets } from "./text-targets.js";

/** Replacements of providers, for tests. */
export type Overrides = ReadonlyMap<Provider, NotedDependency>;

/** What is planned: a handler under its full path. */
interface Subject {
  readonly handler: Provider;
  readonly compiled: CompiledCallable;
  /** Of application, routers and route: run before those of the signature, and nobody takes their values. */
  readonly dependencies: readonly Provider[];
  /** `GET /users/{userId}`, for messages. */
  readonly route: string;
  /** The parameters of the full path, in its order. */
  readonly pathNames: readonly string[];
  /** A WebSocket can be asked for, and there is no body. */
  readonly isSocket: boolean;
  /** Requests of its methods have no body, unless a function asks for one in so many words. */
  readonly isBodyless: boolean;
  /** Query names and body properties that nothing declares are refused. */
  readonly refusing: boolean;
}

/** What it takes to have one value of scope "app" outside a request. */
export interface ValuePlan extends Pick<CallPlan, "steps" | "readers"> {
  /** Where the value is kept. */
  readonly step: number;
}

/** @throws {TypewayError} for what needs a request */
export function planValue(dependency: NotedDependency, overrides: Overrides): ValuePlan {
  const { provider: handler, compiled } = dependency;
  const nowhere = { route: "", pathNames: [], isSocket: false, isBodyless: false, refusing: false, dependencies: [] };
  return new Planner({ handler, compiled, ...nowhere }, overrides).planValue(dependency);
}

/** @throws {TypewayError} for trees that cannot work: circles, lifetimes, parameters that nothing can fill */
export function makePlan(subject: Subject, overrides: Overrides): CallPlan {
  const tree = isAlone(subject)
    ? { ...alone, readers: [readerOf(subject.compiled, [], subject)] }
    : new Planner(subject, overrides).tree();
  const { readers } = tree;
  const texts = textTargets(readers, subject);
  // A replacement in a test need not take what the original takes from the path.
  if (overrides.size === 0) checkSegments(subject, texts.path);
  return {
    ...tree,
    locations: undefined,
    blank: blankOf(readers, tree.steps.length),
    readsTexts: texts.closedLevels.size > 0 || texts.closedCookies || readers.some(({ blank }) => blank.length > 0),
    ...texts,
    keys: { query: keysIn(tree.credentials, "query"), cookie: keysIn(tree.credentials, "cookie") },
    body: planBody(readers, subject),
    refusing: subject.refusing,
    secret: readers.some(({ compiled: { slots, bodies } }) => slots.some(isSecret) || bodies.some(isSecret)),
  };
}

/** The calls of a plan, without what of the request they are called with. */
type Tree = Pick<CallPlan, "readers" | "credentials" | "steps" | "early" | "fills">;

const alone: Omit<Tree, "readers"> = { credentials: [], steps: [], early: undefined, fills: [] };

/** Its parameters are decoded and nothing else, as those of most routes are: there is no tree to plan. */
const isAlone = ({ compiled, dependencies }: Subject): boolean =>
  dependencies.length === 0 && compiled.params.every(({ kind }) => kind === "text" || kind === "body");

function checkSegments({ pathNames, compiled, route }: Subject, path: CallPlan["path"]): void {
  const segment = pathNames.find((_, value) => !path.some((target) => target.value === value));
  if (segment === undefined) return;
  throw new TypewayError("TYPEWAY_SEGMENT_UNUSED", { handler: compiled.name, segment, route, at: compiled.at });
}

type StepDraft = Omit<Step, "sharesArguments" | "eager">;

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
  readonly #readers: Readers;
  readonly #credentials: CredentialTarget[] = [];
  readonly #steps: StepDraft[] = [];
  readonly #scoped = new Map<Provider, boolean>();
  readonly #eager = new Set<Provider>();
  /** Indexes of steps. */
  readonly #authenticating = new Set<number>();
  /** Lifetime and scopes are part of a value's identity: who asks for other ones must not get this one. */
  readonly #stepsByProvider = new Map<Provider, Map<string, number>>();

  constructor(subject: Subject, overrides: Overrides) {
    this.#subject = subject;
    this.#overrides = overrides;
    this.#readers = new Readers(subject);
  }

  tree(): Tree {
    const { handler, compiled, dependencies } = this.#subject;
    const top: Use = { callable: handler, compiled, lifetime: "function", scopes: [], trail: [handler] };
    for (const provider of dependencies) this.#stepFor(this.#listed(provider), {}, top);
    const handlerFills = this.#fillsOf(top);
    this.#readers.indexOf(handler, compiled, []);
    checkCredentials(this.#credentials);
    const { steps, fills, early } = orderSteps(this.#steps, handlerFills, this.#authenticating);
    const uses = (reader: number) => steps.filter((step) => step.reader === reader).length;
    return {
      readers: this.#readers.all,
      credentials: this.#credentials,
      steps: steps.map((step) => ({
        ...step,
        sharesArguments: uses(step.reader) > 1,
        eager: step.lifetime === "app" && this.#eager.has(step.provider),
      })),
      early: this.#earlyPlan(steps.slice(0, early)),
      fills,
    };
  }

  planValue(dependency: NotedDependency): ValuePlan {
    const { provider, compiled } = this.#overrideOf(dependency.provider) ?? dependency;
    const top: Use = { callable: provider, compiled, lifetime: "app", scopes: [], trail: [] };
    const step = this.#stepFor({ provider, compiled }, {}, top);
    const steps = this.#steps.map((each) => ({ ...each, sharesArguments: false, eager: false }));
    return { steps, readers: this.#readers.all, step };
  }

  /** Also without a step: the handler itself may take who is asking. */
  #earlyPlan(steps: readonly StepDraft[]): EarlyPlan | undefined {
    if (steps.length === 0 && !this.#readers.all.some(({ compiled }) => isAuthenticating(compiled))) return undefined;
    const readers = [...new Set(steps.map(({ reader }) => reader))];
    checkNeedsNoBody(readers.flatMap((index) => this.#readers.all[index]?.compiled ?? []));
    return { steps: steps.length, readers };
  }

  /** Plans what a callable's parameters need, in their order, and says where it goes. */
  #fillsOf(use: Use): Fill[] {
    const { compiled, lifetime } = use;
    const fills: Fill[] = [];
    compiled.params.forEach((param, argument) => {
      if (param.kind === "context" && param.what === "SecurityScopes") {
        if (lifetime === "app") refuseInApp(compiled, param.name, param.what);
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
        const { name, schemes, required } = param;
        const credential = this.#credentials.push({ name, taker: compiled, schemes, required, scopes: use.scopes }) - 1;
        fills.push({ kind: "credential", argument, credential });
      }
    });
    return fills;
  }

  /** An element of `dependencies`. */
  #listed(provider: Provider): NotedDependency {
    const registered = { handler: provider, route: `'dependencies' of ${this.#subject.route}` };
    return this.#overrideOf(provider) ?? { provider, compiled: requireCallable(compiledOf(provider), registered) };
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
    return this.#overrideOf(noted.provider) ?? noted;
  }

  /** What is said of a method counts for it on every object. */
  #overrideOf(provider: Provider): NotedDependency | undefined {
    const original = originalOf(provider);
    return this.#overrides.get(provider) ?? (original && this.#overrides.get(original));
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
    if (options.eager === true) this.#addEager(provider, lifetime, asker);
    return step;
  }

  #addEager(provider: Provider, lifetime: Lifetime, { compiled }: Use): void {
    if (lifetime !== "app")
      throw new TypewayError("TYPEWAY_DEPENDENCY_EAGER", { handler: compiled.name, needs: provider.name });
    this.#eager.add(provider);
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
    const reader = this.#readers.indexOf(provider, compiled, use.scopes);
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

  /** What is asked for at a further use of a step, for the document and for who has no credential. */
  #addScopes(index: number, scopes: readonly string[]): void {
    const step = this.#steps[index];
    if (step === undefined || scopes.length === 0) return;
    this.#readers.addScopes(step.reader, scopes);
    for (const fill of step.fills) {
      if (fill.kind === "value") this.#addScopes(fill.step, scopes);
      const target = fill.kind === "credential" ? this.#credentials[fill.credential] : undefined;
      if (fill.kind === "credential" && target !== undefined)
        this.#credentials[fill.credential] = { ...target, scopes: accumulate(target.scopes, scopes) };
    }
  }

  #checkContext(compiled: CompiledCallable, param: CompiledParam & { kind: "context" }, lifetime: Lifetime): void {
    if (lifetime === "app") refuseInApp(compiled, param.name, param.what);
    if (param.what !== "WebSocket" || this.#subject.isSocket) return;
    const { what } = param;
    throw new TypewayError("TYPEWAY_PARAMETER_UNSUPPORTED", { handler: compiled.name, parameter: param.name, what });
  }
}

const isSecret = ({ secret }: { readonly secret?: true }): boolean => secret === true;

const blankOf = (readers: readonly Reader[], steps: number): Blank => ({
  texts: readers.map((): Text[] => []),
  arguments: blanks(readers.length),
  values: blanks(steps),
});

/** It takes who is asking, or what the caller must be allowed to do. */
const isAuthenticating = ({ params }: CompiledCallable): boolean =>
  params.some((param) => param.kind === "credential" || (param.kind === "context" && param.what === "SecurityScopes"));

/** A class must be called with `new`; only its source text tells it from a function. */
const isClass = (provider: Provider): boolean => /^class\b/.test(Function.prototype.toString.call(provider));

/**
 * Compiled endpoints written by hand, as the transformer would write them: parameters are named, their decoders are a
 * few small functions, so that a test shows its whole application.
 */
import {
  type Answers,
  CONTRACT_VERSION,
  type Compiled,
  type CompiledCallable,
  type CompiledEndpoint,
  type CompiledParam,
  type ContextKind,
  type Dependency,
  type DependencyOptions,
  type Encoder,
  FAIL,
  type Handler,
  type Issue,
  type Location,
  MISMATCH,
  type Place,
  type Provider,
  type Text,
} from "@typeway/contract";
import { note, provide } from "../dist/compiled/note.js";

/** Checks and converts one value; an issue's code when it is not of its type. */
export interface Type {
  read(value: unknown): { readonly value: unknown } | { readonly issue: string };
}
const fits = (value: unknown) => ({ value });

/** Text that is one. */
export const string: Type = { read: (value) => (typeof value === "string" ? fits(value) : { issue: "string_type" }) };
/** Digits as text, or a number. */
export const int: Type = {
  read: (value) => {
    if (typeof value === "string") return /^-?\d+$/.test(value) ? fits(Number(value)) : { issue: "int_parsing" };
    return Number.isInteger(value) ? fits(value) : { issue: "int_type" };
  },
};
export const anything: Type = { read: fits };
/** An object of exactly these properties; walks by recursion, as generated code does. */
export const object = (properties: Readonly<Record<string, Type>>): Type => ({
  read: (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return { issue: "model_attributes_type" };
    const built: Record<string, unknown> = {};
    for (const [name, type] of Object.entries(properties)) {
      const own: unknown = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
      const read = own === undefined ? { issue: "missing" } : type.read(own);
      if ("issue" in read) return read;
      built[name] = read.value;
    }
    return fits(built);
  },
});
/** `[[[…]]]`, to any depth. */
export const nested: Type = {
  read: (value) => {
    if (!Array.isArray(value)) return { issue: "list_type" };
    const items = value.map((item) => nested.read(item));
    const bad = items.find((item) => "issue" in item);
    return bad ?? fits(items.map((item) => ("value" in item ? item.value : undefined)));
  },
};

type Slot = { readonly type: Type; readonly name: string; readonly required: boolean; readonly fallback: unknown };
export type Param =
  | (Slot & { readonly kind: "text"; readonly in: Place | "auto"; readonly many: boolean })
  | (Slot & { readonly kind: "body"; readonly mediaType: string })
  | { readonly kind: "context"; readonly what: ContextKind }
  | { readonly kind: "depends"; readonly on: Provided; readonly options: DependencyOptions };

interface Optional {
  /** The value of an absent one. */
  readonly or?: unknown;
  readonly many?: boolean;
  readonly mediaType?: string;
}
const slot = (name: string, type: Type, options: Optional): Slot => ({
  name,
  type,
  required: !("or" in options),
  fallback: options.or,
});
const text =
  (place: Place | "auto") =>
  (name: string, type: Type = string, options: Optional = {}): Param => ({
    kind: "text",
    in: place,
    many: options.many ?? false,
    ...slot(name, type, options),
  });

export const path = text("path");
export const query = text("query");
export const header = text("header");
export const cookie = text("cookie");
/** From the path where it has such a segment, else from the query. */
export const auto = text("auto");
export const body = (name: string, type: Type = anything, options: Optional = {}): Param => ({
  kind: "body",
  mediaType: options.mediaType ?? "application/json",
  ...slot(name, type, options),
});
export const context = (what: ContextKind = "Context"): Param => ({ kind: "context", what });
export const depends = (on: Provided, options: DependencyOptions = {}): Param => ({ kind: "depends", on, options });

/** A function together with the code for its parameters. */
export interface Provided<F extends Provider = Provider> {
  readonly provider: F;
  readonly compiled: CompiledCallable;
}

/** A dependency: `provider(openDb, [query("tenant")])`. */
export function provider<F extends Provider>(subject: F, params: readonly Param[] = []): Provided<F> {
  leaveNote(subject, params);
  return { provider: subject, compiled: callable(subject.name, params) };
}

/** For `dependencies: […]`. */
export const listed = ({ provider, compiled }: Provided): Dependency => provide(provider, compiled);

/** The code for a handler: `app.get("/x", handler, endpoint(handler, [query("q")]))`. */
export function endpoint<H extends Handler>(
  handler: H,
  params: readonly Param[] = [],
  answers: Answers = { plain: json, empty: true },
): CompiledEndpoint & Compiled<H> & Compiled<H, "answers"> {
  leaveNote(handler, params);
  const doc = () => ({ slots: [], bodies: [], errors: [], schemas: {}, answers: [] });
  return { ...callable(handler.name, params), answers, doc };
}

/** For `override`, whose last parameter is of another role. */
export const replacement = <F extends Provider>(provided: Provided<F>): Compiled<F, "provider"> =>
  provided.compiled as Compiled<F, "provider">;

function leaveNote(subject: Provider, params: readonly Param[]): void {
  const needed = params.flatMap((param) => (param.kind === "depends" ? [param.on] : []));
  if (needed.length > 0) note(subject, () => needed);
}

function callable(name: string, params: readonly Param[]): CompiledCallable {
  const texts = params.filter((param) => param.kind === "text");
  const bodies = params.filter((param) => param.kind === "body");
  const needed = params.filter((param) => param.kind === "depends");
  const compiledParams = params.map((param): CompiledParam => {
    if (param.kind === "text") return { kind: "text", name: param.name, slots: [texts.indexOf(param)] };
    if (param.kind === "body") return { kind: "body", name: param.name, body: bodies.indexOf(param) };
    if (param.kind === "context") return { kind: "context", name: param.what.toLowerCase(), what: param.what };
    return { kind: "dependency", name: param.on.provider.name, index: needed.indexOf(param), options: param.options };
  });
  return {
    version: CONTRACT_VERSION,
    name,
    at: `test/${name}.ts:1:1`,
    params: compiledParams,
    slots: texts.map(({ in: place, name, required, many }) => ({ in: place, name, required, many })),
    bodies: bodies.map(({ name, required, mediaType }) => ({ name, required, mediaType })),
    decode: (text, parsed) => {
      const args: unknown[] = [];
      for (const param of params) {
        const read = readOf(param, texts, bodies, text, parsed);
        if ("issue" in read) return FAIL;
        args.push(read.value);
      }
      return args;
    },
    explain: (text, parsed, at, issues) => {
      for (const param of params) {
        const read = readOf(param, texts, bodies, text, parsed);
        if (!("issue" in read) || !("type" in param)) continue;
        const loc = param.kind === "text" ? at.text[texts.indexOf(param)] : at.body[bodies.indexOf(param)];
        const input = param.kind === "text" ? text[texts.indexOf(param)] : parsed[bodies.indexOf(param)];
        issues.push(issue(read.issue, loc ?? [], input));
      }
    },
    doc: () => ({ slots: [], bodies: [], errors: [], schemas: {} }),
  };
}

/** What tests assert in whole: the message says no more than the code. */
export const issue = (type: string, loc: Location, input: unknown = null): Issue => ({
  type,
  loc,
  msg: type,
  input: input ?? null,
});

function readOf(
  param: Param,
  texts: readonly Param[],
  bodies: readonly Param[],
  text: readonly Text[],
  parsed: readonly unknown[],
): ReturnType<Type["read"]> {
  if (param.kind === "context" || param.kind === "depends") return fits(undefined);
  const sent = param.kind === "text" ? text[texts.indexOf(param)] : parsed[bodies.indexOf(param)];
  if (sent === undefined) return param.required ? { issue: "missing" } : fits(param.fallback);
  if (param.kind === "body") return param.type.read(sent);
  if (!param.many) return Array.isArray(sent) ? { issue: "duplicate" } : param.type.read(sent);
  const items = [sent].flat().map((item) => param.type.read(item));
  return items.find((item) => "issue" in item) ?? fits(items.map((item) => ("value" in item ? item.value : undefined)));
}

/** Any JSON value. */
export const json: Encoder = { encode: (value) => JSON.stringify(value), explain: () => undefined };
/** Objects of which only these numbers and strings leave. */
export const properties = (types: Readonly<Record<string, "number" | "string">>): Encoder => {
  const names = Object.keys(types);
  const issues = (value: unknown): Issue[] =>
    typeof value !== "object" || value === null
      ? [issue("model_attributes_type", [], value)]
      : names.flatMap((name) => {
          const own: unknown = Reflect.get(value, name);
          return typeof own === types[name] ? [] : [issue(`${types[name]}_type`, [name], own)];
        });
  return {
    encode: (value, strict) => {
      if (strict && issues(value).length > 0) throw MISMATCH;
      return JSON.stringify(value, names);
    },
    explain: (value, at, found) => {
      for (const each of issues(value)) found.push({ ...each, loc: [...at, ...each.loc] });
    },
  };
};

/**
 * Every way in which Typeway itself says no: a code to match on and a sentence made from typed details.
 * `docs/faults.md` explains each; a test keeps the two in step. A code that is no longer raised stays retired.
 */

import type { Issue } from "@typeway/contract";
import type { SettingProblem } from "../settings/setting-problem.js";

const transformLine = `"plugins": [{ "transform": "@typeway/transformer", "transformProgram": true }]`;

interface Callee {
  /** The function's name; empty when it has none. */
  readonly handler: string;
}
type Mismatch = Pick<Issue, "loc" | "msg" | "type">;
const reasonAt = ({ loc, msg }: Mismatch) => (loc.length === 0 ? msg : `${loc.join(".")}: ${msg}`);
const named = ({ handler }: Callee) => (handler === "" ? "an anonymous function" : `'${handler}'`);
const listed = (words: readonly string[]): string => (words.length === 0 ? "nothing" : words.join(", "));

export const faults = {
  /** A registration arrived without generated code. */
  TYPEWAY_NOT_COMPILED: (d: Callee & { readonly route: string }) =>
    `${d.route} was registered with ${named(d)}, but this file was not compiled by Typeway's transformer, so nothing ` +
    `is known about its parameters. Add ${transformLine} to "compilerOptions" in tsconfig.json and build with ` +
    `\`npx tspc\`, or build with \`npx typeway build\`. Node's type stripping, tsx, esbuild and swc remove types ` +
    "without running compiler plugins: start the built JavaScript, or use `npx typeway dev`.",

  /** A function about a type of data was called without generated code. */
  TYPEWAY_TYPE_NOT_COMPILED: (d: { readonly call: string }) =>
    `'${d.call}' was called in a file that was not compiled by Typeway's transformer, so nothing is known about the ` +
    `type. Add ${transformLine} to "compilerOptions" in tsconfig.json and build with \`npx tspc\`, or build with ` +
    '`npx typeway build`. A function that forwards to it must hand its slot on: `compiled?: Compiled<T, "data">`.',

  /** Generated code and runtime come from different releases. */
  TYPEWAY_CONTRACT_VERSION: (
    d: Callee & { readonly route: string; readonly found: unknown; readonly wanted: number },
  ) =>
    `${d.route} was compiled for version ${String(d.found)} of the agreement between generated code and runtime, but ` +
    `this runtime speaks version ${d.wanted}. Install the same release of typeway and @typeway/transformer and build again.`,

  /** A path or prefix that cannot be read. */
  TYPEWAY_PATH_SYNTAX: (d: { readonly path: string; readonly reason: string }) => `The path '${d.path}' ${d.reason}.`,

  /** A `{segment}` that no callable of the route takes. */
  TYPEWAY_SEGMENT_UNUSED: (d: Callee & { readonly segment: string; readonly route: string; readonly at: string }) =>
    `No parameter of ${named(d)} (${d.at}) or of its dependencies is named after '{${d.segment}}' in ${d.route}. ` +
    `Add a parameter '${d.segment}', or take the segment out of the path.`,

  /** A path parameter whose name is no segment of the full path. */
  TYPEWAY_SEGMENT_MISSING: (d: Callee & { readonly segment: string; readonly route: string; readonly at: string }) =>
    `${named(d)} (${d.at}) reads '${d.segment}' from the path, but ${d.route} has no segment '{${d.segment}}'.`,

  /** Two registrations that answer the same requests. */
  TYPEWAY_ROUTE_CONFLICT: (d: { readonly route: string; readonly first: string; readonly second: string }) =>
    `${d.route} is registered twice: for ${d.first} and for ${d.second}. The second would never be called.`,

  /** A router that includes itself, directly or through others. */
  TYPEWAY_ROUTER_CYCLE: (d: { readonly prefix: string }) => `A router includes itself (under '${d.prefix}').`,

  /** A route, router or handler added to an application that is running. */
  TYPEWAY_ALREADY_STARTED: (d: { readonly what: string }) =>
    `${d.what} was added after the application had started. Register everything before \`listen\` or the first request.`,

  /** Dependencies that need each other. */
  TYPEWAY_DEPENDENCY_CYCLE: (d: { readonly names: readonly string[] }) =>
    `Dependencies need each other in a circle: ${d.names.join(" → ")}.`,

  /** A function with dependency parameters for which no side note was left. */
  TYPEWAY_DEPENDENCY_UNKNOWN: (d: Callee & { readonly parameter: string; readonly at: string }) =>
    `The dependency '${d.parameter}' of ${named(d)} (${d.at}) is not known to the runtime: the function was wrapped or ` +
    "copied after it was declared, or its file was not compiled by Typeway's transformer.",

  /** A dependency that lives longer than something it is made of. */
  TYPEWAY_DEPENDENCY_LIFETIME: (d: Callee & { readonly scope: string; readonly needs: string }) =>
    `${named(d)} has scope "${d.scope}" but needs ${d.needs}, which does not live that long.`,

  /** A dependency that authenticates, or that one of them needs, and that takes a part of the body. */
  TYPEWAY_DEPENDENCY_BODY: (d: Callee & { readonly parameter: string; readonly at: string }) =>
    `${named(d)} (${d.at}) takes '${d.parameter}' from the body, but it is needed to authenticate the caller, which ` +
    "happens before the body is read.",

  /** A dependency whose parameter would be the body of a method that has none. */
  TYPEWAY_BODY_UNEXPECTED: (d: Callee & { readonly parameter: string; readonly at: string; readonly route: string }) =>
    `'${d.parameter}' of ${named(d)} (${d.at}) would be the body of ${d.route}, whose requests have none. Write ` +
    `'${d.parameter}: Query<…>' to read it from the query, or 'Body<…>' if clients really send one.`,

  /** A generator dependency that does not yield exactly once. */
  TYPEWAY_DEPENDENCY_YIELD: (d: Callee & { readonly problem: string }) =>
    `The generator ${named(d)} must yield exactly once: it ${d.problem}.`,

  /** A lifespan that cannot be resumed at shutdown. */
  TYPEWAY_LIFESPAN_KIND: (d: { readonly name: string; readonly made: string }) =>
    `The lifespan ${d.name === "" ? "without a name" : `'${d.name}'`} returned ${d.made}, and is no generator. Write ` +
    "`async function* (app) { … ; yield; … }`: what precedes `yield` is start-up, what follows it shutdown. What only " +
    "starts is for `app.onStart`.",

  /** A dependency that is opened at start-up and could not be. */
  TYPEWAY_DEPENDENCY_START: (d: Callee & { readonly reason: string }) =>
    `The dependency ${named(d)} of scope "app" is opened at start-up, which failed: ${d.reason}`,

  /** `eager` for what does not live as long as the application. */
  TYPEWAY_DEPENDENCY_EAGER: (d: Callee & { readonly needs: string }) =>
    `${named(d)} asks for '${d.needs}' at start-up (\`eager\`), but not with scope "app". Add \`scope: "app"\`.`,

  /** A clean-up that takes too long. */
  TYPEWAY_CLEANUP_SLOW: (d: Callee & { readonly limit: number }) =>
    `The clean-up of ${named(d)} has taken more than ${d.limit / 1000} seconds and is no longer waited for.`,

  /** A parameter of a kind this version cannot fill. */
  TYPEWAY_PARAMETER_UNSUPPORTED: (d: Callee & { readonly parameter: string; readonly what: string }) =>
    `The parameter '${d.parameter}' of ${named(d)} asks for ${d.what}, which is not available there.`,

  /** A handler's value that its declared type does not have. */
  TYPEWAY_ANSWER_UNDECLARED: (d: Callee & { readonly route: string; readonly what: string }) =>
    `${named(d)} answered ${d.route} with ${d.what}, which its return type does not declare.`,

  /** A handler's value that is not of its declared type; the log line lists where. */
  TYPEWAY_ANSWER_MISMATCH: (d: Callee & { readonly route: string; readonly issues: readonly Mismatch[] }) =>
    `What ${named(d)} returned for ${d.route} is not of its declared type: ` + `${d.issues.map(reasonAt).join("; ")}.`,

  /** A value given to `toJson` that is not of its type. */
  TYPEWAY_VALUE_MISMATCH: (d: { readonly type: string; readonly issues: readonly Mismatch[] }) =>
    `The value is not of type '${d.type}': ${d.issues.map(reasonAt).join("; ")}.`,

  /** `decode` refused a value for which `explain` found no reason. */
  TYPEWAY_DECODER_DISAGREES: (d: Callee & { readonly route: string }) =>
    `The generated decoder of ${named(d)} refused a request to ${d.route} without naming an issue. Please report this.`,

  /** A chunk of a streamed answer that is neither text nor bytes. */
  TYPEWAY_STREAM_CHUNK: (d: { readonly found: string }) =>
    `A streamed answer yielded ${d.found}; only strings and Uint8Arrays can be sent as they are.`,

  /** A status that cannot be the status of an answer. */
  TYPEWAY_STATUS_INVALID: (d: { readonly status: unknown }) =>
    `${String(d.status)} is not a status between 200 and 599.`,

  /** An option that the transformer could not read where the handler was registered. */
  TYPEWAY_OMIT_UNSEEN: (
    d: Callee & { readonly route: string; readonly asked: readonly string[]; readonly written: readonly string[] },
  ) =>
    `The answers of ${named(d)} for ${d.route} are to leave out ${listed(d.asked)}, but its code was made to leave out ` +
    `${listed(d.written)}. Write \`omit\` as literals where the handler is registered.`,

  /** A header whose value has no text. */
  TYPEWAY_HEADER_INVALID: (d: { readonly name: string; readonly value: string }) =>
    `The header '${d.name}' cannot be ${d.value}.`,

  /** A redirect whose target looks like a path but leaves the site, or is no URL. */
  TYPEWAY_REDIRECT_UNSAFE: (d: { readonly to: string }) =>
    `redirect(${JSON.stringify(d.to)}) would leave this site in disguise. Pass a path that starts with one '/', a ` +
    "complete http(s) address, or a URL object.",

  /** A cookie that cannot be written as one. */
  TYPEWAY_COOKIE_INVALID: (d: { readonly name: string; readonly reason: string }) =>
    `The cookie ${JSON.stringify(d.name)} cannot be set: ${d.reason}.`,

  /** `urlFor` with a name that no route has, or without one of its segments. */
  TYPEWAY_URL_FOR: (d: { readonly name: string; readonly reason: string }) => `urlFor("${d.name}"): ${d.reason}.`,

  /** Something else was used as middleware. */
  TYPEWAY_MIDDLEWARE_INVALID: (d: { readonly found: string }) =>
    `Middleware is a function \`(context, next) => …\`, but ${d.found} was given. One that is written for Express, ` +
    "`(req, res, next) => …`, is adapted by `connect` of 'typeway/middleware'.",

  /** Something else was given to `connect`. */
  TYPEWAY_CONNECT_INVALID: (d: { readonly found: string }) =>
    `connect() takes functions \`(req, res, next) => …\`, but ${d.found} was given. What answers errors is given to ` +
    "`onError`.",

  /** A middleware that neither answers nor lets anybody else answer. */
  TYPEWAY_MIDDLEWARE_SILENT: (d: Callee) =>
    `The middleware ${named(d)} ended without calling next() and without an answer. Return what is to be sent ` +
    "(`reply(204)` for nothing), or `await next()`.",

  /** A middleware that lets the rest run a second time. */
  TYPEWAY_NEXT_TWICE: (d: Callee) => `The middleware ${named(d)} called next() twice; a request is answered once.`,

  /** A body that others have read. */
  TYPEWAY_BODY_TAKEN: () =>
    "The body of this request has been read by middleware that is written for node:http, and can be read once only. " +
    "Leave out the body parser: Typeway reads and checks bodies itself.",

  /** A body that is set while there is none to replace. */
  TYPEWAY_BODY_EARLY: () =>
    "The body of `context.response` was set while there is no answer. Middleware sets it after `await next()`; whoever " +
    "makes the answer returns it.",

  /** The session of a request that the middleware has not seen. */
  TYPEWAY_SESSION_MISSING: () =>
    "The session was asked for where its middleware does not run. Give what `sessions(…)` made to `use`, on the " +
    "application whose route asks.",

  /** Data that no cookie can hold. */
  TYPEWAY_SESSION_TOO_LARGE: (d: { readonly size: number; readonly limit: number }) =>
    `The session takes ${d.size} bytes and a cookie holds ${d.limit}. Keep less in it, or give \`sessions\` a store.`,

  /** The raw node:http objects were asked for where there are none. */
  TYPEWAY_NO_NODE_REQUEST: (d: { readonly what: string }) =>
    `${d.what} exists only for requests that came through node:http, not for those of \`fetch\` and the test client.`,

  /** A close code that cannot be sent. */
  TYPEWAY_CLOSE_CODE_INVALID: (d: { readonly code: number }) =>
    `${d.code} cannot close a WebSocket. Use 1000 for a normal end, 1008 for a refusal, or a code between 3000 and 4999.`,

  /** A message that is not of the type its socket sends. */
  TYPEWAY_MESSAGE_MISMATCH: (d: Callee & { readonly what: string }) =>
    `${named(d)} sent ${d.what} over a WebSocket whose type does not say so.`,

  /** The address to listen on is taken. */
  TYPEWAY_PORT_IN_USE: (d: { readonly host: string; readonly port: number }) =>
    `Port ${d.port} on ${d.host} is in use. Stop the other program, or choose a port: PORT=${d.port + 1}.`,

  /** Listening failed for another reason. */
  TYPEWAY_LISTEN: (d: { readonly host: string; readonly port: number; readonly reason: string }) =>
    `Cannot listen on ${d.host}:${d.port}: ${d.reason}.`,

  /** A background task added after the last had run: nothing would run it, and nobody wait for it. */
  TYPEWAY_TASK_TOO_LATE: (d: Callee) =>
    `The background task ${named(d)} was added after its request had ended. Add tasks before the answer, and wait for ` +
    "what adds them.",

  /** A function that cannot be called in a worker thread, or a value that cannot go there or come back. */
  TYPEWAY_OFFLOAD: (d: Callee & { readonly reason: string }) =>
    `${named(d)} cannot run in a worker thread: ${d.reason}.`,

  /** Settings that cannot be read from the environment; every problem at once. */
  TYPEWAY_SETTINGS: (d: { readonly problems: readonly SettingProblem[]; readonly hints: readonly string[] }) =>
    `${d.problems.length === 1 ? "A setting is" : `${d.problems.length} settings are`} wrong.` +
    `${d.problems.map(({ variable, reason, source }) => `\n  ${variable}: ${reason} (${source})`).join("")}` +
    `${d.hints.map((hint) => `\n  ${hint}`).join("")}`,

  /** Credentials of which a request can carry only one. */
  TYPEWAY_CREDENTIALS_EXCLUDE: (d: { readonly first: string; readonly second: string }) =>
    `${d.first} and ${d.second} both need the one Authorization field of a request, one for a token, the other for a ` +
    "password: nobody would be let in. Make it a choice (`Bearer | BasicCredentials`), or make one optional.",

  /** Two security schemes that the document would show under one name. */
  TYPEWAY_SECURITY_NAME: (d: { readonly name: string; readonly first: string; readonly second: string }) =>
    `Two security schemes are called "${d.name}": one is taken at ${d.first}, the other at ${d.second}. Give one of them ` +
    `another name in its options: { name: "…" }.`,

  /** An option or environment variable that makes no sense. */
  TYPEWAY_OPTION_INVALID: (d: { readonly option: string; readonly reason: string }) => `${d.option} ${d.reason}.`,
} as const;

export type FaultCode = keyof typeof faults;
export type FaultDetails<C extends FaultCode> = Parameters<(typeof faults)[C]>[0];

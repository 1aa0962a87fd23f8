// Applications and routers

export type { Chunks } from "./answers/chunks.js";
export type { CookieOptions } from "./answers/cookies.js";
export type { HeaderFields, HeaderValue, ReplyHeaders } from "./answers/header-fields.js";
export { bytes, html, type Raw, type RawOptions, stream, text } from "./answers/raw.js";
// Answers
export { type NoContent, Reply, redirect, reply } from "./answers/reply.js";
export type { AnswerBody, ResponseHead } from "./answers/response-head.js";
export { App } from "./app.js";
export type { BackgroundTasks } from "./background-tasks.js";
// One request
export type { Context, State } from "./context.js";
// For packages that build on the runtime
export { contextEndpoint } from "./context-endpoint.js";
export { requireData } from "./data/compiled-data.js";
// Outside a handler
export { parse, parseJson } from "./data/parse.js";
export { toJson } from "./data/to-json.js";
export type { SecurityScopes } from "./dependencies/security-scopes.js";
export { defaultAnswer } from "./errors/default-answer.js";
export type { FaultCode, FaultDetails } from "./errors/faults.js";
// Errors
export { HttpError, type HttpErrorOptions } from "./errors/http-error.js";
export { InvalidValue, type InvalidValueOptions } from "./errors/invalid-value.js";
export { TypewayError } from "./errors/typeway-error.js";
export { ValidationError } from "./errors/validation-error.js";
export { WebSocketError } from "./errors/web-socket-error.js";
export type { ForwardingHeaders } from "./exchange/proxies.js";
export { type HealthCheck, type HealthOptions, health } from "./health.js";
export type { LogEntry } from "./log.js";
export { type ConnectMiddleware, connect } from "./middleware/connect.js";
// Around a request
export type { BodyDecoder } from "./middleware/decoded-body.js";
export type { Middleware, Next } from "./middleware/middleware.js";
export type {
  AppOptions,
  CheckResponses,
  ErrorFormat,
  IncludeOptions,
  Lifespan,
  Messages,
  RouteInfo,
  RouteOptions,
  RouterOptions,
  ScopeOptions,
  UndeclaredInput,
  WebSocketOptions,
} from "./options.js";
export { type ErrorClass, type Registrar, Router, Routes, type StatusError } from "./router.js";
export type { FetchHandler } from "./routing/mount.js";
export { safeEqual } from "./security/safe-equal.js";
export type { ListenOptions } from "./server/listen.js";
export { loadSettings, type SettingsOptions } from "./settings/load-settings.js";
// WebSockets
export type { AcceptOptions, WebSocket } from "./sockets/web-socket.js";
// Traces and metrics
export type { ArrivedRequest, StepKind, Telemetry, Trace } from "./telemetry/telemetry.js";

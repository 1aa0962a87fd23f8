// Our declarations speak of node:http: a project that uses them needs no types of Node of its own.
/// <reference types="node" preserve="true" />

export {
  APP,
  type AppLike,
  isApp,
  type ListenOptions,
  type Observer,
  type Pages,
  type Transport,
  type UpgradeListener,
} from "./app.js";
export { bodilessMethods, isBodiless } from "./bodiless.js";
export {
  type Answers,
  type BodySlot,
  type ClosedNames,
  CONTRACT_VERSION,
  type CompiledCallable,
  type CompiledEndpoint,
  type CompiledParam,
  type ContextKind,
  type DependencyOptions,
  type Encoder,
  FAIL,
  type Fail,
  type Locations,
  MISMATCH,
  type Nesting,
  type Note,
  type NotedDependency,
  type OmitRule,
  type Place,
  type Text,
  type TextSlot,
} from "./compiled.js";
export { type CompiledData, DATA_DOC, type DataDoc } from "./data.js";
export type {
  AnswerDoc,
  BodySlotDoc,
  CallableDoc,
  EndpointDoc,
  ErrorDoc,
  HandledClass,
  Json,
  JsonSchema,
  SchemaDoc,
  SlotGroupDoc,
  TextSlotDoc,
  TypeKey,
  Words,
} from "./document.js";
export type { Issue, IssueSink, Location } from "./issue.js";
export type {
  ErrorHandlerRecords,
  Method,
  PlacedCallable,
  RefusalDoc,
  ResponseDoc,
  ResponseDocs,
  RouteMethod,
  RouteRecord,
  RouteWords,
} from "./route.js";
export { changedSchema, type SchemaChange, schemaChanges } from "./schema-change.js";
export type { OAuthFlow, SchemeWords, SecurityScheme } from "./security.js";
export type { CompiledSettings } from "./settings.js";
export type { Compiled, Dependency, Handler, Provided, Provider, Providing, SlotRole, StandsFor } from "./slot.js";
export {
  type MessageDecoder,
  type MessageEncoder,
  type SocketCodec,
  type SocketMedium,
  WebSocketClosed,
} from "./socket.js";
export { type CompiledWorker, IN_MEMORY } from "./worker.js";
